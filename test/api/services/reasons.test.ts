import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { ReasonsService } from '@lanran/api/assets/services/reasons';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { InMemoryReasons } from '../graphql/in-memory-stores.ts';

const actorWith = (digits: string): Actor => ({
  kind: 'member',
  address: `0x${digits.repeat(20)}`,
  memberships: [],
});

describe('reasons', () => {
  let now: Date;
  let store: InMemoryReasons;
  let reasons: ReasonsService;
  beforeEach(() => {
    now = new Date('2026-11-25T08:00:00Z');
    store = new InMemoryReasons();
    reasons = new ReasonsService({
      reasons: store,
      leaves: { listOfKinds: async () => [] },
      catalog: { findMany: async () => [] },
      clock: { now: () => now },
    });
  });

  it('are named by keccak256 of their UTF-8 bytes, as any tool computes it', async () => {
    expect(await reasons.state(actorWith('11'), 'abc')).toBe(
      '0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45',
    );
  });

  it('stay whose they were when somebody else says the same', async () => {
    const hash = await reasons.state(actorWith('11'), 'Said before.');
    expect(await reasons.state(actorWith('22'), 'Said before.')).toBe(hash);
    expect(store.byHash.get(hash)).toMatchObject({ statedBy: `0x${'11'.repeat(20)}` });
  });

  it('are at most 60 an hour of one key; what is kept already is answered all the same', async () => {
    const actor = actorWith('11');
    for (let at = 0; at < 60; at++) await reasons.state(actor, `Reason ${at}`);
    await expect(reasons.state(actor, 'One more')).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(await reasons.state(actor, 'Reason 7')).toBe(reasonHashOf('Reason 7'));
    expect(await reasons.state(actorWith('22'), 'Of another key')).toBe(reasonHashOf('Of another key'));
    now = new Date(now.getTime() + 3_600_001);
    expect(await reasons.state(actor, 'One more')).toBe(reasonHashOf('One more'));
  });

  it('are found in the order they are asked for', async () => {
    const hash = await reasons.state(actorWith('11'), 'Known');
    const unknown = reasonHashOf('Unknown');
    expect(await reasons.textsOf([unknown, hash, unknown])).toEqual([null, 'Known', null]);
  });
});
