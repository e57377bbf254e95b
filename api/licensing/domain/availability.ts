import { todayOf } from '@lanran/protocol/kernel/day';
import { isFlat, priceOf } from '@lanran/protocol/licensing/pricing';
import { commonWindow, type Window } from '@lanran/protocol/licensing/window';
import { CONSENTED_RIGHTS } from '@lanran/protocol/licensing/rights';
import type { Asset } from '../../assets/domain/asset.ts';
import type { Offer } from './license.ts';
import type { UseConsent } from '../../consent/domain/use-consent.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type { Days, Availability, SaleWindow, Uses } from '../../assets/domain/availability.ts';

export interface SaleFacts {
  readonly asset: Asset;
  /** As in force, also when its last day is past. */
  readonly consent: ConsentTerms | null;
  /** Without one in force: that of a collection which the asset would join with its next sale. */
  readonly joinable: ConsentTerms | null;
  /** Those that are not closed. */
  readonly offers: readonly Offer[];
  readonly isDisputed: boolean;
  /** From when on a suspension keeps its holder from selling; null for none. */
  readonly holderSuspendedFrom: Date | null;
  /** What exclusive licenses that were not revoked have taken. */
  readonly taken: readonly Window[];
}

/** What decides about one offer. */
export type OfferFacts = Omit<SaleFacts, 'joinable' | 'offers' | 'holderSuspendedFrom' | 'taken'>;

/** Offers for one organization alone don't count: the catalog tells everybody the same. */
export function availabilityOf(facts: SaleFacts): Availability {
  const { consent, joinable } = facts;
  const offers = facts.offers.filter(({ licensee }) => licensee === null);
  const counting = { ...facts, consent: consent ?? joinable };
  return {
    consentUntil: consent?.lastDay ?? null,
    offeredUntil: offers.length === 0 ? null : Math.max(...offers.map(({ lastDay }) => lastDay)),
    saleDays: joinDays(offers.flatMap((offer) => saleDaysOf(offer, counting) ?? [])).flatMap((days) =>
      untilSuspended(days, facts.holderSuspendedFrom),
    ),
    sales: offers.flatMap((offer) => salesOf(offer, counting)),
    taken: facts.taken.map(toUses),
  };
}

/** What of an offer can be licensed; none of an exclusive one, which sells nothing else. */
function salesOf(offer: Offer, facts: Omit<SaleFacts, 'joinable' | 'offers'>): SaleWindow[] {
  const { asset, consent, holderSuspendedFrom } = facts;
  const saleDays = offer.exclusive ? null : saleDaysOf(offer, facts);
  if (saleDays === null) return [];
  const permitted =
    asset.community === null || consent === null ? offer : { ...offer, ...consent, firstDay: 0 };
  const { media, territories } = commonWindow(offer, permitted);
  return untilSuspended(saleDays, holderSuspendedFrom).map((days) => {
    const window = { ...days, media, territories };
    return { ...toUses(window), token: offer.token, price: cheapestOf(offer, window).toString() };
  });
}

function toUses({ media, territories, firstDay, lastDay }: Window): Uses {
  return { media, territories: territories.toString(), firstDay, lastDay };
}

/** One day of one medium in one territory. The factors of a rule are multiplied: the cheapest of each makes the cheapest use. */
function cheapestOf(offer: Offer, window: Window): bigint {
  if (isFlat(offer.rule)) return offer.price;
  const day = { firstDay: window.firstDay, lastDay: window.firstDay, exclusive: false };
  const [medium = 0] = bitsOf(BigInt(window.media));
  const [territory = 0] = bitsOf(window.territories);
  const media = cheapest(
    bitsOf(BigInt(window.media)).map((bit) => (1 << bit) >>> 0),
    (each) => priceOf(offer, { ...day, media: each, territories: 1n << BigInt(territory) }),
  );
  const territories = cheapest(
    bitsOf(window.territories).map((bit) => 1n << BigInt(bit)),
    (each) => priceOf(offer, { ...day, media: (1 << medium) >>> 0, territories: each }),
  );
  return priceOf(offer, { ...day, media, territories });
}

function cheapest<T>(values: readonly T[], priceOfOne: (value: T) => bigint): T {
  const priced = values.map((value) => ({ value, price: priceOfOne(value) }));
  return priced.reduce((least, each) => (each.price < least.price ? each : least)).value;
}

function bitsOf(bits: bigint): number[] {
  const set: number[] = [];
  for (let [bit, rest] = [0, bits]; rest > 0n; [bit, rest] = [bit + 1, rest >> 1n])
    if ((rest & 1n) === 1n) set.push(bit);
  return set;
}

/** The whole day on which a suspension comes into force is none of sale. */
function untilSuspended({ firstDay, lastDay }: Days, suspendedFrom: Date | null): Days[] {
  if (suspendedFrom === null) return [{ firstDay, lastDay }];
  const until = Math.min(lastDay, todayOf(Math.floor(suspendedFrom.getTime() / 1000)) - 1);
  return until < firstDay ? [] : [{ firstDay, lastDay: until }];
}

/**
 * Days on which an offer can be taken, by the rules of a quote (protocol/licensing/quote.ts): the asset is for sale, and the consent permits
 * some of what is offered. Null for never. Exclusive sales are not looked at: they leave other uses free.
 */
export function saleDaysOf(offer: Offer, { asset, consent, isDisputed }: OfferFacts): Days | null {
  const isForSale = !asset.isWithdrawn && !isDisputed && asset.metadata.access !== 'RESTRICTED';
  if (!isForSale || offer.isClosed || offer.holder !== asset.holder) return null;
  const { firstDay, lastDay } = offer;
  if (asset.community === null) return { firstDay, lastDay };
  if (consent === null || !permitsSomeOf(consent, offer)) return null;
  const until = Math.min(lastDay, consent.lastDay);
  return until < firstDay ? null : { firstDay, lastDay: until };
}

/**
 * Whether an offer can be taken, today or later: by everybody whom it is for, or by an organization that the council consented one
 * use to. `useConsents`: those that whoever asks may know of.
 */
export function canBeTaken(
  offer: Offer,
  facts: OfferFacts & { readonly isHolderSuspended: boolean },
  useConsents: readonly UseConsent[],
): boolean {
  if (facts.isHolderSuspended) return false;
  if (saleDaysOf(offer, facts) !== null) return true;
  return useConsents.some(
    (consent) => permitsUseOf(consent, offer) && saleDaysOf(offer, { ...facts, consent }) !== null,
  );
}

function permitsUseOf(consent: UseConsent, offer: Offer): boolean {
  return (
    consent.state === 'GRANTED' &&
    consent.holder === offer.holder &&
    (offer.licensee === null || offer.licensee === consent.licensee) &&
    consent.firstDay <= offer.lastDay &&
    (consent.exclusive || !offer.exclusive) &&
    consent.token === offer.token &&
    consent.minPrice <= priceOf(offer, offer)
  );
}

function permitsSomeOf(consent: ConsentTerms, offer: Offer): boolean {
  return (
    (consent.media & offer.media) !== 0 &&
    (consent.territories & offer.territories) !== 0n &&
    consent.shareBps <= offer.communityShareBps &&
    (offer.rights & CONSENTED_RIGHTS & ~consent.rights) === 0
  );
}

/** Joins what overlaps or adjoins. */
function joinDays(spans: readonly Days[]): Days[] {
  const joined: Days[] = [];
  for (const { firstDay, lastDay } of spans.toSorted((left, right) => left.firstDay - right.firstDay)) {
    const before = joined.at(-1);
    if (before === undefined || before.lastDay + 1 < firstDay) joined.push({ firstDay, lastDay });
    else joined[joined.length - 1] = { ...before, lastDay: Math.max(before.lastDay, lastDay) };
  }
  return joined;
}
