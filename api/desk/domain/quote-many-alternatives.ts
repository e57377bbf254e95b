import { isHopeless, type Market, nearbyWishes } from '@lanran/protocol/licensing/nearby-wishes';
import { judgeWish, type QuoteQuestion, type Verdict } from '@lanran/protocol/licensing/quote';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Window, Wish } from '@lanran/protocol/licensing/window';

/** A wish near the one that was refused, and what a quote of it came to: it can be licensed. */
export interface TestedWish {
  readonly wish: Wish;
  readonly terms: Terms;
}

const MAX_ALTERNATIVES = 3;

/** For many assets and one wish on one day. */
export class TestedAlternatives {
  /** Assets with equal offers share one search for nearby wishes. */
  readonly #near = new Map<string, readonly Wish[]>();

  /** Wishes near the refused one that would be allowed now, the nearest first. Each was quoted. */
  of(question: QuoteQuestion, { reasons }: Verdict): TestedWish[] {
    if (reasons.length === 0 || isHopeless(reasons.map(({ name }) => name))) return [];
    const tested: TestedWish[] = [];
    for (const wish of this.#nearby(question)) {
      const verdict = judgeWish({ ...question, wish });
      if (verdict.terms !== null && verdict.reasons.length === 0) tested.push({ wish, terms: verdict.terms });
      if (tested.length === MAX_ALTERNATIVES) break;
    }
    return tested;
  }

  #nearby(question: QuoteQuestion): readonly Wish[] {
    const market = marketOf(question);
    const key = keyOf(market);
    const before = this.#near.get(key);
    if (before !== undefined) return before;
    const near = nearbyWishes(question.wish, market);
    this.#near.set(key, near);
    return near;
  }
}

function marketOf({ asset, consent, useConsent = null, offers, sold, today }: QuoteQuestion): Market {
  const exclusives = sold?.exclusives ?? [];
  const hulls = sold?.hulls ?? [];
  return {
    offers,
    consent: asset.needsConsent ? (consent ?? useConsent) : null,
    today,
    taken: [
      ...exclusives.map((window) => ({ ...window, exclusive: true })),
      ...hulls.map((window) => ({ ...window, exclusive: false })),
    ],
  };
}

function keyOf({ offers, consent, taken }: Market): string {
  const windows = [...offers, ...taken].map(
    (window) => `${windowKey(window)} ${window.firstDay} ${window.exclusive}`,
  );
  return [offers.length, consent === null ? '' : windowKey(consent), ...windows].join(';');
}

function windowKey({ media, territories, lastDay }: Omit<Window, 'firstDay'>): string {
  return `${media} ${territories.toString(36)} ${lastDay}`;
}
