import { z } from 'zod';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { RefusedError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { readCollectionAssets } from './collections.ts';

/** Which assets one act is about. */
export type Selection =
  /** A list, by its id or `favorites`. */
  | { readonly kind: 'LIST'; readonly listId: string }
  /** What a search finds among an institution's assets, the oldest first. */
  | { readonly kind: 'SEARCH'; readonly filter: SelectedSearch }
  | { readonly kind: 'COLLECTION'; readonly communityId: OrganizationId; readonly root: Hex }
  | { readonly kind: 'ASSETS'; readonly assetIds: readonly AssetId[] };

/** As GraphQL's AssetFilter takes it. */
export interface SelectedSearch {
  readonly text?: string;
  readonly holder?: OrganizationId;
  readonly community?: OrganizationId;
  readonly kind?: 'PATTERN' | 'COSTUME' | 'FILM';
  readonly concept?: { readonly vocabulary: string; readonly code: string };
  readonly onOffer?: boolean;
}

/** How many assets are read in one request; the platform takes as many. */
export const ASSETS_AT_ONCE = 100;

/** The assets of a selection, each once, in its order, by the hundred. @throws RefusedError NOT_FOUND */
export async function* readSelection(
  api: GraphqlClient,
  selection: Selection,
): AsyncGenerator<readonly AssetId[]> {
  const seen = new Set<AssetId>();
  let waiting: AssetId[] = [];
  for await (const page of pagesOf(api, selection)) {
    for (const id of page) {
      if (seen.has(id)) continue;
      seen.add(id);
      waiting.push(id);
    }
    while (waiting.length >= ASSETS_AT_ONCE) {
      yield waiting.slice(0, ASSETS_AT_ONCE);
      waiting = waiting.slice(ASSETS_AT_ONCE);
    }
  }
  if (waiting.length > 0) yield waiting;
}

async function* pagesOf(api: GraphqlClient, selection: Selection): AsyncGenerator<readonly AssetId[]> {
  switch (selection.kind) {
    case 'ASSETS':
      yield selection.assetIds;
      return;
    case 'COLLECTION':
      yield await readCollectionAssets(api, selection);
      return;
    case 'LIST':
      yield* itemsOf(api, selection.listId);
      return;
    case 'SEARCH':
      yield* foundBy(api, selection.filter);
  }
}

const idAnswer = z.object({ id: z.string().transform((text) => parseAssetId(text)) });

const ListPage = z.object({
  list: z.object({ items: z.array(z.object({ asset: idAnswer })) }).nullable(),
});

async function* itemsOf(api: GraphqlClient, id: string): AsyncGenerator<readonly AssetId[]> {
  for (let from = 0; ; from += ASSETS_AT_ONCE) {
    const { list }: z.infer<typeof ListPage> = await api.request({
      query: `query ($id: ID!, $first: Int!, $from: Int!) { list(id: $id) { items(first: $first, from: $from) { asset { id } } } }`,
      variables: { id, first: ASSETS_AT_ONCE, from },
      answer: ListPage,
    });
    if (list === null) throw new RefusedError('NOT_FOUND', `List ${id} was not found.`, { field: 'LIST' });
    yield list.items.map(({ asset }) => asset.id);
    if (list.items.length < ASSETS_AT_ONCE) return;
  }
}

const FoundPage = z.object({
  assets: z.object({
    edges: z.array(z.object({ node: idAnswer })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

async function* foundBy(api: GraphqlClient, filter: SelectedSearch): AsyncGenerator<readonly AssetId[]> {
  for (let after: string | null = null; ;) {
    const { assets }: z.infer<typeof FoundPage> = await api.request({
      query: `query ($filter: AssetFilter!, $first: Int!, $after: String) {
        assets(filter: $filter, sort: OLDEST, first: $first, after: $after) {
          edges { node { id } } pageInfo { hasNextPage endCursor }
        }
      }`,
      variables: { filter, first: ASSETS_AT_ONCE, after },
      answer: FoundPage,
    });
    yield assets.edges.map(({ node }) => node.id);
    after = assets.pageInfo.endCursor ?? null;
    if (!assets.pageInfo.hasNextPage || after === null) return;
  }
}
