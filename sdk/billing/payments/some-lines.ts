/** Sums that are looked at; with more lines of many amounts an answer would rarely be the only one. */
const MOST_SUMS = 50_000;

/** Which of the lines make up an amount, where there is one way only; null otherwise. */
export function onlyLinesOf<Line extends { readonly amount: bigint }>(
  lines: readonly Line[],
  amount: bigint,
): readonly Line[] | null {
  /** By sum: the lines, or null where there are several ways. */
  let ways = new Map<bigint, readonly Line[] | null>([[0n, []]]);
  for (const line of lines) {
    const next = new Map(ways);
    for (const [sum, chosen] of ways) {
      const reached = sum + line.amount;
      if (reached > amount) continue;
      next.set(reached, chosen === null || next.has(reached) ? null : [...chosen, line]);
    }
    if (next.size > MOST_SUMS) return null;
    ways = next;
  }
  return ways.get(amount) ?? null;
}
