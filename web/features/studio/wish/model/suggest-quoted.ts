import type { Wish } from '@lanran/protocol/licensing/window';
import { isHopeless, type Market, nearbyWishes } from '@lanran/protocol/licensing/nearby-wishes';

/** What a quote of a wish came to. */
export interface Answer {
  readonly isAllowed: boolean;
  readonly reasons: readonly { readonly code: string; readonly subject: string }[];
}

export interface Suggestion<A extends Answer> {
  readonly wish: Wish;
  readonly answer: A;
}

const MAX_SUGGESTIONS = 3;
/** Quotes asked for at once. */
const BATCH = 4;

/** The nearest wishes that would be allowed now: each was quoted before it is suggested. */
export async function suggestWishes<A extends Answer>(
  { wish, refusal, market }: { readonly wish: Wish; readonly refusal: Answer; readonly market: Market },
  quote: (wish: Wish) => Promise<A>,
): Promise<readonly Suggestion<A>[]> {
  if (isHopeless(refusal.reasons.map(({ code }) => code))) return [];
  const near = nearbyWishes(wish, market);
  const allowed: Suggestion<A>[] = [];
  for (let at = 0; at < near.length && allowed.length < MAX_SUGGESTIONS; at += BATCH) {
    const batch = near.slice(at, at + BATCH);
    const answers = await Promise.all(batch.map(async (each) => ({ wish: each, answer: await quote(each) })));
    allowed.push(...answers.filter(({ answer }) => answer.isAllowed));
  }
  return allowed.slice(0, MAX_SUGGESTIONS);
}
