import { z } from 'zod';
import { fromHex, isHex, toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, type AssetId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { rootOf } from '@lanran/protocol/log/merkle';
import { consentAnswer } from '../assets/assets.ts';
import { grantCollectionAct, type CollectionRef } from './collection-acts.ts';
import { isSameConsent } from './consent.ts';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { ConsentTerms } from './consent-acts.ts';
import type { Platform } from '../kernel/session.ts';
import { relay, type RelayedAct } from '../acts/relaying.ts';

const CollectionAnswer = z.object({
  root: z.custom<Hex>((value) => isHex(value, 32)),
  size: z.number().int().positive(),
  consent: consentAnswer.nullish(),
});
type CollectionAnswer = z.infer<typeof CollectionAnswer>;

const FIELDS = `root size consent { holder { id } media territories lastDay shareBps rights }`;

export interface CollectionRequest {
  /** The community whose council consents. */
  readonly communityId: OrganizationId;
  /** Whom it trusts with the assets. */
  readonly holder: OrganizationId;
  /** Null for every asset of that holder and community that is published now. */
  readonly assetIds: readonly AssetId[] | null;
}

/** A collection whose root was computed here from its assets. */
export interface Collection extends CollectionRef {
  readonly assetIds: readonly AssetId[];
  readonly consent: CollectionAnswer['consent'];
}

/**
 * Has the platform list and keep the assets of a collection. A council's signature on a root covers all of them, so the root
 * is computed from the list.
 * @throws UntrustworthyAnswerError when the root is another list's, or the list not the one asked for
 */
export async function proposeCollection(
  api: GraphqlClient,
  { communityId, holder, assetIds: wanted }: CollectionRequest,
): Promise<Collection> {
  const { proposeCollection: proposed } = await api.request({
    query: `mutation ($communityId: ID!, $holder: ID!, $assetIds: [ID!]) {
      proposeCollection(communityId: $communityId, holder: $holder, assetIds: $assetIds) { ${FIELDS} }
    }`,
    variables: { communityId, holder, assetIds: wanted },
    answer: z.object({ proposeCollection: CollectionAnswer }),
  });
  const { root, size, consent } = proposed;
  const assetIds = await readCollectionAssets(api, { communityId, root });
  if (toHex(rootOf(assetIds.map((id) => fromHex(id)))) !== root || assetIds.length !== size)
    throw new UntrustworthyAnswerError(`${root} is not the root of the assets it lists for that collection`);
  if (wanted !== null && !isSameSet(assetIds, wanted))
    throw new UntrustworthyAnswerError(`collection ${root} has other assets than those named`);
  return { communityId, root, assetIds, consent };
}

const CollectionPage = z.object({
  collection: z
    .object({
      assetIds: z.object({
        edges: z.array(z.object({ node: z.string() })),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
      }),
    })
    .nullable(),
});

/** In the order of the tree’s leaves. @throws RefusedError NOT_FOUND */
export async function readCollectionAssets(
  api: GraphqlClient,
  { communityId, root }: CollectionRef,
): Promise<AssetId[]> {
  const read: AssetId[] = [];
  for (let after: string | null = null; ;) {
    const page: z.infer<typeof CollectionPage> = await api.request({
      query: `query ($root: ID!, $communityId: ID!, $after: String) {
        collection(root: $root, communityId: $communityId) {
          assetIds(first: 1000, after: $after) { edges { node } pageInfo { hasNextPage endCursor } }
        }
      }`,
      variables: { root, communityId, after },
      answer: CollectionPage,
    });
    if (page.collection === null)
      throw new RefusedError('NOT_FOUND', `There is no collection ${root}, or it is not yours.`);
    const { edges, pageInfo } = page.collection.assetIds;
    read.push(...edges.map(({ node }) => parseAssetId(node)));
    after = pageInfo.endCursor ?? null;
    if (!pageInfo.hasNextPage || after === null) return read;
  }
}

/** In any order, each once. */
function isSameSet(listed: readonly AssetId[], named: readonly AssetId[]): boolean {
  const ids = new Set(listed);
  return listed.length === ids.size && ids.size === named.length && named.every((id) => ids.has(id));
}

/** A council permits licenses of every asset of the collection. Null when it permits just that already. */
export async function consentToCollection(
  platform: Platform,
  { communityId, root, assetIds, consent }: Collection,
  terms: ConsentTerms,
): Promise<RelayedAct | null> {
  if (consent != null && isSameConsent(consent, terms)) return null;
  const collection = { communityId, root, size: assetIds.length };
  return relay(platform, grantCollectionAct(collection, terms));
}
