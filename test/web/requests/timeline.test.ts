import { describe, expect, it } from 'vitest';
import type { ThreadEvent } from '../../../web/features/requests/model/documents.ts';
import { timelineOf } from '../../../web/features/requests/model/timeline.ts';
import { buildEntry, buildEvent } from './build-shown-request.ts';

const ENTRIES = [
  buildEntry({ sequence: 1, at: '2026-11-30T08:00:00.500Z' }),
  buildEntry({ sequence: 2, at: '2026-11-30T09:00:00.900Z' }),
];

function placesOf(...events: ThreadEvent[]) {
  return timelineOf(ENTRIES, events).map((moment) =>
    moment.kind === 'entry'
      ? moment.entry.sequence
      : moment.events.map(({ kind, assetId }) => `${kind} ${assetId}`),
  );
}

describe('what happened beside a thread', () => {
  it('stands between the entries by time, after an entry of the same second', () => {
    const consent = buildEvent({ at: '2026-11-30T09:00:00.000Z' });
    const offer = buildEvent({ kind: 'OFFERED', role: 'HOLDER', at: '2026-11-30T08:30:00.000Z' });
    expect(placesOf(offer, consent)).toEqual([1, ['OFFERED 0x01'], 2, ['CONSENTED 0x01']]);
  });

  it('is one line for assets to which the same party did the same, one after the other', () => {
    const at = '2026-11-30T10:00:00.000Z';
    const of = (assetId: string, more: Partial<ThreadEvent> = {}) => buildEvent({ at, assetId, ...more });
    expect(
      placesOf(
        of('0x01'),
        of('0x02'),
        of('0x01', { kind: 'STATED' }),
        of('0x02', { kind: 'STATED', role: 'HOLDER' }),
      ),
    ).toEqual([1, 2, ['CONSENTED 0x01', 'CONSENTED 0x02'], ['STATED 0x01'], ['STATED 0x02']]);
  });
});
