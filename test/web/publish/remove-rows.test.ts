import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../web/features/publish/uploads/model/file-rows.ts';
import type { ServerFile } from '../../../web/features/publish/editor/model/queries.ts';
import { removeRows } from '../../../web/features/publish/uploads/model/remove-rows.ts';
import type { FilePhase } from '../../../web/features/publish/uploads/model/upload-phase.ts';

const whole = (path: string, sha256 = 'old'): ServerFile => ({
  path,
  bytes: '3',
  isComplete: true,
  sha256,
  uploadUrl: null,
  isReplacement: false,
});
const onItsWay = (path: string, isReplacement: boolean): ServerFile => ({
  ...whole(path),
  isComplete: false,
  sha256: null,
  uploadUrl: `/uploads/${path}`,
  isReplacement,
});

/** What removing a file does, when the page knows of one thing and the platform has another by then. */
async function removing(path: string, { known, phase, there }: Situation): Promise<readonly string[]> {
  const work = new Map(
    phase === undefined
      ? []
      : [
          [
            path,
            {
              path,
              bytes: 3,
              phase,
              hashedBytes: 0,
              sentBytes: 0,
              sha256: 'new',
              error: null,
              isBegun: true,
            },
          ],
        ],
  );
  const rows = rowsOf({ server: known, work, digests: new Map(), doubts: new Map(), kept: new Map() });
  const did: string[] = [];
  await removeRows(rows, {
    ask: async () => there ?? known,
    endUpload: async (url) => void did.push(`end ${url}`),
    removeFile: async (removed) => void did.push(`remove ${removed}`),
  });
  return did;
}

interface Situation {
  readonly known: readonly ServerFile[];
  readonly phase?: FilePhase;
  readonly there?: readonly ServerFile[];
}

describe('removing a file of a draft', () => {
  it('takes it out, whole or on its way', async () => {
    expect(await removing('a', { known: [whole('a')] })).toEqual(['remove a']);
    expect(await removing('a', { known: [onItsWay('a', false)], phase: 'sending' })).toEqual(['remove a']);
    expect(await removing('a', { known: [], phase: 'waiting' })).toEqual(['remove a']);
  });

  it('ends only its replacement while that is on its way, from this page or another', async () => {
    expect(await removing('a', { known: [onItsWay('a', true)], phase: 'paused' })).toEqual([
      'end /uploads/a',
    ]);
    expect(await removing('a', { known: [onItsWay('a', true)] })).toEqual(['end /uploads/a']);
  });

  it('ends only the replacement that was announced since the page asked', async () => {
    const there = [onItsWay('a', true)];
    expect(await removing('a', { known: [whole('a')], phase: 'sending', there })).toEqual(['end /uploads/a']);
  });

  it('leaves the file alone while the replacement was not announced', async () => {
    expect(await removing('a', { known: [whole('a')], phase: 'hashing' })).toEqual([]);
  });

  it('takes out the replacement that has just arrived', async () => {
    const there = [whole('a', 'new')];
    expect(await removing('a', { known: [onItsWay('a', true)], phase: 'checking', there })).toEqual([
      'remove a',
    ]);
  });
});
