import { z } from 'zod';
import {
  parseAssetId,
  parseOrganizationId,
  type AssetId,
  type OrganizationId,
} from '@lanran/protocol/kernel/ids';
import { BASES_OF_TITLE } from '@lanran/protocol/assets/rights-statement';
import { RIGHTS } from '@lanran/protocol/licensing/rights';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { agreementAnswer } from './agreement-answer.ts';
import { offeredRuleAnswer } from './offered-rule.ts';
import { readPages } from '../kernel/pages.ts';
import { partyAnswer, requireOwnSlug } from '../kernel/party-answer.ts';
import { moneyAnswer } from '../kernel/money.ts';

const rightsAnswer = z.array(z.enum(RIGHTS));

export const consentAnswer = z.object({
  holder: z.object({ id: z.string().transform((text) => parseOrganizationId(text)) }).nullish(),
  media: z.array(z.string()),
  territories: z.array(z.string()),
  lastDay: z.string(),
  shareBps: z.number().int(),
  rights: rightsAnswer,
});
export type Consent = z.infer<typeof consentAnswer>;

const rightsStatementAnswer = z.object({
  status: z.string(),
  rightsHolder: z.string().nullish(),
  inTrustFor: z.string().nullish(),
  basis: z.enum(BASES_OF_TITLE).nullish(),
});

const AssetAnswer = z.object({
  id: z.string().transform((text) => parseAssetId(text)),
  title: z.object({ en: z.string().nullish(), zh: z.string().nullish() }),
  identifier: z.string().nullish(),
  noCommunityReason: z.string().nullish(),
  agreement: agreementAnswer.nullish(),
  rightsStatement: rightsStatementAnswer.nullish(),
  version: z.number().int(),
  holder: partyAnswer,
  community: partyAnswer.nullish(),
  files: z.array(
    z.object({
      id: z.string(),
      path: z.string(),
      bytes: z.coerce.number(),
      sha256: z.string().nullish(),
      cid: z.string().nullish(),
    }),
  ),
  consent: consentAnswer
    .extend({
      /** Root of the collection it is given to; null: to the asset itself. */
      collection: z.string().nullish(),
    })
    .nullish(),
  useConsents: z.array(
    z.object({
      state: z.enum(['GRANTED', 'WITHDRAWN', 'SPENT', 'CUSTODY']),
      licensee: partyAnswer.nullish(),
      holder: z.object({ id: z.string().transform((text) => parseOrganizationId(text)) }).nullish(),
      media: z.array(z.string()),
      territories: z.array(z.string()),
      firstDay: z.string(),
      lastDay: z.string(),
      exclusive: z.boolean(),
      minPrice: moneyAnswer,
      shareBps: z.number().int(),
      rights: rightsAnswer,
    }),
  ),
  offers: z.array(
    z.object({
      id: z.string(),
      media: z.array(z.string()),
      territories: z.array(z.string()),
      firstDay: z.string(),
      lastDay: z.string(),
      exclusive: z.boolean(),
      canBeTaken: z.boolean(),
      price: moneyAnswer,
      rule: offeredRuleAnswer.nullish(),
      licensee: partyAnswer.nullish(),
      communityShareBps: z.number().int(),
      rights: rightsAnswer,
    }),
  ),
});
export type Asset = z.infer<typeof AssetAnswer>;

/** Who has an asset, and what is given for it: consents, and offers. */
export const givenAnswer = AssetAnswer.pick({
  id: true,
  holder: true,
  community: true,
  consent: true,
  useConsents: true,
  offers: true,
});

const CONSENT_FIELDS = `collection holder { id } media territories lastDay shareBps rights`;
const USE_FIELDS = `offers { id canBeTaken media territories firstDay lastDay exclusive price { amount token } communityShareBps rights
    rule { minimum mediaFactors { medium factor } territoryFactors { territories factor } exclusivityFactor } licensee { id slug } }
  useConsents { state licensee { id slug } holder { id } media territories firstDay lastDay exclusive minPrice { amount token } shareBps rights }`;
export const GIVEN_FIELDS = `id holder { id slug } community { id slug } consent { ${CONSENT_FIELDS} } ${USE_FIELDS}`;

const FIELDS = `id title { en zh } identifier noCommunityReason agreement { sha256 bytes mediaType name { en zh } } rightsStatement { status rightsHolder inTrustFor basis } version holder { id slug } community { id slug } files { id path bytes sha256 cid }
  consent { ${CONSENT_FIELDS} } ${USE_FIELDS}`;

/** @throws RefusedError NOT_FOUND when it does not exist for the caller */
export async function getAsset(api: GraphqlClient, id: AssetId): Promise<Asset> {
  const { asset } = await api.request({
    query: `query ($id: ID!) { asset(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: z.object({ asset: AssetAnswer.nullable() }),
  });
  if (asset === null)
    throw new RefusedError('NOT_FOUND', `There is no asset ${id}, or you may not see it.`, {
      field: 'ASSET',
    });
  if (asset.id !== id) throw new UntrustworthyAnswerError(`asked for asset ${id}, it gave ${asset.id}`);
  requireOwnSlug(asset.holder);
  return asset;
}

const FoundAsset = z.object({
  id: z.string().transform((text) => parseAssetId(text)),
  title: z.object({ en: z.string().nullish(), zh: z.string().nullish() }),
  identifier: z.string().nullish(),
});
export type FoundAsset = z.infer<typeof FoundAsset>;

/** All that are given must hold. */
export interface AssetSearch {
  /** Words in any language. Where no asset has all of them, those that have the most are found. */
  readonly text?: string;
  /** Whether it can be licensed today. */
  readonly onOffer?: boolean;
  readonly holder?: OrganizationId;
}

/** Every asset that fits and that the caller may see: the best first with a text, the newest without. For why: `search.ts`. */
export async function searchAssets(api: GraphqlClient, search: AssetSearch): Promise<FoundAsset[]> {
  return readPages(api, {
    query: `query ($filter: AssetFilter!, $after: String) {
      page: assets(filter: $filter, first: 100, after: $after) {
        edges { node { id title { en zh } identifier } } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { filter: search },
    node: FoundAsset,
  });
}
