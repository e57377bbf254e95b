import { z } from 'zod';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { parseAssetId, parseOrganizationId, type LicenseId } from '@lanran/protocol/kernel/ids';
import { moneyAnswer } from '../kernel/money.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { nullIfNotFound } from '../kernel/not-found.ts';
import { agreementIn, soldVersionAnswer } from './sold-version.ts';

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
  version: soldVersionAnswer.nullish(),
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
export interface LicenseState extends Omit<z.infer<typeof LicenseStateAnswer>, 'version'> {
  /** The one that was sold; absent where the terms name none. */
  readonly version?: { readonly version: number } | null | undefined;
  /** The holder's license agreement that it names, as its statement proves it; null: none. */
  readonly agreement: LicenseAgreement | null;
}

const FIELDS = `id version { version statementHash statement numberProof } versions { version { version title { en zh } creditLine } } newerVersion { version } asset { id } licensee { id slug } media territories firstDay lastDay exclusive price { amount token }
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
  const license = found?.license ?? null;
  if (license === null) return null;
  const { version } = license;
  return { ...license, agreement: version == null ? null : agreementIn(version) };
}
