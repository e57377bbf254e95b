import { z } from 'zod';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const SequenceAnswer = z.object({
  name: z.string(),
  padding: z.number().int(),
  /** Numbers of frames of another type or size than most. */
  unlike: z.array(z.number().int()),
  /** Those that the platform can't decode, or only in part. */
  undecodable: z.array(z.number().int()),
});
/** Frames of a sequence that want a look, as far as the platform has inspected them. */
export type SequenceTrouble = z.infer<typeof SequenceAnswer>;

const ItemsAnswer = z.object({
  edges: z.array(z.object({ node: z.object({ sequence: SequenceAnswer.nullable() }) })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
type ItemsPage = z.infer<typeof ItemsAnswer>;

/** Sequences of the present version with such frames; none for an asset that does not exist for the caller. */
export async function listSequenceTroubles(api: GraphqlClient, id: AssetId): Promise<SequenceTrouble[]> {
  const troubles: SequenceTrouble[] = [];
  let page: ItemsPage | null = null;
  do {
    page = await readItems(api, id, page?.pageInfo.endCursor ?? null);
    for (const { node } of page?.edges ?? [])
      if (node.sequence !== null && isTroubled(node.sequence)) troubles.push(node.sequence);
  } while (page?.pageInfo.hasNextPage === true);
  return troubles;
}

function isTroubled({ unlike, undecodable }: SequenceTrouble): boolean {
  return unlike.length > 0 || undecodable.length > 0;
}

async function readItems(api: GraphqlClient, id: AssetId, after: string | null): Promise<ItemsPage | null> {
  const { asset } = await api.request({
    query: `query ($id: ID!, $after: String) {
      asset(id: $id) { fileItems(first: 50, after: $after) {
        edges { node { sequence { name padding unlike undecodable } } } pageInfo { hasNextPage endCursor }
      } }
    }`,
    variables: { id, after },
    answer: z.object({ asset: z.object({ fileItems: ItemsAnswer }).nullable() }),
  });
  return asset?.fileItems ?? null;
}
