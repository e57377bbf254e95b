import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { judgeWish, type QuoteQuestion } from '@lanran/protocol/licensing/quote';
import type { Reason, ReasonName } from '@lanran/protocol/licensing/reasons';
import { consentRightsOf, type RightsBits } from '@lanran/protocol/licensing/rights';
import { describeReason } from '@lanran/protocol/messages/reasons';
import { describeRefusal, type Refusal } from '@lanran/protocol/messages/refusals';
import type { RequestTerms } from './request-terms.ts';

/** What passes without other terms: an agreement waits for it. */
const PASSING: readonly ReasonName[] = ['ASSET_DISPUTED', 'SALES_PAUSED', 'LICENSEE_SUSPENDED'];
/** Of an asset that are open at once (OfferBook). */
const MAX_OFFERS = 32;
const ALL_BPS = 10_000;

/** What would be sold of an asset, and to whom. */
export interface AgreedSale {
  readonly assetId: AssetId;
  readonly terms: RequestTerms;
  readonly licensee: OrganizationId;
  /** The holder keeps it for its own people. */
  readonly isRestricted: boolean;
  /** That the contracts of this installation can write. */
  readonly knownRights: RightsBits;
}

/** Why some asset can’t be licensed on terms that are agreed to or named. */
export interface AssetObstacles {
  readonly assetId: AssetId;
  readonly reasons: readonly Refusal[];
}

/**
 * What would refuse the offer, or the sale, once every party had signed just these terms: an answer that names or accepts them could
 * not be carried out. Of prices and shares that are still open nothing is said.
 * @param facts null: its newest version was taken down
 */
export function obstaclesTo(sale: AgreedSale, facts: QuoteQuestion | null): Refusal[] {
  if (facts === null) return [TAKEN_DOWN];
  return [
    ...(sale.isRestricted ? [RESTRICTED] : []),
    ...saleReasons(sale, facts).map(toRefusal),
    ...offerRefusals(sale, facts),
  ];
}

/** As the contract would judge it with the consent and the offer of just these terms, and no others. */
function saleReasons({ terms, licensee }: AgreedSale, facts: QuoteQuestion): readonly Reason[] {
  const { wish, token, rights } = terms;
  const price = terms.price ?? 0n;
  const communityShareBps = terms.communityShareBps ?? 0;
  const { reasons } = judgeWish({
    ...facts,
    wish,
    consent: null,
    useConsent: {
      ...wish,
      token,
      minPrice: price,
      shareBps: communityShareBps,
      rights: consentRightsOf(rights),
    },
    offers: [{ ...wish, offerId: 0n, token, price, licensee, communityShareBps, rights }],
  });
  return reasons.filter(({ name }) => !PASSING.includes(name));
}

/** By what the contract asks when an offer is opened: the consent in force counts before that to one use. */
function offerRefusals(
  { assetId, terms: { communityShareBps: shareBps, rights }, knownRights }: AgreedSale,
  { consent, offers, operatorShareBps }: QuoteQuestion,
): Refusal[] {
  const refusals: Refusal[] = [];
  const unknown = rights & ~knownRights;
  if (unknown !== 0) refusals.push(refusal('OfferBookRightsInvalid', { rights: unknown }));
  if (shareBps !== null && consent !== null && shareBps < consent.shareBps)
    refusals.push(refusal('OfferBookShareTooLow', { shareBps, demandedBps: consent.shareBps }));
  if (shareBps !== null && shareBps + operatorShareBps > ALL_BPS)
    refusals.push(refusal('OfferBookShareTooHigh', { shareBps, operatorShareBps }));
  if (offers.length >= MAX_OFFERS)
    refusals.push(refusal('OfferBookOffersFull', { assetId, maxOffers: MAX_OFFERS }));
  return refusals;
}

function refusal(name: string, args: Readonly<Record<string, string | number>>): Refusal {
  const told = Object.entries(args).map(([key, value]) => [key, String(value)] as const);
  return describeRefusal({ name, args: Object.fromEntries(told) });
}

function toRefusal(reason: Reason): Refusal {
  return {
    code: reason.name,
    data: { subject: reason.subject.toString() },
    text: describeReason(reason),
  };
}

const TAKEN_DOWN: Refusal = {
  code: 'TAKEN_DOWN',
  data: {},
  text: { en: 'Its newest version was taken down.', zh: '其最新版本已下架。' },
};
const RESTRICTED: Refusal = {
  code: 'RESTRICTED',
  data: {},
  text: { en: 'It is restricted, and so not for sale.', zh: '该资产限制开放，不出售。' },
};
