import { z } from 'zod';
import type { GraphqlClient } from './graphql-client.ts';

export interface PagedQuestion<T> {
  /** Takes `$after: String` and answers a connection under the name `page`. */
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Shape of one node. */
  readonly node: z.ZodType<T>;
}

/** Reads every page of a connection. */
export async function readPages<T>(
  api: GraphqlClient,
  { query, variables, node }: PagedQuestion<T>,
): Promise<T[]> {
  const answer = z.object({
    page: z.object({
      edges: z.array(z.object({ node })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  });
  const read: T[] = [];
  for (let after: string | null = null; ;) {
    const { page }: z.infer<typeof answer> = await api.request({
      query,
      variables: { ...variables, after },
      answer,
    });
    read.push(...page.edges.map((edge) => edge.node));
    after = page.pageInfo.endCursor ?? null;
    if (!page.pageInfo.hasNextPage || after === null) return read;
  }
}
