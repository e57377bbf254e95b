import { z } from 'zod';
import { parseAssetId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { partyAnswer, requireOwnSlug } from '../kernel/party-answer.ts';

export const SEARCH_SORTS = ['RELEVANCE', 'NEWEST', 'OLDEST', 'TITLE', 'PRICE_ASC', 'PRICE_DESC'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];
export const ASSET_KINDS = ['PATTERN', 'COSTUME', 'FILM'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

const text = z.object({ en: z.string().nullish(), zh: z.string().nullish() });

const Reason = z.object({
  /** The part of the text, as it was typed. */
  text: z.string(),
  kind: z.enum(['TEXT', 'CONCEPT', 'NARROWER', 'COLOR', 'SOUND', 'BEGINNING', 'SPELLING']),
  /** identifier, title, terms, kind, holder, community, description, color or credit. */
  field: z.string(),
  /** The concept, the color, or the word that was probably meant. */
  meant: text.nullish(),
  score: z.number(),
  /** A sentence in English. */
  label: z.string(),
});

const Sale = z.object({
  /** Today. */
  isNow: z.boolean(),
  /** What the cheapest use costs, in each token; empty where only exclusive licenses are sold. */
  from: z.array(z.object({ amount: z.string(), token: z.string() })),
});

const Found = z.object({
  sale: Sale,
  relevance: z.object({ score: z.number(), parts: z.array(Reason) }).nullish(),
  node: z.object({
    id: z.string().transform((id) => parseAssetId(id)),
    identifier: z.string().nullish(),
    kind: z.enum(ASSET_KINDS),
    title: text,
    holder: partyAnswer,
  }),
});

const CatalogAnswer = z.object({
  assets: z.object({
    totalCount: z.number().int(),
    isWhole: z.boolean(),
    /** Words with a minus sign before them: they are not searched for, and exclude nothing. */
    leftOut: z.array(z.string()),
    parts: z.array(z.object({ text: z.string(), count: z.number().int(), instead: z.string().nullish() })),
    edges: z.array(Found),
  }),
});

/** The best of what a text finds, and why. */
export type CatalogAnswer = z.infer<typeof CatalogAnswer>['assets'];
export type FoundInCatalog = z.infer<typeof Found>;

export interface LicensableUse {
  readonly media: readonly string[];
  /** ISO 3166-1 codes, or `WORLD` alone. */
  readonly territories: readonly string[];
  /** YYYY-MM-DD, today or later. */
  readonly from: string;
  /** Included. */
  readonly to: string;
}

export interface CatalogSearch {
  readonly text: string;
  readonly kind?: AssetKind;
  readonly holder?: OrganizationId;
  /** This concept, or one narrower however far, is among its terms. */
  readonly concept?: { readonly vocabulary: string; readonly code: string };
  /** Its picture shows much of each. */
  readonly colors?: readonly AssetColor[];
  /** Whether it can be licensed today. */
  readonly onOffer?: boolean;
  /** Whether all of it can be licensed at once, not exclusively. */
  readonly licensable?: LicensableUse;
  /** What the cheapest use of today costs, in one currency and its smallest unit, in decimal; orders by price need it. */
  readonly price?: { readonly token: Address; readonly min?: string; readonly max?: string };
  /** RELEVANCE unless given. */
  readonly sort?: SearchSort;
  /** At most 50. */
  readonly first: number;
}

/** @throws RefusedError BAD_INPUT for a text that can't be searched for, SEARCH_NOT_READY while the index is being built */
export async function searchCatalog(
  api: GraphqlClient,
  { sort, first, ...filter }: CatalogSearch,
): Promise<CatalogAnswer> {
  const { assets } = await api.request({
    query: `query ($filter: AssetFilter!, $sort: AssetSort, $first: Int!) {
      assets(filter: $filter, sort: $sort, first: $first) {
        totalCount isWhole leftOut parts { text count instead }
        edges {
          sale { isNow from { amount token } }
          relevance { score parts { text kind field meant { en zh } score label } }
          node { id identifier kind title { en zh } holder { id slug } }
        }
      }
    }`,
    variables: { filter, sort: sort ?? null, first },
    answer: CatalogAnswer,
  });
  for (const { node } of assets.edges) requireOwnSlug(node.holder);
  return assets;
}
