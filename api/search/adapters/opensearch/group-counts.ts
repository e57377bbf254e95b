import { z } from 'zod';
import type { AskedGroup, IndexQuery } from '../../ports/asset-index.ts';
import { answering, IS_PUBLIC, visibleTo } from './conditions.ts';
import { countIn, readAs } from './search-request.ts';

/** Counts over all assets, whatever the filter. */
export interface GroupCounts {
  /** By group: how many assets that the audience may see answer it. */
  readonly groupCounts: readonly number[];
  /** By group: how many public assets answer it. */
  readonly publicCounts: readonly number[];
  readonly publicAssets: number;
}

const Counts = z.record(z.string(), z.unknown());
const Groups = z.looseObject({
  doc_count: z.number(),
  groups: z.object({ buckets: z.record(z.string(), z.unknown()) }).optional(),
});

export function countsRequest({
  groups,
  audience,
}: Pick<IndexQuery, 'groups' | 'audience'>): Record<string, object> {
  const needed = groups.flatMap((group, at) => (group.isOptional ? [] : [[at, answering(group)] as const]));
  const filters = Object.fromEntries(needed);
  const aggs = needed.length === 0 ? {} : { groups: { filters: { filters } } };
  return {
    everything: {
      global: {},
      aggs: {
        visible: { filter: visibleTo(audience), aggs },
        public: { filter: IS_PUBLIC, aggs },
      },
    },
  };
}

export function countsIn(
  aggregations: Readonly<Record<string, unknown>>,
  groups: readonly AskedGroup[],
): GroupCounts {
  const counts = readAs(Counts, aggregations['everything']);
  const [visible, open] = [readAs(Groups, counts['visible']), readAs(Groups, counts['public'])];
  const of = ({ groups: counted }: z.infer<typeof Groups>) =>
    groups.map(({ isOptional }, at) => (isOptional ? 0 : countIn(counted?.buckets[at])));
  return {
    groupCounts: of(visible),
    publicCounts: of(open),
    publicAssets: open.doc_count,
  };
}
