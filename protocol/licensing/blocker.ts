import type { Day } from '../kernel/day.ts';
import { MEDIA } from './media.ts';
import { isFlat, priceOf, pricePartsOf, type PricedOffer } from './pricing.ts';
import { commonWindow, isEmpty, overlaps, type Window, type Wish } from './window.ts';

/*
 * What it costs somebody to keep every exclusive license of an asset from being sold. What an offer sells beside others is kept as one
 * hull: the union of media and territories, from the first day to the last (contracts/interfaces/IOfferBook.sol). Two licenses of one
 * day each, at both ends, therefore stand in the way of every exclusive license between them.
 */

/**
 * The share of an exclusive license's price, in percent, that blocking it has to cost: with a tenth, a studio that wants nothing but to
 * shut out another pays what holders commonly ask for a use beside others, and who buys a short use honestly is not kept from it.
 */
export const LEAST_BLOCKING_PERCENT = 10n;

/** Live exclusive licenses that an asset can have (MAX_EXCLUSIVES in contracts/types/Window.sol): as many shut out every further one. */
const MOST_EXCLUSIVES = 32;

/** An offer as it is open, or would be opened. */
export interface BlockableOffer extends PricedOffer {
  /** Its currency; prices in two of them can't be compared. */
  readonly token: string;
}

/** The cheapest licenses of one offer that block. */
export interface Blocker {
  /** Of all of them together. */
  readonly cost: bigint;
  readonly licenses: readonly Wish[];
}

/**
 * The cheapest licenses of an offer beside others whose hull is the whole window. Null where the window is none of the offer's. Some
 * license has the dearest medium and some the dearest territory: both in one, with the cheapest of both at the other end, or each in one
 * of two; or one license is all of it. Nothing else costs less.
 */
export function cheapestBlocker(offer: PricedOffer, within: Window): Blocker | null {
  const window = commonWindow(offer, within);
  if (isEmpty(window)) return null;
  const { media, territories } = window;
  const cheapest = cheapestPart(offer, window);
  const [first, last] = [dayOf(window.firstDay), dayOf(window.lastDay)];
  const ways = [
    [window],
    [
      { media, territories, ...first },
      { ...cheapest, ...last },
    ],
    [
      { ...cheapest, media, ...first },
      { ...cheapest, territories, ...last },
    ],
  ];
  return cheapestOf(
    ways.map((licenses) => blockerOf(offer, licenses)),
    ({ cost }) => cost,
  );
}

/**
 * The cheapest exclusive licenses that fill an asset's calendar until the last day of the window: no further one is sold until then.
 * Null where the window has too few days for as many licenses of one day.
 */
function calendarFiller(offer: PricedOffer): Blocker | null {
  if (isEmpty(offer) || offer.lastDay - offer.firstDay + 1 < MOST_EXCLUSIVES) return null;
  const cheapest = cheapestPart(offer, offer);
  const days = Array.from({ length: MOST_EXCLUSIVES }, (_, at) => dayOf(offer.lastDay - at));
  return blockerOf(
    offer,
    days.map((day) => ({ ...cheapest, ...day })),
  );
}

/** How an exclusive offer can be blocked, and what that costs beside its price. */
export interface Blocking<Offer extends BlockableOffer = BlockableOffer> extends Blocker {
  /** HULL: by licenses of an offer beside others. CALENDAR: by so many short exclusive ones that no further one is sold. */
  readonly by: 'HULL' | 'CALENDAR';
  /** Whose licenses block. */
  readonly offer: Offer;
  /** What is blocked: the exclusive offer, and its price of all that the two offers share. */
  readonly exclusive: Offer;
  readonly exclusivePrice: bigint;
  /** It costs less than LEAST_BLOCKING_PERCENT of that. */
  readonly isCheap: boolean;
}

export interface BlockingAnswer<Offer extends BlockableOffer = BlockableOffer> {
  /** For each exclusive offer the cheapest way, the cheapest for its price first. */
  readonly blockings: readonly Blocking<Offer>[];
  /** Pairs of an offer beside others and an exclusive one whose prices are in two currencies. */
  readonly incomparable: readonly { readonly offer: Offer; readonly exclusive: Offer }[];
}

/** What blocking the exclusive ones of an asset's offers costs by the others, from a day on: no license begins before it. */
export function blockingOf<Offer extends BlockableOffer>(
  offers: readonly Offer[],
  today: Day,
): BlockingAnswer<Offer> {
  const open = offers.filter(({ lastDay }) => lastDay >= today);
  const fromToday = (offer: Offer): Offer => ({ ...offer, firstDay: Math.max(today, offer.firstDay) });
  const beside = open.filter(({ exclusive }) => !exclusive).map(fromToday);
  const alone = open.filter(({ exclusive }) => exclusive).map(fromToday);
  const blockings = alone.flatMap((exclusive) => {
    const ways = [
      ...beside.flatMap((offer) =>
        blockingBy('HULL', { offer, exclusive }, cheapestBlocker(offer, exclusive)),
      ),
      ...blockingBy('CALENDAR', { offer: exclusive, exclusive }, calendarFiller(exclusive)),
    ];
    return ways.length === 0 ? [] : [cheapestOf(ways, ({ cost }) => cost)];
  });
  return {
    blockings: blockings.toSorted((left, right) =>
      left.cost * right.exclusivePrice < right.cost * left.exclusivePrice ? -1 : 1,
    ),
    incomparable: alone.flatMap((exclusive) =>
      beside
        .filter((offer) => offer.token !== exclusive.token && overlaps(offer, exclusive))
        .map((offer) => ({ offer, exclusive })),
    ),
  };
}

function blockingBy<Offer extends BlockableOffer>(
  by: Blocking['by'],
  { offer, exclusive }: Pick<Blocking<Offer>, 'offer' | 'exclusive'>,
  blocker: Blocker | null,
): readonly Blocking<Offer>[] {
  if (blocker === null || offer.token !== exclusive.token) return [];
  const exclusivePrice = priceOf(exclusive, { ...commonWindow(offer, exclusive), exclusive: true });
  const isCheap = blocker.cost * 100n < exclusivePrice * LEAST_BLOCKING_PERCENT;
  return [{ ...blocker, by, offer, exclusive, exclusivePrice, isCheap }];
}

/**
 * The least price of a license (`PriceRule.minimum`) with which blocking by an offer beside others is not cheap, its other prices staying
 * as they are; of a flat price, the price itself.
 */
export function leastPriceAgainst({ offer, exclusivePrice, by, licenses }: Blocking): bigint {
  const target = divideUp(exclusivePrice * LEAST_BLOCKING_PERCENT, 100n);
  if (by === 'CALENDAR') return divideUp(target, BigInt(licenses.length));
  const [whole] = licenses;
  if (isFlat(offer.rule) || whole === undefined) return target;
  const shared = windowAround(licenses);
  const priceOfAll = priceOf(
    { ...offer, rule: { ...offer.rule, minimum: 0n } },
    { ...shared, exclusive: false },
  );
  // One license of all of it is no way around the minimum where it costs enough by itself.
  return priceOfAll >= target ? divideUp(target, 2n) : target;
}

/** Of what blocks: the hull. */
function windowAround(licenses: readonly Window[]): Window {
  return licenses.reduce((hull, each) => ({
    media: (hull.media | each.media) >>> 0,
    territories: hull.territories | each.territories,
    firstDay: Math.min(hull.firstDay, each.firstDay),
    lastDay: Math.max(hull.lastDay, each.lastDay),
  }));
}

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}

function dayOf(day: Day): Pick<Window, 'firstDay' | 'lastDay'> {
  return { firstDay: day, lastDay: day };
}

function blockerOf(offer: PricedOffer, windows: readonly Window[]): Blocker {
  const { exclusive } = offer;
  const licenses = windows.map(({ media, territories, firstDay, lastDay }) => ({
    media,
    territories,
    firstDay,
    lastDay,
    exclusive,
  }));
  return { cost: licenses.reduce((sum, wish) => sum + priceOf(offer, wish), 0n), licenses };
}

/** The one medium and the one territory of a window that have the lowest factors. */
function cheapestPart(offer: PricedOffer, window: Window): Pick<Window, 'media' | 'territories'> {
  const partsOf = (part: Partial<Window>) =>
    pricePartsOf(offer, { ...window, ...part, exclusive: offer.exclusive });
  const media = MEDIA.map((_, bit) => (1 << bit) >>> 0).filter((bit) => (window.media & bit) !== 0);
  const territories = Array.from({ length: 256 }, (_, bit) => 1n << BigInt(bit)).filter(
    (bit) => (window.territories & bit) !== 0n,
  );
  return {
    media: cheapestOf(media, (bit) => BigInt(partsOf({ media: bit }).mediaFactor)),
    territories: cheapestOf(territories, (bit) => BigInt(partsOf({ territories: bit }).territoryFactor)),
  };
}

/** @throws RangeError for no choice at all */
function cheapestOf<T>(choices: readonly T[], costOf: (choice: T) => bigint): T {
  const costs = choices.map(costOf);
  const least = costs.reduce((best, cost, at) => (cost < (costs[best] ?? cost) ? at : best), 0);
  const choice = choices[least];
  if (choice === undefined) throw new RangeError('There is nothing to choose from.');
  return choice;
}
