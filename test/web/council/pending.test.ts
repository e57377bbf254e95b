import { describe, expect, it } from 'vitest';
import { parseAssetId, parseOrganizationId, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import type { DecodedCall } from '../../../web/features/council/signatures/model/call-particulars.ts';
import {
  PENDING_CALLS,
  pendingIn,
  pendingPartsOf,
  standingOfPending,
} from '../../../web/features/council/signatures/model/pending.ts';

const EAST = `0x${'ea'.repeat(20)}`;
const WEST = `0x${'3e'.repeat(20)}`;
const ASSET = `0x${'01'.repeat(32)}`;
const OTHER = `0x${'02'.repeat(32)}`;

function buildPending(call: DecodedCall, signers: readonly string[] = [EAST]) {
  return {
    proposal: { hash: `0x${'aa'.repeat(32)}`, signers: [...signers], threshold: 2 },
    parts: pendingPartsOf(call),
  };
}

const yesTo = (assetId: string): DecodedCall => ({
  contract: 'ConsentRegistry',
  functionName: 'grant',
  args: { assetId },
});

const TERMS: Terms = {
  assetId: parseAssetId(ASSET),
  version: parseStatementHash(`0x${'7e'.repeat(32)}`),
  licensee: parseOrganizationId(`0x${'57'.repeat(32)}`),
  offerId: 7n,
  wish: { media: 4, territories: 1n << 44n, firstDay: 20_900, lastDay: 21_000, exclusive: false },
  token: parseAddress(EAST),
  price: 120_000n,
  communityShareBps: 2_000,
  operatorShareBps: 0,
  rights: 0,
  origin: 'INVOICE',
  parent: null,
  territoriesHash: TERRITORIES_HASH,
};

const shareOf = (terms: Terms): DecodedCall => ({
  contract: 'LicenseMarket',
  functionName: 'confirmShare',
  args: { terms: { ...terms, origin: 3n, parent: 0n } },
});

describe('what waits for signatures where a decision is asked for', () => {
  it('is the yes to this asset, and not that to another', () => {
    const acts = [buildPending(yesTo(OTHER)), buildPending(yesTo(ASSET))];
    expect(pendingIn(acts, { calls: PENDING_CALLS.yes, assetId: ASSET })).toEqual([acts[1]]);
    expect(pendingIn(acts, { calls: PENDING_CALLS.yes })).toEqual(acts);
    expect(pendingIn(acts, { calls: PENDING_CALLS.end, assetId: ASSET })).toEqual([]);
  });

  it('is the permission of one use by this organization, and not that by another', () => {
    const useBy = (licensee: string): DecodedCall => ({
      contract: 'ConsentRegistry',
      functionName: 'consentTo',
      args: { assetId: ASSET, consent: { licensee } },
    });
    const acts = [buildPending(useBy(OTHER)), buildPending(useBy(TERMS.licensee))];
    const wanted = { calls: PENDING_CALLS.use, assetId: ASSET };
    expect(pendingIn(acts, { ...wanted, licensee: TERMS.licensee })).toEqual([acts[1]]);
    expect(pendingIn(acts, wanted)).toEqual(acts);
    expect(pendingIn(acts, { ...wanted, calls: PENDING_CALLS.useEnd })).toEqual([]);
  });

  it('is found inside of what is signed at once', () => {
    const seat = { contract: 'Organizations', functionName: 'acceptCouncil', args: { communityId: ASSET } };
    const payout = { contract: 'Organizations', functionName: 'setPayout', args: { payout: EAST } };
    const together = {
      contract: 'Organizations',
      functionName: 'multicall',
      args: {},
      calls: [seat, payout],
    };
    expect(pendingIn([buildPending(together)], { calls: PENDING_CALLS.seat })).toHaveLength(1);
  });

  it('is the word about this order, and not that about another of the same asset', () => {
    const later = { ...TERMS, wish: { ...TERMS.wish, firstDay: 21_001, lastDay: 21_100 } };
    const acts = [buildPending(shareOf(later)), buildPending(shareOf(TERMS))];
    expect(pendingIn(acts, { calls: PENDING_CALLS.share, order: TERMS })).toEqual([acts[1]]);
    const other = { ...TERMS, licensee: parseOrganizationId(OTHER) };
    expect(pendingIn(acts, { calls: PENDING_CALLS.share, order: other })).toEqual([]);
  });

  it('says how many signatures are missing, and whether yours is one of them', () => {
    expect(standingOfPending(buildPending(yesTo(ASSET)), WEST)).toEqual({ missing: 1, isSigned: false });
    expect(standingOfPending(buildPending(yesTo(ASSET)), EAST)).toEqual({ missing: 1, isSigned: true });
    const whole = buildPending(yesTo(ASSET), [EAST, WEST]);
    expect(standingOfPending(whole, EAST)).toEqual({ missing: 0, isSigned: true });
  });
});
