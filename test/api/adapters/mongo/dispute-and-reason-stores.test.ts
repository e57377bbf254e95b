import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dispute } from '@lanran/api/disputes/domain/dispute';
import type { StatedReason } from '@lanran/api/log/domain/stated-reason';
import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const XIJIANG = organizationIdOf('xijiang');
const AUDITORS = organizationIdOf('auditors');
const newAssetId = () => assetIdOf(organizationIdOf('museum'), randomBytes32());

function buildDispute(overrides: Partial<Dispute> = {}): Dispute {
  return {
    assetId: newAssetId(),
    organizationId: XIJIANG,
    reasonHash: reasonHashOf('Not theirs.'),
    openedAt: new Date(1_790_000_000_000),
    isOpen: true,
    allowedAt: null,
    projectedIndex: 4,
    ...overrides,
  };
}

function buildReason(text: string, overrides: Partial<StatedReason> = {}): StatedReason {
  return {
    hash: reasonHashOf(text),
    text,
    statedBy: `0x${'11'.repeat(20)}`,
    statedAt: new Date(1_790_000_000_000),
    ...overrides,
  };
}

describe('disputes and reasons in MongoDB', () => {
  let under: StoresUnderTest;

  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('gives back disputes as written, one of each organization about an asset', async () => {
    const { disputes } = under.stores;
    const dispute = buildDispute();
    const other = buildDispute({ assetId: dispute.assetId, organizationId: AUDITORS });
    await disputes.project(dispute);
    await disputes.project(other);
    expect(await disputes.find(dispute.assetId, XIJIANG)).toStrictEqual(dispute);
    expect(await disputes.find(dispute.assetId, AUDITORS)).toStrictEqual(other);
    expect(await disputes.find(newAssetId(), XIJIANG)).toBeNull();
  });

  it('lists the open ones of the assets asked for, oldest first', async () => {
    const { disputes } = under.stores;
    const [one, two] = [newAssetId(), newAssetId()];
    const late = buildDispute({ assetId: one, projectedIndex: 9 });
    const early = buildDispute({ assetId: one, organizationId: AUDITORS, projectedIndex: 5 });
    const elsewhere = buildDispute({ assetId: two, projectedIndex: 7 });
    const over = buildDispute({ assetId: two, organizationId: AUDITORS, isOpen: false });
    for (const dispute of [late, early, elsewhere, over]) await disputes.project(dispute);
    expect(await disputes.listOpen([one, two])).toStrictEqual([early, elsewhere, late]);
    expect(await disputes.listOpen([newAssetId()])).toEqual([]);
    expect(await disputes.listOpen([])).toEqual([]);
  });

  it('never goes back to an older state of a dispute, in whatever order states arrive', async () => {
    const { disputes } = under.stores;
    const states = [4, 6, 7, 11].map((projectedIndex, at) => ({ projectedIndex, isOpen: at % 2 === 0 }));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(states, { minLength: 1 }), async (order) => {
        const assetId = newAssetId();
        await Promise.all(order.map((state) => disputes.project(buildDispute({ assetId, ...state }))));
        const newest = order.toSorted((left, right) => right.projectedIndex - left.projectedIndex)[0];
        expect(await disputes.find(assetId, XIJIANG)).toMatchObject({ ...newest });
      }),
      { numRuns: 25 },
    );
  });

  it('keeps a reason as it was stated first, whoever states it again', async () => {
    const { reasons } = under.stores;
    const reason = buildReason('它属于另一个寨子。\n — the elders');
    const repeats = ['22', '33', '44'].map((digits) =>
      buildReason(reason.text, { statedBy: `0x${digits.repeat(20)}` }),
    );
    await reasons.keep(reason);
    await Promise.all(repeats.map((repeat) => reasons.keep(repeat)));
    expect(await reasons.findMany([reason.hash, reasonHashOf('unknown')])).toStrictEqual([reason]);
    expect(await reasons.findMany([])).toEqual([]);
  });

  it('counts what a key stated since a time', async () => {
    const { reasons } = under.stores;
    const statedBy = `0x${'55'.repeat(20)}` as const;
    const at = (minutes: number) => new Date(1_790_000_000_000 + minutes * 60_000);
    for (const minutes of [0, 10, 20])
      await reasons.keep(buildReason(`After ${minutes}`, { statedBy, statedAt: at(minutes) }));
    expect(await reasons.countSince(statedBy, at(10))).toBe(2);
    expect(await reasons.countSince(statedBy, at(21))).toBe(0);
    expect(await reasons.countSince(`0x${'66'.repeat(20)}`, at(0))).toBe(0);
  });
});
