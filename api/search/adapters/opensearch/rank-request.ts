import { FIELD_NAMES, FIELDS } from '../../domain/indexed-text.ts';
import type { Rarities } from '../../domain/relevance.ts';
import { rarityOf, SECOND_FIELD } from '../../domain/scoring.ts';
import type { AskedGroup } from '../../ports/asset-index.ts';
import { answering, type Condition } from './conditions.ts';

/** Each phrase is looked for in each field, and OpenSearch takes 1,024 clauses in all. */
const MOST_PHRASES = 100;

/** What a condition finds, with a score that is what `weighed` will give, in single precision and nearly. */
export function rankedBy(
  groups: readonly AskedGroup[],
  { publicCounts, publicAssets }: Pick<Rarities, 'publicCounts' | 'publicAssets'>,
  found: Condition,
): Condition {
  const phrases = Math.floor(MOST_PHRASES / groups.length);
  const should = groups.map((group, at) => {
    const rarity = rarityOf({ assets: publicAssets, withGroup: publicCounts[at] ?? 0 });
    return worthOf(group, { rarity, phrases });
  });
  return { bool: { filter: [found], should } };
}

/** Of a group's alternatives in each field the best counts, and a little each other field. */
function worthOf(
  { alternatives }: AskedGroup,
  { rarity, phrases }: { readonly rarity: number; readonly phrases: number },
): Condition {
  const used = alternatives.filter(({ tokens }, at) => tokens.length === 1 || at < phrases);
  const weights = [...new Set(used.map(({ weight }) => weight))];
  const worth = FIELD_NAMES.map((field) => ({
    function_score: {
      query: {
        dis_max: {
          queries: weights.map((boost) => {
            const same = used.filter(({ weight }) => weight === boost);
            return {
              constant_score: { filter: answering({ alternatives: same }, `ranked.${field}`), boost },
            };
          }),
        },
      },
      field_value_factor: { field: `lengthFactors.${field}`, factor: FIELDS[field] * rarity, missing: 0 },
      boost_mode: 'multiply',
    },
  }));
  return { dis_max: { queries: worth, tie_breaker: SECOND_FIELD } };
}
