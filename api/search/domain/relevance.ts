import type { IndexedText } from './indexed-text.ts';
import type { Alternative } from './planned-query.ts';
import { type GroupMatch, Scorer } from './scoring.ts';

/** So many of the best are weighed exactly; those after them are in the order of their publication. */
export const WEIGHED = 200;
/** Where more of the public assets than this answer a question, the newest are weighed instead of the best by the engine's own rank. */
const MOST_RANKED = 0.4;

/**
 * Are the newest weighed? They are all where few answer; of very many, no rank says which are the best. Of public ones alone: what
 * the reader may not see decides nothing.
 */
export function weighsNewest({
  found,
  publicFound,
  publicAssets,
}: {
  readonly found: number;
  readonly publicFound: number;
  readonly publicAssets: number;
}): boolean {
  return found <= WEIGHED || publicFound > publicAssets * MOST_RANKED;
}

/**
 * The groups that rank: of those that are needed, whose words tell assets apart. What two fifths have is worth next to nothing in
 * BM25, and costs the most to rank.
 */
export function ranking<G extends { readonly isOptional: boolean }>(
  groups: readonly G[],
  { publicCounts, publicAssets }: Pick<Rarities, 'publicCounts' | 'publicAssets'>,
): readonly G[] {
  const isRare = (at: number) => (publicCounts[at] ?? 0) <= publicAssets * MOST_RANKED;
  const rare = groups.filter(({ isOptional }, at) => !isOptional && isRare(at));
  return rare.length > 0 ? rare : groups.filter(({ isOptional }) => !isOptional);
}

export interface Candidate {
  readonly publishedIndex: number;
  readonly text: IndexedText;
}

/** What an asset's matches are worth, by what everybody may see. */
export interface Rarities {
  readonly groups: readonly { readonly alternatives: readonly Alternative[] }[];
  /** By group: how many public assets answer it. */
  readonly publicCounts: readonly number[];
  /** How many public assets there are. */
  readonly publicAssets: number;
}

export interface Weighed<C extends Candidate> {
  readonly candidate: C;
  readonly parts: readonly GroupMatch[];
}

/** The best first; among equals the newest. */
export function weighed<C extends Candidate>(
  candidates: readonly C[],
  { groups, publicCounts, publicAssets }: Rarities,
): Weighed<C>[] {
  const scorer = new Scorer(
    groups.map((group, at) => ({
      group,
      frequency: { assets: publicAssets, withGroup: publicCounts[at] ?? 0 },
    })),
  );
  return candidates
    .map((candidate) => {
      const parts = scorer.matchesOf(candidate.text);
      return { candidate, parts, score: parts.reduce((sum, { score }) => sum + score, 0) };
    })
    .sort(
      (left, right) =>
        right.score - left.score || right.candidate.publishedIndex - left.candidate.publishedIndex,
    );
}
