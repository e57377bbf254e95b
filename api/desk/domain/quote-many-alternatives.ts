import { isHopeless, nearbyWishes } from '@lanran/protocol/licensing/nearby-wishes';
import { judgeWish, type QuoteQuestion, type Verdict } from '@lanran/protocol/licensing/quote';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';

/** A wish near the one that was refused, and what a quote of it came to: it can be licensed. */
export interface TestedWish {
  readonly wish: Wish;
  readonly terms: Terms;
}

const MAX_ALTERNATIVES = 3;

/** The nearest wishes that would be allowed now, the nearest first: each was judged before it is told. */
export function testedAlternatives(question: QuoteQuestion, { reasons }: Verdict): TestedWish[] {
  if (reasons.length === 0 || isHopeless(reasons.map(({ name }) => name))) return [];
  const tested: TestedWish[] = [];
  for (const wish of nearbyWishes(question.wish, marketOf(question))) {
    const verdict = judgeWish({ ...question, wish });
    if (verdict.terms !== null && verdict.reasons.length === 0) tested.push({ wish, terms: verdict.terms });
    if (tested.length === MAX_ALTERNATIVES) break;
  }
  return tested;
}

function marketOf({ asset, consent, useConsent = null, offers, sold, today }: QuoteQuestion) {
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
