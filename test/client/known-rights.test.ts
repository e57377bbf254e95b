import { describe, expect, it } from 'vitest';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { ADAPTABLE, ALL_RIGHTS, FORMER_RIGHTS, REVOCABLE } from '@lanran/protocol/licensing/rights';
import { WORLD } from '@lanran/protocol/territories/territories';
import { relay, type Act } from '@lanran/sdk/acts/relaying';
import { relayMany } from '@lanran/sdk/acts/relaying-many';
import { grantCollectionAct } from '@lanran/sdk/consent/collection-acts';
import { consentToAct, grantAct } from '@lanran/sdk/consent/consent-acts';
import { requireKnownRights } from '@lanran/sdk/kernel/known-rights';
import type { Platform } from '@lanran/sdk/kernel/session';
import { offerAct } from '@lanran/sdk/licensing/licensing-acts';

const BYTES = toHex(new Uint8Array(32).fill(7));
const assetId = parseAssetId(BYTES);
const holder = parseOrganizationId(BYTES);
const token = parseAddress(`0x${'a1'.repeat(20)}`);
const window = { media: 1, territories: WORLD, firstDay: 20_000, lastDay: 30_000, exclusive: false };
const rights = ADAPTABLE | REVOCABLE;

const ACTS: readonly (readonly [string, Act])[] = [
  ['an offer', offerAct(assetId, { ...window, token, price: 1n, communityShareBps: 0, rights })],
  ['a consent', grantAct(assetId, { ...window, holder, shareBps: 0, rights })],
  [
    'a consent to a collection',
    grantCollectionAct(
      { communityId: holder, root: BYTES, size: 1 },
      { ...window, holder, shareBps: 0, rights },
    ),
  ],
  [
    'a consent to one use',
    consentToAct(assetId, { ...window, holder, licensee: holder, token, minPrice: 0n, shareBps: 0, rights }),
  ],
];

/** A platform of before, where nothing can be signed, nor asked. */
const FORMER = { deployment: { rights: FORMER_RIGHTS, canBatch: true }, safe: null } as Platform;

describe('a right that the contracts of an installation do not know', () => {
  it.each(ACTS)('keeps %s from being signed', async (_, act) => {
    await expect(relay(FORMER, act)).rejects.toMatchObject({
      code: 'RIGHTS_UNKNOWN',
      reasons: [{ code: 'RIGHTS_UNKNOWN', data: { rights: 'ADAPTABLE' } }],
    });
  });

  it('keeps all acts of a batch from being signed', async () => {
    const acts = ACTS.map(([, act]) => act);
    await expect(relayMany(FORMER, acts)).rejects.toMatchObject({ code: 'RIGHTS_UNKNOWN' });
  });

  it('is named in both languages, with what to do', () => {
    expect(() => requireKnownRights({ rights: FORMER_RIGHTS }, rights)).toThrow(
      /do not know these rights: adaptation\. Leave them out.*没有以下权利：改编。请去掉/,
    );
  });

  it('is none of those that they know', () => {
    requireKnownRights({ rights: ALL_RIGHTS }, ALL_RIGHTS);
    requireKnownRights({ rights: FORMER_RIGHTS }, REVOCABLE);
    requireKnownRights({ rights: FORMER_RIGHTS }, undefined);
  });
});
