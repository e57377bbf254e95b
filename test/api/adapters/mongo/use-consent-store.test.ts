import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UseConsent } from '@lanran/api/consent/domain/use-consent';
import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { WORLD } from '@lanran/protocol/territories/territories';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const MUSEUM = organizationIdOf('museum');
const VILLAGE = organizationIdOf('village');
const STUDIO = organizationIdOf('studio');

const newAssetId = () => assetIdOf(MUSEUM, randomBytes32());

function buildUseConsent(overrides: Partial<UseConsent> = {}): UseConsent {
  return {
    assetId: newAssetId(),
    community: VILLAGE,
    holder: MUSEUM,
    licensee: STUDIO,
    media: 4,
    territories: WORLD,
    firstDay: 21_000,
    lastDay: 21_100,
    exclusive: true,
    token: parseAddress(`0x${'aa'.repeat(20)}`),
    minPrice: 2n ** 96n - 1n,
    shareBps: 3_000,
    rights: 1,
    state: 'GRANTED',
    projectedIndex: 4,
    ...overrides,
  };
}

describe('the store of consents to one use', () => {
  let under: StoresUnderTest;
  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('keeps the last word of the log about an asset and a licensee', async () => {
    const { useConsents } = under.stores;
    const granted = buildUseConsent();
    const spent = { ...granted, state: 'SPENT', projectedIndex: 5 } as const;
    await useConsents.project(spent);
    await useConsents.project(granted);
    expect(await useConsents.find(granted.assetId, STUDIO)).toEqual(spent);
    expect(await useConsents.find(granted.assetId, MUSEUM)).toBeNull();
  });

  it('lists those of an asset and of a community, the latest change first', async () => {
    const { useConsents } = under.stores;
    const community = organizationIdOf('upper-village');
    const first = buildUseConsent({ community, projectedIndex: 7 });
    const last = buildUseConsent({ ...first, licensee: MUSEUM, projectedIndex: 9 });
    const other = buildUseConsent({ community, projectedIndex: 8 });
    for (const consent of [first, last, other, buildUseConsent()]) await useConsents.project(consent);
    expect(await useConsents.listByAsset(first.assetId)).toEqual([last, first]);
    expect(await useConsents.listByCommunity(community, 100)).toEqual([last, other, first]);
    expect(await useConsents.listByCommunity(community, 2)).toEqual([last, other]);
  });
});
