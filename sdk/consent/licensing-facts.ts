import { z } from 'zod';
import { type AssetId, parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { RIGHTS } from '@lanran/protocol/licensing/rights';
import { offeredRuleAnswer } from '../assets/offered-rule.ts';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { moneyAnswer } from '../kernel/money.ts';
import { partyAnswer, requireOwnSlug } from '../kernel/party-answer.ts';

const windowFields = { media: z.array(z.string()), territories: z.array(z.string()), lastDay: z.string() };
const rightsAnswer = z.array(z.enum(RIGHTS));

const FactsAnswer = z.object({
  asset: z.object({
    id: z.string().transform((text) => parseAssetId(text)),
    identifier: z.string().nullish(),
    title: z.object({ en: z.string().nullish(), zh: z.string().nullish() }),
    access: z.enum(['OPEN', 'LICENSED', 'RESTRICTED']),
    isWithdrawn: z.boolean(),
    holder: partyAnswer,
    community: partyAnswer.nullish(),
    cover: z
      .object({
        id: z.string(),
        image: z.object({ width: z.number(), height: z.number(), placeholder: z.string() }).nullable(),
      })
      .nullish(),
  }),
  consent: z
    .object({
      ...windowFields,
      collection: z.string().nullish(),
      shareBps: z.number().int(),
      rights: rightsAnswer,
    })
    .nullish(),
  isJoining: z.boolean(),
  offers: z.array(
    z.object({
      ...windowFields,
      id: z.string(),
      firstDay: z.string(),
      exclusive: z.boolean(),
      price: moneyAnswer,
      rule: offeredRuleAnswer.nullish(),
      licensee: z
        .string()
        .transform((text) => parseOrganizationId(text))
        .nullish(),
      communityShareBps: z.number().int(),
      rights: rightsAnswer,
    }),
  ),
  isHolderSuspended: z.boolean(),
  isTakenDown: z.boolean(),
});
/** What an offer of an asset, or a consent to it, depends on. */
export type LicensingFacts = z.infer<typeof FactsAnswer>;
export type OpenOffer = LicensingFacts['offers'][number];

const QUERY = `query ($assets: [ID!]!, $covers: Boolean!) { licensingFacts(assets: $assets) {
  asset { id identifier title { en zh } access isWithdrawn holder { id slug } community { id slug }
    cover @include(if: $covers) { id image { width height placeholder } } }
  consent { collection media territories lastDay shareBps rights } isJoining isHolderSuspended isTakenDown
  offers { id media territories firstDay lastDay exclusive price { amount token } communityShareBps rights licensee
    rule { minimum mediaFactors { medium factor } territoryFactors { territories factor } exclusivityFactor } } } }`;

/** In the order of the ids, at most 100; null for what is not there, or not for the signed-in key to see. */
export async function readLicensingFacts(
  api: GraphqlClient,
  assetIds: readonly AssetId[],
  { covers = false }: { readonly covers?: boolean } = {},
): Promise<(LicensingFacts | null)[]> {
  const { licensingFacts } = await api.request({
    query: QUERY,
    variables: { assets: assetIds, covers },
    answer: z.object({ licensingFacts: z.array(FactsAnswer.nullable()) }),
  });
  assetIds.forEach((id, at) => {
    const { asset } = licensingFacts[at] ?? {};
    if (asset === undefined) return;
    if (asset.id !== id) throw new UntrustworthyAnswerError(`asked for ${id}, it gave ${asset.id}`);
    requireOwnSlug(asset.holder);
    if (asset.community != null) requireOwnSlug(asset.community);
  });
  return assetIds.map((_, at) => licensingFacts[at] ?? null);
}
