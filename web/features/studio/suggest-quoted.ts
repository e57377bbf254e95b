import type { Window, Wish } from '@lanran/protocol/window';
import { isHopeless, type Market, nearbyWishes } from './suggestions.ts';

/** What a quote of a wish came to. */
export interface Answer {
  readonly isAllowed: boolean;
  readonly reasons: readonly { readonly code: string; readonly subject: string }[];
}

export interface Asking<A extends Answer> {
  quote(wish: Wish): Promise<A>;
  /** What an exclusive license that is in the way covers; null when nothing is known of it. */
  findSold(licenseNumber: bigint): Promise<Window | null>;
}

export interface Suggestion<A extends Answer> {
  readonly wish: Wish;
  readonly answer: A;
}

export const MAX_SUGGESTIONS = 3;
const MAX_ROUNDS = 3;
/** Quotes asked for at once. */
const BATCH = 4;

/** The nearest wishes that would be allowed now: each was quoted before it is suggested. */
export async function suggestWishes<A extends Answer>(
  { wish, refusal, market }: { readonly wish: Wish; readonly refusal: Answer; readonly market: Market },
  asking: Asking<A>,
): Promise<readonly Suggestion<A>[]> {
  if (isHopeless(refusal.reasons.map(({ code }) => code))) return [];
  const known = new Set<bigint>();
  let sold = market.sold;
  let refusals: readonly Answer[] = [refusal];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    sold = [...sold, ...(await soldIn(refusals, known, asking))];
    const { allowed, refused } = await quoteNearest(nearbyWishes(wish, { ...market, sold }), asking);
    const isFurtherKnown = refused.every((answer) =>
      licensesIn(answer).every((license) => known.has(license)),
    );
    if (allowed.length > 0 || isFurtherKnown) return allowed.slice(0, MAX_SUGGESTIONS);
    refusals = refused;
  }
  return [];
}

async function quoteNearest<A extends Answer>(candidates: readonly Wish[], { quote }: Asking<A>) {
  const allowed: Suggestion<A>[] = [];
  const refused: A[] = [];
  for (let at = 0; at < candidates.length && allowed.length < MAX_SUGGESTIONS; at += BATCH) {
    const batch = candidates.slice(at, at + BATCH);
    const answers = await Promise.all(batch.map(async (wish) => ({ wish, answer: await quote(wish) })));
    for (const each of answers) {
      if (each.answer.isAllowed) allowed.push(each);
      else refused.push(each.answer);
    }
  }
  return { allowed, refused };
}

function licensesIn({ reasons }: Answer): bigint[] {
  return reasons.filter(({ code }) => code === 'EXCLUSIVE_OVERLAP').map(({ subject }) => BigInt(subject));
}

async function soldIn<A extends Answer>(
  refusals: readonly Answer[],
  known: Set<bigint>,
  { findSold }: Asking<A>,
): Promise<Window[]> {
  const found: Window[] = [];
  for (const license of refusals.flatMap(licensesIn)) {
    if (known.has(license)) continue;
    known.add(license);
    const window = await findSold(license);
    if (window !== null) found.push(window);
  }
  return found;
}
