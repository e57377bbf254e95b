import { CalendarModel, type Window } from './calendar-model.ts';
import type { Said } from './judged.ts';
import { priceByRule, type Rule } from './pricing-model.ts';

/** The share that every consent to the asset itself asks for. */
const OWN_SHARE_BPS = 1_500;

/** The consent to an asset. */
export interface Own {
  readonly media: number;
  readonly territories: bigint;
  readonly lastDay: number;
  readonly rights: number;
}
/** The consent to one use. */
export interface UseConsent extends Window {
  readonly exclusive: boolean;
  readonly isCoin: boolean;
  readonly minPrice: bigint;
  readonly shareBps: number;
  readonly rights: number;
}
/** What consents look at of an offer; the price is that of the use. */
export interface Offered {
  readonly exclusive: boolean;
  readonly isCoin: boolean;
  readonly price: bigint;
  readonly communityShareBps: number;
  readonly rights: number;
}
export interface ModelOffer extends Offered, Window {
  /** Null where the price is the same for every use; else `price` is that of a month. */
  readonly rule: Rule | null;
  /** Whom it is for; null for everybody. */
  readonly licensee: string | null;
}
export interface ModelWish extends Window {
  readonly exclusive: boolean;
}
/** What a quote says: the offer it takes, 0 without any, the price of the use by it, and every reason. */
interface ModelQuote {
  readonly offerId: bigint;
  readonly price: bigint;
  readonly reasons: Said[];
}
interface Candidate {
  readonly offerId: bigint;
  readonly offer: ModelOffer;
  readonly price: bigint;
  readonly reasons: Said[];
}

/** USE_TOKEN names a token, which the model doesn't know. */
export const named = (said: readonly Said[]): string[] =>
  said.map(([name, subject]) => (name === 'USE_TOKEN' ? name : `${name} ${subject}`));

function againstWindow(
  consent: Pick<Own, 'media' | 'territories'>,
  { media, territories }: Pick<Window, 'media' | 'territories'>,
): Said[] {
  const said: Said[] = [];
  if ((media & ~consent.media) !== 0) said.push(['CONSENT_MEDIA', BigInt(media & ~consent.media)]);
  const beyond = territories & ~consent.territories;
  return beyond === 0n ? said : [...said, ['CONSENT_TERRITORIES', beyond]];
}

function againstOffer(consent: { rights: number; shareBps: number }, offer: Offered | null): Said[] {
  if (offer === null) return [];
  const missing = offer.rights & ~consent.rights;
  const said: Said[] = missing === 0 ? [] : [['CONSENT_RIGHTS', BigInt(missing)]];
  return offer.communityShareBps < consent.shareBps
    ? [...said, ['SHARE_RAISED', BigInt(consent.shareBps)]]
    : said;
}

/** What the consent to the asset says against a use, by an offer or without any. */
export function againstOwn(own: Own | null, offer: Offered | null, window: Window): Said[] {
  if (own === null) return [['NO_CONSENT', 0n]];
  const said = againstWindow(own, window);
  if (own.lastDay < window.lastDay) said.push(['CONSENT_ENDS', BigInt(own.lastDay)]);
  return [...said, ...againstOffer({ ...own, shareBps: OWN_SHARE_BPS }, offer)];
}

/** What the consent to one use says against one, by an offer or without any. */
export function againstUse(use: UseConsent | null, offer: Offered | null, wish: ModelWish): Said[] {
  if (use === null) return [['NO_CONSENT', 0n]];
  const said = againstWindow(use, wish);
  if (wish.firstDay < use.firstDay || use.lastDay < wish.lastDay)
    said.push(['USE_DAYS', (BigInt(use.firstDay) << 32n) | BigInt(use.lastDay)]);
  if (wish.exclusive && !use.exclusive) said.push(['USE_NOT_EXCLUSIVE', 0n]);
  said.push(...againstOffer(use, offer));
  if (offer !== null && offer.isCoin !== use.isCoin) said.push(['USE_TOKEN', -1n]);
  if (offer !== null && offer.price < use.minPrice) said.push(['USE_PRICE', use.minPrice]);
  return said;
}

/** The sales of one asset by their rules: offers, prices, both kinds of consent, and the calendar. */
export class SalesModel {
  own: Own | null = null;
  /** By licensee. */
  readonly uses = new Map<string, UseConsent>();
  readonly offers: ModelOffer[] = [];
  readonly #closed = new Set<bigint>();
  readonly #calendar = new CalendarModel();
  /** Every sale as words, with its license. */
  readonly #sold = new Map<string, bigint>();

  /** The name of the error that refuses an offer; null where it may be opened. */
  refusalOf({ licensee, communityShareBps }: ModelOffer): string | null {
    const use = this.uses.get(licensee ?? '');
    if (this.own === null && use === undefined) return 'OfferBookNoConsent';
    const demandedBps = this.own === null ? (use?.shareBps ?? 0) : OWN_SHARE_BPS;
    return communityShareBps < demandedBps ? 'OfferBookShareTooLow' : null;
  }

  open(offer: ModelOffer): void {
    this.offers.push(offer);
    this.#calendar.open(offer.exclusive);
  }

  isClosed(offerId: bigint): boolean {
    return this.#closed.has(offerId);
  }

  close(offerId: bigint): void {
    this.#closed.add(offerId);
  }

  /** Whether the consent to the asset covers it: then no consent to one use is spent. */
  standsOnOwn(licensee: string, wish: ModelWish): boolean {
    const chosen = this.#choose(licensee, wish);
    return chosen !== null && againstOwn(this.own, withPrice(chosen), wish).length === 0;
  }

  quote(licensee: string, wish: ModelWish, day: number): ModelQuote {
    const chosen = this.#choose(licensee, wish);
    const obstacles = this.#calendar.obstaclesOf(wish, day);
    if (chosen === null) {
      const reasons: Said[] = [...this.#againstConsents(licensee, null, wish), ['NO_OFFER', 0n]];
      return { offerId: 0n, price: 0n, reasons: [...reasons, ...obstacles] };
    }
    const { offerId, price, reasons } = chosen;
    const before = this.#sold.get(wordsOf(licensee, offerId, wish));
    const issued: Said[] = before === undefined ? [] : [['ALREADY_LICENSED', before]];
    return { offerId, price, reasons: [...reasons, ...issued, ...obstacles] };
  }

  sell(licensee: string, sale: { offerId: bigint; licenseId: bigint; wish: ModelWish }, day: number): void {
    const { offerId, licenseId, wish } = sale;
    if (!this.standsOnOwn(licensee, wish)) this.uses.delete(licensee);
    this.#sold.set(wordsOf(licensee, offerId, wish), licenseId);
    this.#calendar.sell(offerId, licenseId, wish, day);
  }

  /** Of those against which least is said, others' after all the rest, the cheapest in the token of the first. */
  #choose(licensee: string, wish: ModelWish): Candidate | null {
    const candidates = this.offers.flatMap((offer, at): Candidate[] => {
      const offerId = BigInt(at + 1);
      if (this.#closed.has(offerId)) return [];
      const { rule } = offer;
      const price = rule === null ? offer.price : priceByRule(rule, offer.price, wish);
      const consents = this.#againstConsents(licensee, { ...offer, price }, wish);
      return [
        { offerId, offer, price, reasons: [...consents, ...sayOfOffer(offer, offerId, licensee, wish)] },
      ];
    });
    const own = candidates.filter(({ reasons }) => !reasons.some(([name]) => name === 'OFFER_RESERVED'));
    const eligible = own.length === 0 ? candidates : own;
    const fewest = Math.min(...eligible.map(({ reasons }) => reasons.length));
    const [first, ...others] = eligible.filter(({ reasons }) => reasons.length === fewest);
    if (first === undefined) return null;
    return others
      .filter(({ offer }) => offer.isCoin === first.offer.isCoin)
      .reduce((cheapest, other) => (other.price < cheapest.price ? other : cheapest), first);
  }

  #againstConsents(licensee: string, offer: Offered | null, wish: ModelWish): Said[] {
    const use = this.uses.get(licensee) ?? null;
    const [byOwn, byUse] = [againstOwn(this.own, offer, wish), againstUse(use, offer, wish)];
    if (byOwn.length === 0 || byUse.length === 0) return [];
    return this.own === null ? byUse : byOwn;
  }
}

/** What an open offer says against a wish. */
function sayOfOffer(offer: ModelOffer, offerId: bigint, licensee: string, wish: ModelWish): Said[] {
  const said: Said[] = [];
  if (offer.licensee !== null && offer.licensee !== licensee) said.push(['OFFER_RESERVED', offerId]);
  const media = wish.media & ~offer.media;
  if (media !== 0) said.push(['OFFER_MEDIA', BigInt(media)]);
  const territories = wish.territories & ~offer.territories;
  if (territories !== 0n) said.push(['OFFER_TERRITORIES', territories]);
  if (wish.firstDay < offer.firstDay || offer.lastDay < wish.lastDay)
    said.push(['OFFER_DAYS', (BigInt(offer.firstDay) << 32n) | BigInt(offer.lastDay)]);
  if (wish.exclusive && !offer.exclusive) said.push(['EXCLUSIVE_NOT_OFFERED', offerId]);
  if (!wish.exclusive && offer.exclusive) said.push(['ONLY_EXCLUSIVE', offerId]);
  return said;
}

const withPrice = ({ offer, price }: Candidate): Offered => ({ ...offer, price });

function wordsOf(licensee: string, offerId: bigint, wish: ModelWish): string {
  const { media, territories, firstDay, lastDay, exclusive } = wish;
  return [licensee, offerId, media, territories, firstDay, lastDay, exclusive].join(' ');
}
