import { FIELDS } from '../../domain/indexed-text.ts';
import type { AskedGroup } from '../../ports/asset-index.ts';
import type { Condition } from './conditions.ts';
import { cleaned } from './token-text.ts';

/** Each of these is looked for in each field, and OpenSearch takes 1,024 clauses in all. */
const MOST_ALTERNATIVES = 48;
const SECOND_FIELD = 0.2;

/** What a condition finds, the best by the engine's BM25 first. Only public assets have these fields, so frequencies are theirs. */
export function rankedBy(groups: readonly AskedGroup[], found: Condition): Condition {
  const each = Math.max(1, Math.floor(MOST_ALTERNATIVES / groups.length));
  const fields = Object.entries(FIELDS).map(([field, weight]) => `ranked.${field}^${weight}`);
  const should = groups.map(({ alternatives }) => ({
    dis_max: {
      queries: alternatives.slice(0, each).map(({ tokens, weight, isPrefix = false }) => ({
        multi_match: {
          query: cleaned(tokens).join(' '),
          type: isPrefix ? 'phrase_prefix' : 'phrase',
          fields,
          tie_breaker: SECOND_FIELD,
          boost: weight,
        },
      })),
    },
  }));
  return { bool: { filter: [found], should } };
}
