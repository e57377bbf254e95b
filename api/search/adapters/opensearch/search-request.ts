import { z } from 'zod';
import { IndexUnavailableError } from '../../ports/index-unavailable-error.ts';
import type { OpenSearchClient } from './opensearch-client.ts';

const Count = z.object({ doc_count: z.number() });
/** `sum_other_doc_count`: in how many more values there are. */
const Buckets = z.object({
  sum_other_doc_count: z.number().default(0),
  buckets: z.array(z.looseObject({ key: z.union([z.string(), z.number()]), doc_count: z.number() })),
});
const Answer = z.object({
  timed_out: z.literal(false),
  _shards: z.object({ failed: z.literal(0) }),
  hits: z.object({
    total: z.object({ value: z.number(), relation: z.literal('eq') }),
    max_score: z.number().nullish(),
    hits: z.array(z.object({ _id: z.string(), _source: z.unknown().optional() })),
  }),
  aggregations: z.record(z.string(), z.unknown()).default({}),
});
export type SearchResponse = z.infer<typeof Answer>;

/** A search as OpenSearch takes it. */
export interface SearchRequest {
  readonly query: object;
  readonly size?: number;
  readonly from?: number;
  readonly sort?: readonly object[];
  /** Of the documents, what to give back. */
  readonly source?: readonly string[];
  readonly aggs?: Readonly<Record<string, object>>;
}

/** Exact, or not at all. @throws IndexUnavailableError */
export async function searchIn(
  client: OpenSearchClient,
  index: string,
  { source = [], size = 0, ...request }: SearchRequest,
): Promise<SearchResponse> {
  const { body } = await client.call({
    method: 'POST',
    path: `/${index}/_search?allow_partial_search_results=false`,
    body: { ...request, size, _source: source.length > 0 && source, track_total_hits: true },
  });
  return readAs(Answer, body);
}

/** A part of an answer. @throws IndexUnavailableError */
export function readAs<Part extends z.ZodType>(part: Part, value: unknown): z.infer<Part> {
  const { success, data } = part.safeParse(value);
  if (!success) throw new IndexUnavailableError('OpenSearch has answered in part, or in another form.');
  return data;
}

/** How many of a filter. */
export function countIn(aggregation: unknown): number {
  return readAs(Count, aggregation).doc_count;
}

/** @throws IndexUnavailableError where there are more values than were asked for, unless those are enough */
export function bucketsIn(aggregation: unknown, options: { readonly areSomeEnough?: boolean } = {}) {
  const { sum_other_doc_count: others, buckets } = readAs(Buckets, aggregation);
  if (others > 0 && options.areSomeEnough !== true)
    throw new IndexUnavailableError('There are more values to count than OpenSearch was asked for.');
  return buckets;
}
