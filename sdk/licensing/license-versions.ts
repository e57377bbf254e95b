import { z } from 'zod';
import { parseAssetId, type AssetId, type LicenseId, type StatementHash } from '@lanran/protocol/kernel/ids';
import { RefusedError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { requireVersionOf, soldVersionAnswer, type SoldVersion } from './sold-version.ts';

const textAnswer = z.object({ en: z.string().nullish(), zh: z.string().nullish() });
const versionAnswer = soldVersionAnswer.extend({ title: textAnswer, creditLine: z.string().nullish() });
/** A version that a license opens, with what its files are to be credited by. */
export type LicensedVersion = z.infer<typeof versionAnswer>;

const Answer = z.object({
  asset: z.object({ id: z.string().transform((text) => parseAssetId(text)) }).nullish(),
  versions: z.array(z.object({ version: versionAnswer, takenAt: z.string().nullish() })),
  newerVersion: soldVersionAnswer.nullish(),
});

/** The versions of a license. */
export interface LicenseVersions {
  readonly assetId: AssetId;
  /** Those that it opens, oldest first. */
  readonly opened: readonly LicensedVersion[];
  /** The newest, which it does not open and lets its licensee take. */
  readonly newer: SoldVersion | null;
}

const FIELDS = `asset { id } versions { takenAt version { version statementHash statement numberProof title { en zh } creditLine } }
  newerVersion { version statementHash statement numberProof }`;

/** @throws RefusedError NOT_FOUND when the license or its asset does not exist for the caller */
export async function getLicenseVersions(api: GraphqlClient, id: LicenseId): Promise<LicenseVersions> {
  const { license } = await api.request({
    query: `query ($id: ID!) { license(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: z.object({ license: Answer.nullable() }),
  });
  if (license?.asset == null)
    throw new RefusedError('NOT_FOUND', `There is no license ${id}, or it is not yours.`, {
      field: 'LICENSE',
    });
  return {
    assetId: license.asset.id,
    opened: license.versions.map(({ version }) => version),
    newer: license.newerVersion ?? null,
  };
}

/**
 * The version whose files a license is asked for; null: the newest that it opens.
 * @throws RefusedError VERSION_NOT_LICENSED, LICENSE_WITHOUT_VERSION; UntrustworthyAnswerError
 */
export function chooseOpened(
  { assetId, opened }: LicenseVersions,
  number: number | null,
): LicensedVersion & { readonly hash: StatementHash } {
  const chosen = number === null ? opened.at(-1) : opened.find(({ version }) => version === number);
  if (chosen !== undefined) return { ...chosen, hash: requireVersionOf(assetId, chosen) };
  if (opened.length === 0)
    throw refusedInBoth('LICENSE_WITHOUT_VERSION', {
      en: 'This license opens no files: its terms name no published version of its asset.',
      zh: '此许可不开放任何文件：其条款未指明该资产的任何已发布版本。',
    });
  const numbers = opened.map(({ version }) => version);
  throw refusedInBoth('VERSION_NOT_LICENSED', {
    en: `This license opens ${numbers.length === 1 ? 'version' : 'versions'} ${numbers.join(', ')}, not version ${number}. If the asset has that version, take it where the license allows it, or license it.`,
    zh: `此许可开放第${numbers.join('、')}版，不含第${number}版。若该资产确有此版本，请在许可允许时取用该版本，或另行获得许可。`,
  });
}

/** Both languages, as the contracts' refusals have. */
function refusedInBoth(
  code: 'LICENSE_WITHOUT_VERSION' | 'VERSION_NOT_LICENSED',
  text: { readonly en: string; readonly zh: string },
): RefusedError {
  return new RefusedError(code, text.en, { argument: 'version', reasons: [{ code, data: {}, ...text }] });
}

/** Any published version of an asset, by its number. @throws RefusedError VERSION_UNKNOWN */
export async function findVersion(
  api: GraphqlClient,
  assetId: AssetId,
  number: number,
): Promise<SoldVersion> {
  const { asset } = await api.request({
    query: `query ($id: ID!) { asset(id: $id) { versions { version statementHash statement numberProof } } }`,
    variables: { id: assetId },
    answer: z.object({ asset: z.object({ versions: z.array(soldVersionAnswer) }).nullable() }),
  });
  const found = asset?.versions.find(({ version }) => version === number);
  if (found === undefined)
    throw new RefusedError('VERSION_UNKNOWN', `Asset ${assetId} has no version ${number}.`, {
      argument: 'version',
    });
  return found;
}
