import type { Day } from '../kernel/day.ts';
import type { AssetId, LicenseId, OrganizationId, StatementHash } from '../kernel/ids.ts';
import type { MediaBits } from './media.ts';
import { FLAT_PRICE, isFlat, priceOf, type PriceRule } from './pricing.ts';
import { reasonOf, type Reason } from './reasons.ts';
import { CONSENTED_RIGHTS, type RightsBits } from './rights.ts';
import type { Address } from '../kernel/signature.ts';
import { licenseIdOf, type Terms } from './terms.ts';
import { TERRITORIES_HASH, type TerritoryBits } from '../territories/territories.ts';
import { isEmpty, mediaBeyond, territoriesBeyond, type Window, type Wish } from './window.ts';

export interface QuotedAsset {
  readonly assetId: AssetId;
  readonly isKnown: boolean;
  readonly isWithdrawn: boolean;
  readonly openDisputes: number;
  /** True when a community stands behind the asset. */
  readonly needsConsent: boolean;
  /** Whether a suspension of its holder is in force; absent: none is. */
  readonly isHolderSuspended?: boolean;
}

export interface QuotedLicensee {
  readonly organizationId: OrganizationId;
  readonly isKnown: boolean;
  /** Whether its suspension is in force; absent: none is. */
  readonly isSuspended?: boolean;
}

/** A council's live consent for the asset under its present holder. */
export interface QuotedConsent {
  readonly media: MediaBits;
  readonly territories: TerritoryBits;
  readonly lastDay: Day;
  readonly shareBps: number;
  readonly rights: RightsBits;
}

/** A council's live consent for one use by the licensee. */
export interface QuotedUseConsent extends Window {
  /** Whether the license may be exclusive. */
  readonly exclusive: boolean;
  readonly token: Address;
  readonly minPrice: bigint;
  readonly shareBps: number;
  readonly rights: RightsBits;
}

/** A live offer: not closed, made by the present holder. */
export interface QuotedOffer extends Window {
  readonly offerId: bigint;
  /** Whether exclusive licenses are sold, and nothing else. */
  readonly exclusive: boolean;
  readonly token: Address;
  readonly price: bigint;
  /** How the price depends on the use; absent: not at all. */
  readonly rule?: PriceRule;
  /** The one organization that can take it; null or absent: anybody. */
  readonly licensee?: OrganizationId | null;
  readonly communityShareBps: number;
  readonly rights: RightsBits;
}

/** What was sold of the asset, as the contract's calendar keeps it. */
export interface SoldUses {
  /** Exclusive licenses that are neither over nor revoked, in the order in which they were sold. */
  readonly exclusives: readonly (Window & { readonly licenseId: LicenseId })[];
  /** What each offer sold beside others, taken together, where that is not over. */
  readonly hulls: readonly (Window & { readonly offerId: bigint })[];
  /** Every license of the asset that was sold to the licensee. */
  readonly issued: ReadonlySet<LicenseId>;
}

/** How many exclusive licenses of an asset can be in force or to come (MAX_EXCLUSIVES in contracts/types/Window.sol). */
const MAX_EXCLUSIVES = 32;

export interface QuoteQuestion {
  readonly asset: QuotedAsset;
  /** The statement of the version that is asked for. */
  readonly version: StatementHash;
  readonly licensee: QuotedLicensee;
  readonly consent: QuotedConsent | null;
  /** Counts where the consent does not serve; null or absent: there is none. */
  readonly useConsent?: QuotedUseConsent | null;
  readonly offers: readonly QuotedOffer[];
  /** Absent: nothing was sold yet. */
  readonly sold?: SoldUses;
  readonly isPaused?: boolean;
  readonly operatorShareBps: number;
  readonly wish: Wish;
  readonly today: Day;
}

/** The priced answer to a wish; it can be bought when there are no reasons. */
export interface Quote {
  /** What would be agreed; null when there is no offer to agree on. */
  readonly terms: Terms | null;
  /** The hash of the terms, which the license will have as its id. */
  readonly licenseId: LicenseId | null;
  /** Every reason why not. */
  readonly reasons: readonly Reason[];
}

/** A quote without the hash of its terms, which takes longer than all the rest. */
export type Verdict = Omit<Quote, 'licenseId'>;

/** As `judgeWish`, with the id that the license will have. */
export function quoteWish(question: QuoteQuestion): Quote {
  const { terms, reasons } = judgeWish(question);
  return { terms, licenseId: terms === null ? null : licenseIdOf(terms), reasons };
}

/**
 * Prices an exact wish as `Judgement.quote` does, or gives every reason why not, in the contract's order: asset and wish,
 * consent, offer, what was sold. Nothing further is asked of an asset that is unknown. Of the offers with the fewest obstacles
 * the cheapest answers, in the token of the first; of several as cheap, the first.
 */
export function judgeWish(question: QuoteQuestion): Verdict {
  const reasons = [...assetReasons(question), ...windowReasons(question)];
  if (!question.asset.isKnown) return { terms: null, reasons };
  const chosen = chooseOffer(question);
  if (chosen === undefined) {
    reasons.push(...consentReasons(question, null), reasonOf('NO_OFFER'), ...calendarReasons(question));
    return { terms: null, reasons };
  }
  const terms = termsOf(question, chosen);
  reasons.push(...chosen.obstacles, ...issuedReasons(question, terms), ...calendarReasons(question));
  return { terms, reasons };
}

function issuedReasons({ sold }: QuoteQuestion, terms: Terms): Reason[] {
  if (sold === undefined || sold.issued.size === 0) return [];
  const licenseId = licenseIdOf(terms);
  return sold.issued.has(licenseId) ? [reasonOf('ALREADY_LICENSED', BigInt(licenseId))] : [];
}

/** An exclusive license tolerates nothing beside it; any other, no exclusive one. */
function calendarReasons({ sold, wish }: QuoteQuestion): Reason[] {
  if (sold === undefined) return [];
  const { exclusives, hulls } = sold;
  const taken = exclusives.filter((each) => meets(each, wish));
  const isFull = wish.exclusive && exclusives.length >= MAX_EXCLUSIVES;
  const shared = wish.exclusive ? hulls.filter((each) => meets(each, wish)) : [];
  return [
    ...taken.map(({ licenseId }) => reasonOf('EXCLUSIVE_OVERLAP', BigInt(licenseId))),
    ...(isFull ? [reasonOf('CALENDAR_FULL', MAX_EXCLUSIVES)] : []),
    ...shared.map(({ offerId }) => reasonOf('OFFER_OVERLAP', offerId)),
  ];
}

function assetReasons({ asset, licensee, isPaused = false }: QuoteQuestion): Reason[] {
  return [
    ...(asset.isKnown ? [] : [reasonOf('ASSET_UNKNOWN')]),
    ...(asset.isWithdrawn ? [reasonOf('ASSET_WITHDRAWN')] : []),
    ...(asset.openDisputes > 0 ? [reasonOf('ASSET_DISPUTED', asset.openDisputes)] : []),
    ...(isPaused ? [reasonOf('SALES_PAUSED')] : []),
    ...(licensee.isKnown ? [] : [reasonOf('LICENSEE_UNKNOWN')]),
    ...(licensee.isSuspended === true ? [reasonOf('LICENSEE_SUSPENDED')] : []),
    ...(asset.isHolderSuspended === true ? [reasonOf('HOLDER_SUSPENDED')] : []),
  ];
}

function windowReasons({ wish, today }: QuoteQuestion): Reason[] {
  return [
    ...(isEmpty(wish) ? [reasonOf('WINDOW_EMPTY')] : []),
    ...(wish.firstDay < today ? [reasonOf('WINDOW_PAST', today)] : []),
  ];
}

/** As the calendar compares, also for a wish that ends before it begins. */
function meets(taken: Window, wish: Window): boolean {
  return (
    (taken.media & wish.media) !== 0 &&
    (taken.territories & wish.territories) !== 0n &&
    wish.firstDay <= taken.lastDay &&
    taken.firstDay <= wish.lastDay
  );
}

/** What an offer would make of a wish, as far as consent has a say in it. */
export interface OfferedShare {
  readonly rights: RightsBits;
  /** Null for a part of a license, of which nothing is shared. */
  readonly communityShareBps: number | null;
}

interface Offered extends OfferedShare {
  readonly token: Address;
  readonly price: bigint;
}

/** The consent to the asset counts when it serves, else that to one use, else the reasons of the one that there is. */
function consentReasons(question: QuoteQuestion, offered: Offered | null): Reason[] {
  const { asset, consent, useConsent = null, wish } = question;
  if (!asset.needsConsent) return [];
  const ofConsent = consent === null ? [reasonOf('NO_CONSENT')] : reasonsOfConsent(consent, wish, offered);
  if (ofConsent.length === 0 || useConsent === null) return ofConsent;
  const ofUse = reasonsOfUseConsent(useConsent, wish, offered);
  return ofUse.length === 0 || consent === null ? ofUse : ofConsent;
}

/** What a consent does not permit of a wish and of what is offered; null: nothing is. */
export function reasonsOfConsent(
  consent: QuotedConsent,
  wish: Window,
  offered: OfferedShare | null,
): Reason[] {
  return [
    ...reachReasons(consent, wish),
    ...(wish.lastDay <= consent.lastDay ? [] : [reasonOf('CONSENT_ENDS', consent.lastDay)]),
    ...shareReasons(consent, offered),
  ];
}

function reasonsOfUseConsent(use: QuotedUseConsent, wish: Wish, offered: Offered | null): Reason[] {
  const isWithinDays = use.firstDay <= wish.firstDay && wish.lastDay <= use.lastDay;
  return [
    ...reachReasons(use, wish),
    ...(isWithinDays ? [] : [reasonOf('USE_DAYS', daysSubject(use))]),
    ...(wish.exclusive && !use.exclusive ? [reasonOf('USE_NOT_EXCLUSIVE')] : []),
    ...shareReasons(use, offered),
    ...(offered === null || offered.token === use.token ? [] : [reasonOf('USE_TOKEN', BigInt(use.token))]),
    ...(offered === null || offered.price >= use.minPrice ? [] : [reasonOf('USE_PRICE', use.minPrice)]),
  ];
}

function reachReasons(
  consent: Omit<QuotedConsent, 'lastDay' | 'shareBps' | 'rights'>,
  wish: Window,
): Reason[] {
  const media = mediaBeyond(wish.media, consent.media);
  const territories = territoriesBeyond(wish.territories, consent.territories);
  return [
    ...(media === 0 ? [] : [reasonOf('CONSENT_MEDIA', media)]),
    ...(territories === 0n ? [] : [reasonOf('CONSENT_TERRITORIES', territories)]),
  ];
}

function shareReasons(
  consent: Pick<QuotedConsent, 'shareBps' | 'rights'>,
  offered: OfferedShare | null,
): Reason[] {
  if (offered === null) return [];
  const unconsented = offered.rights & CONSENTED_RIGHTS & ~consent.rights;
  const { communityShareBps } = offered;
  const isRaised = communityShareBps !== null && communityShareBps < consent.shareBps;
  return [
    ...(unconsented === 0 ? [] : [reasonOf('CONSENT_RIGHTS', unconsented)]),
    ...(isRaised ? [reasonOf('SHARE_RAISED', consent.shareBps)] : []),
  ];
}

function daysSubject({ firstDay, lastDay }: Pick<Window, 'firstDay' | 'lastDay'>): bigint {
  return (BigInt(firstDay) << 32n) | BigInt(lastDay);
}

interface TriedOffer {
  readonly offer: QuotedOffer;
  readonly obstacles: readonly Reason[];
  readonly price: bigint;
}

function chooseOffer(question: QuoteQuestion): TriedOffer | undefined {
  const { licensee, offers, wish } = question;
  const inOrder = [...offers].sort((left, right) => (left.offerId < right.offerId ? -1 : 1));
  const forLicensee = inOrder.filter((offer) => !isReserved(offer, licensee.organizationId));
  // Offers for others are told of only where there is no other.
  const tried = (forLicensee.length > 0 ? forLicensee : inOrder).map((offer) => {
    const price = priceIn(offer, wish);
    const reserved = forLicensee.length > 0 ? [] : [reasonOf('OFFER_RESERVED', offer.offerId)];
    const ofConsent = consentReasons(question, { ...offer, price });
    return { offer, obstacles: [...ofConsent, ...reserved, ...offerReasons(offer, wish)], price };
  });
  const fewest = Math.min(...tried.map(({ obstacles }) => obstacles.length));
  const [first, ...others] = tried.filter(({ obstacles }) => obstacles.length === fewest);
  if (first === undefined) return undefined;
  // Prices in different tokens can't be compared.
  const comparable = others.filter(({ offer }) => offer.token === first.offer.token);
  return comparable.reduce((best, other) => (other.price < best.price ? other : best), first);
}

function isReserved({ licensee }: QuotedOffer, organizationId: OrganizationId): boolean {
  return licensee != null && licensee !== organizationId;
}

/** By a rule a wish for nothing costs nothing; its own reason says what it is. */
function priceIn({ price, rule = FLAT_PRICE }: QuotedOffer, wish: Wish): bigint {
  return isEmpty(wish) && !isFlat(rule) ? 0n : priceOf({ price, rule }, wish);
}

function offerReasons(offer: QuotedOffer, wish: Wish): Reason[] {
  const media = mediaBeyond(wish.media, offer.media);
  const territories = territoriesBeyond(wish.territories, offer.territories);
  const isWithinDays = offer.firstDay <= wish.firstDay && wish.lastDay <= offer.lastDay;
  const otherKind = offer.exclusive ? 'ONLY_EXCLUSIVE' : 'EXCLUSIVE_NOT_OFFERED';
  return [
    ...(media === 0 ? [] : [reasonOf('OFFER_MEDIA', media)]),
    ...(territories === 0n ? [] : [reasonOf('OFFER_TERRITORIES', territories)]),
    ...(isWithinDays ? [] : [reasonOf('OFFER_DAYS', daysSubject(offer))]),
    ...(wish.exclusive === offer.exclusive ? [] : [reasonOf(otherKind, offer.offerId)]),
  ];
}

function termsOf(
  { asset, version, licensee, operatorShareBps, wish }: QuoteQuestion,
  { offer, price }: TriedOffer,
): Terms {
  const { offerId, token, communityShareBps, rights } = offer;
  const { media, territories, firstDay, lastDay, exclusive } = wish;
  return {
    assetId: asset.assetId,
    version,
    licensee: licensee.organizationId,
    offerId,
    wish: { media, territories, firstDay, lastDay, exclusive },
    token,
    price,
    communityShareBps,
    operatorShareBps,
    rights,
    origin: 'SALE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
  };
}
