import { z } from 'zod';
import { parseAssetId, parseOrganizationId, type LicenseId } from '@lanran/protocol/kernel/ids';
import { moneyAnswer } from '../kernel/money.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { nullIfNotFound } from '../kernel/not-found.ts';

const textAnswer = z.object({ en: z.string().nullish(), zh: z.string().nullish() });
const creditedVersion = z.object({
  version: z.number().int(),
  title: textAnswer,
  creditLine: z.string().nullish(),
});

const LicenseStateAnswer = z.object({
  id: z.string(),
  asset: z.object({ id: z.string().transform((text) => parseAssetId(text)) }).nullish(),
  licensee: z.object({ id: z.string().transform((text) => parseOrganizationId(text)), slug: z.string() }),
  version: z.object({ version: z.number().int() }).nullish(),
  versions: z.array(z.object({ version: creditedVersion })),
  newerVersion: z.object({ version: z.number().int() }).nullish(),
  media: z.array(z.string()),
  territories: z.array(z.string()),
  firstDay: z.string(),
  lastDay: z.string(),
  exclusive: z.boolean(),
  price: moneyAnswer,
  rights: z.array(z.string()),
  origin: z.string(),
  parent: z.string().nullish(),
  isRevoked: z.boolean(),
  isLive: z.boolean(),
  revocation: z.object({ reasonHash: z.string(), reason: z.string().nullish(), at: z.string() }).nullish(),
  transaction: z.string(),
});
/** What a license allows, whose it is and whether it still counts. */
export type LicenseState = z.infer<typeof LicenseStateAnswer>;

const FIELDS = `id version { version } versions { version { version title { en zh } creditLine } } newerVersion { version } asset { id } licensee { id slug } media territories firstDay lastDay exclusive price { amount token }
  rights origin parent isRevoked isLive revocation { reasonHash reason at } transaction`;

/** Null when it does not exist for the caller. */
export async function findLicenseState(api: GraphqlClient, id: LicenseId): Promise<LicenseState | null> {
  const found = await nullIfNotFound(
    api.request({
      query: `query ($id: ID!) { license(id: $id) { ${FIELDS} } }`,
      variables: { id },
      answer: z.object({ license: LicenseStateAnswer.nullable() }),
    }),
  );
  return found?.license ?? null;
}
