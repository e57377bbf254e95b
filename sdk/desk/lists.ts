import { z } from 'zod';
import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { RefusedError } from '../kernel/errors.ts';
import { moneyAnswer } from '../kernel/money.ts';
import type { WishInput } from '../licensing/quotes.ts';

const assetIdAnswer = z.string().transform((text) => parseAssetId(text));
const namesAnswer = z.object({ en: z.string().nullish(), zh: z.string().nullish() });
const windowAnswer = z.object({
  media: z.array(z.string()),
  territories: z.array(z.string()),
  firstDay: z.string(),
  lastDay: z.string(),
  exclusive: z.boolean(),
});

const ListAnswer = z.object({
  id: z.string(),
  title: z.string(),
  note: z.string(),
  isFavorites: z.boolean(),
  size: z.number().int(),
  hiddenCount: z.number().int(),
  revision: z.number().int(),
  project: z
    .object({
      title: z.string(),
      production: z.string(),
      reference: z.string(),
      wish: windowAnswer.nullish(),
    })
    .nullish(),
});

const ItemAnswer = z.object({
  note: z.string(),
  asset: z.object({
    id: assetIdAnswer,
    identifier: z.string().nullish(),
    title: namesAnswer,
    holder: z.object({ slug: z.string(), name: namesAnswer }),
  }),
});
export type ListItem = z.infer<typeof ItemAnswer>;

/** A list with those of its items that exist for the reader. */
export type AssetList = z.infer<typeof ListAnswer> & { readonly items: readonly ListItem[] };

const QuotedAnswer = z.object({
  assetId: assetIdAnswer,
  outcome: z.enum(['FREE', 'REFUSED', 'TAKEN_DOWN', 'NOT_FOUND']),
  offerId: z.string().nullish(),
  offerEnds: z.string().nullish(),
  price: moneyAnswer.nullish(),
  /** What could be done with the license. */
  rights: z.array(z.string()),
  reasons: z.array(z.object({ code: z.string(), subject: z.string(), en: z.string(), zh: z.string() })),
  alternatives: z.array(windowAnswer.extend({ offerId: z.string(), price: moneyAnswer })),
});
export type QuotedAsset = z.infer<typeof QuotedAnswer>;

const BlockAnswer = z.object({ number: z.number().int(), hash: z.string(), time: z.string() });

/** What one wish came to for each asset, by the log up to a block. */
export interface ManyQuotes {
  readonly block: z.infer<typeof BlockAnswer> | null;
  readonly rows: readonly QuotedAsset[];
}

const ITEMS_AT_ONCE = 50;
const QUOTED_AT_ONCE = 200;

/** @throws RefusedError */
export async function createList(
  api: GraphqlClient,
  { title, wish }: { readonly title: string; readonly wish: WishInput | null },
): Promise<{ readonly id: string }> {
  const { createList: answer } = await api.request({
    query: `mutation ($title: String!, $project: ProjectInput) {
      createList(title: $title, project: $project) { id }
    }`,
    variables: { title, project: wish === null ? null : { title, wish } },
    answer: z.object({ createList: z.object({ id: z.string() }) }),
  });
  return answer;
}

/** Behind what is there; what is there already stays. @throws RefusedError */
export async function addToList(
  api: GraphqlClient,
  id: string,
  assetIds: readonly AssetId[],
): Promise<{ readonly id: string; readonly size: number }> {
  const { addToList: answer } = await api.request({
    query: `mutation ($id: ID!, $assetIds: [ID!]!) { addToList(id: $id, assetIds: $assetIds) { id size } }`,
    variables: { id, assetIds },
    answer: z.object({ addToList: z.object({ id: z.string(), size: z.number().int() }) }),
  });
  return answer;
}

/** One's own and those of one's organizations. */
export async function getLists(api: GraphqlClient) {
  const { lists } = await api.request({
    query: `{ lists { id title isFavorites size } }`,
    variables: {},
    answer: z.object({
      lists: z.array(ListAnswer.pick({ id: true, title: true, isFavorites: true, size: true })),
    }),
  });
  return lists;
}

/** @throws RefusedError where there is none that the reader may see */
export async function getList(api: GraphqlClient, id: string): Promise<AssetList> {
  const { list } = await api.request({
    query: `query ($id: ID!) { list(id: $id) { id title note isFavorites size hiddenCount revision
      project { title production reference wish { media territories firstDay lastDay exclusive } } } }`,
    variables: { id },
    answer: z.object({ list: ListAnswer.nullable() }),
  });
  if (list === null) throw new RefusedError('NOT_FOUND', `List ${id} was not found.`);
  const items: ListItem[] = [];
  while (items.length < list.size - list.hiddenCount) {
    const page = await listItems(api, id, items.length);
    if (page.length === 0) break;
    items.push(...page);
  }
  return { ...list, items };
}

async function listItems(api: GraphqlClient, id: string, from: number): Promise<readonly ListItem[]> {
  const { list } = await api.request({
    query: `query ($id: ID!, $first: Int!, $from: Int!) { list(id: $id) { items(first: $first, from: $from) {
      note asset { id identifier title { en zh } holder { slug name { en zh } } } } } }`,
    variables: { id, first: ITEMS_AT_ONCE, from },
    answer: z.object({ list: z.object({ items: z.array(ItemAnswer) }).nullable() }),
  });
  return list?.items ?? [];
}

/** However many assets; each 200 are asked for at once. Without a licensee: for one's own studio. */
export async function quoteMany(
  api: GraphqlClient,
  assetIds: readonly AssetId[],
  { wish, licensee = null }: { readonly wish: WishInput; readonly licensee?: OrganizationId | null },
): Promise<ManyQuotes> {
  const quoted: ManyQuotes[] = [];
  for (let from = 0; from < assetIds.length; from += QUOTED_AT_ONCE) {
    const { quoteMany: answer } = await api.request({
      query: `query ($assets: [ID!]!, $wish: WishInput!, $licensee: ID) { quoteMany(assets: $assets, wish: $wish, licensee: $licensee) {
        block { number hash time } rows { assetId outcome offerId offerEnds price { amount token } rights reasons { code subject en zh }
          alternatives { media territories firstDay lastDay exclusive offerId price { amount token } } } } }`,
      variables: { assets: assetIds.slice(from, from + QUOTED_AT_ONCE), wish, licensee },
      answer: z.object({
        quoteMany: z.object({ block: BlockAnswer.nullable(), rows: z.array(QuotedAnswer) }),
      }),
    });
    quoted.push(answer);
  }
  // The first was asked first: all of them know at least its block.
  return { block: quoted[0]?.block ?? null, rows: quoted.flatMap(({ rows }) => rows) };
}
