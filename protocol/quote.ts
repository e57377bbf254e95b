import type { Hex } from './bytes.ts';
import type { Day } from './day.ts';
import type { AssetId, OrganizationId } from './ids.ts';
import type { MediaBits } from './media.ts';
import { reasonOf, type Reason } from './reasons.ts';
import type { Address } from './signature.ts';
import { termsHash } from './terms.ts';
import type { TerritoryBits } from './territories.ts';
import {
  isEmpty,
  isSameWish,
  mediaBeyond,
  overlaps,
  territoriesBeyond,
  type Window,
  type Wish,
} from './window.ts';

export interface QuotedAsset {
  readonly assetId: AssetId;
  readonly isKnown: boolean;
  readonly isWithdrawn: boolean;
  readonly openDisputes: number;
  /** True when a community stands behind the asset. */
  readonly needsConsent: boolean;
}

/** A council's live consent for the asset under its present holder. */
export interface QuotedConsent {
  readonly media: MediaBits;
  readonly territories: TerritoryBits;
  readonly lastDay: Day;
  readonly shareBps: number;
}

/** A live offer: not closed, made by the present holder. */
export interface QuotedOffer extends Window {
  readonly offerId: bigint;
  readonly exclusive: boolean;
  readonly token: Address;
  readonly price: bigint;
  readonly communityShareBps: number;
}

/** A live license of the asset. */
export interface QuotedLicense extends Wish {
  readonly licenseId: bigint;
  readonly licensee: OrganizationId;
}

export interface QuoteQuestion {
  readonly asset: QuotedAsset;
  readonly licensee: { readonly organizationId: OrganizationId; readonly isKnown: boolean };
  readonly consent: QuotedConsent | null;
  readonly offers: readonly QuotedOffer[];
  readonly licenses?: readonly QuotedLicense[];
  readonly operatorShareBps: number;
  readonly wish: Wish;
  readonly today: Day;
}

export type Quote =
  | {
      readonly ok: true;
      readonly offerId: bigint;
      readonly token: Address;
      readonly price: bigint;
      readonly communityShareBps: number;
      readonly termsHash: Hex;
      readonly reasons: readonly [];
    }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/**
 * Prices an exact wish as `LicenseMarket.quote` does, or gives every reason why not, in the contract's order: asset and wish,
 * consent, offers, sales. Nothing further is asked of an asset that is unknown. Offers are tried in the order of their ids;
 * the first that satisfies the whole wish prices it, else the newest says why not.
 */
export function quoteWish(question: QuoteQuestion): Quote {
  const { asset, licensee, wish, operatorShareBps } = question;
  const first = [...assetReasons(question), ...windowReasons(question)];
  if (!asset.isKnown) return { ok: false, reasons: first };
  const demandedBps = asset.needsConsent ? (question.consent?.shareBps ?? 0) : 0;
  const offers = [...question.offers].sort((left, right) => (left.offerId < right.offerId ? -1 : 1));
  const refusals = offers.map((offer) => offerReasons(offer, wish, demandedBps));
  const chosen = offers[refusals.findIndex((reasons) => reasons.length === 0)];
  const reasons = [
    ...first,
    ...consentReasons(question),
    ...(chosen === undefined ? (refusals.at(-1) ?? [reasonOf('NO_OFFER')]) : []),
    ...licenseReasons(question),
  ];
  if (chosen === undefined || reasons.length > 0) return { ok: false, reasons };
  const { offerId, token, price, communityShareBps } = chosen;
  const terms = {
    assetId: asset.assetId,
    offerId,
    licensee: licensee.organizationId,
    wish,
    token,
    price,
    communityShareBps,
    operatorShareBps,
  };
  return { ok: true, offerId, token, price, communityShareBps, termsHash: termsHash(terms), reasons: [] };
}

function assetReasons({ asset, licensee }: QuoteQuestion): Reason[] {
  return [
    ...(asset.isKnown ? [] : [reasonOf('ASSET_UNKNOWN')]),
    ...(asset.isWithdrawn ? [reasonOf('ASSET_WITHDRAWN')] : []),
    ...(asset.openDisputes > 0 ? [reasonOf('ASSET_DISPUTED', asset.openDisputes)] : []),
    ...(licensee.isKnown ? [] : [reasonOf('LICENSEE_UNKNOWN')]),
  ];
}

function windowReasons({ wish, today }: QuoteQuestion): Reason[] {
  return [
    ...(isEmpty(wish) ? [reasonOf('WINDOW_EMPTY')] : []),
    ...(wish.firstDay < today ? [reasonOf('WINDOW_PAST', today)] : []),
  ];
}

function consentReasons({ asset, consent, wish }: QuoteQuestion): Reason[] {
  if (!asset.needsConsent) return [];
  if (consent === null) return [reasonOf('NO_CONSENT')];
  const media = mediaBeyond(wish.media, consent.media);
  const territories = territoriesBeyond(wish.territories, consent.territories);
  return [
    ...(media === 0 ? [] : [reasonOf('CONSENT_MEDIA', media)]),
    ...(territories === 0n ? [] : [reasonOf('CONSENT_TERRITORIES', territories)]),
    ...(wish.lastDay <= consent.lastDay ? [] : [reasonOf('CONSENT_ENDS', consent.lastDay)]),
  ];
}

function offerReasons(offer: QuotedOffer, wish: Wish, shareBps: number): Reason[] {
  const media = mediaBeyond(wish.media, offer.media);
  const territories = territoriesBeyond(wish.territories, offer.territories);
  const isWithinDays = offer.firstDay <= wish.firstDay && wish.lastDay <= offer.lastDay;
  return [
    ...(media === 0 ? [] : [reasonOf('OFFER_MEDIA', media)]),
    ...(territories === 0n ? [] : [reasonOf('OFFER_TERRITORIES', territories)]),
    ...(isWithinDays
      ? []
      : [reasonOf('OFFER_DAYS', (BigInt(offer.firstDay) << 32n) | BigInt(offer.lastDay))]),
    ...(wish.exclusive && !offer.exclusive ? [reasonOf('EXCLUSIVE_NOT_OFFERED', offer.offerId)] : []),
    ...(offer.communityShareBps < shareBps ? [reasonOf('SHARE_RAISED', shareBps)] : []),
  ];
}

function licenseReasons({ licenses = [], licensee, wish }: QuoteQuestion): Reason[] {
  const own = licenses.find(
    (license) => license.licensee === licensee.organizationId && isSameWish(license, wish),
  );
  const inTheWay = licenses.find(
    (license) => (license.exclusive || wish.exclusive) && overlaps(license, wish),
  );
  return [
    ...(own === undefined ? [] : [reasonOf('ALREADY_LICENSED', own.licenseId)]),
    ...(inTheWay === undefined || inTheWay === own
      ? []
      : [reasonOf('EXCLUSIVE_OVERLAP', inTheWay.licenseId)]),
  ];
}
