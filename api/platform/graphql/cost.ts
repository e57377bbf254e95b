import { DEFAULT_PAGE, MAX_PAGE } from '../kernel/page.ts';

/* What fields cost against the limit of a query (limits.ts): about one a document read. */

/** A question to the chain. */
export const CHAIN_COST = 5;
/** An act, or a proof: several writes or many reads. */
export const ACT_COST = 50;
/** The documents that are looked into for one. */
export const LIST_READ = 3;

export interface CostQuestion {
  readonly args: Record<string, unknown>;
  readonly childComplexity: number;
}

/** A list inside an object: its reading, and the children of a few. */
export const LIST_COST = ({ childComplexity }: CostQuestion): number => LIST_READ + 3 * childComplexity;

const BATCH_ITEM = 4;

/** Many drafts at once: several reads and writes of each, and what is asked of them is loaded for all together. */
export function batchCost({ args, childComplexity }: CostQuestion): number {
  const items = args['drafts'] ?? args['draftIds'];
  return ACT_COST + BATCH_ITEM * (Array.isArray(items) ? items.length : 1) + childComplexity;
}

/** A page costs as often what one of its items costs as it has items. */
export function pageCost({ args, childComplexity }: CostQuestion): number {
  const first = typeof args['first'] === 'number' ? args['first'] : DEFAULT_PAGE;
  return 1 + Math.min(Math.max(first, 1), MAX_PAGE) * childComplexity;
}
