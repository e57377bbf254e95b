import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { z } from 'zod';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { Bundle } from '@lanran/protocol/proofs/bundle';
import type { LicenseFacts, PackageParty } from '@lanran/protocol/packages/license-facts';
import { statementHash } from '@lanran/protocol/log/statement';
import { RefusedError } from '../kernel/errors.ts';
import { partyAnswer, requireOwnSlug } from '../kernel/party-answer.ts';
import { contractAddress, type Platform } from '../kernel/session.ts';
import { requireTerms } from '../licensing/licenses.ts';
import { digestsAnswer, type LateDigests } from './late-digests.ts';

const textAnswer = z
  .object({ en: z.string().nullish(), zh: z.string().nullish() })
  .transform(({ en, zh }) => ({ ...(en != null && { en }), ...(zh != null && { zh }) }));
const namedParty = partyAnswer.extend({ name: textAnswer });

const Answer = z.object({
  terms: z.string(),
  holder: namedParty,
  licensee: namedParty,
  soldAt: z.string(),
  transaction: z.string(),
  versions: z.array(
    z.object({
      version: z.object({
        version: z.number().int(),
        title: textAnswer,
        creditLine: z.string().nullish(),
        files: z.array(z.object({ sha256: z.string(), digests: digestsAnswer.nullish() })),
      }),
    }),
  ),
});

export interface PackageFacts {
  readonly facts: LicenseFacts;
  /** By SHA-256; of the first 1,000 files. */
  readonly digests: ReadonlyMap<string, LateDigests>;
}

const FIELDS = `terms holder { id slug name { en zh } } licensee { id slug name { en zh } } soldAt transaction
  versions { version { version title { en zh } creditLine files { sha256 digests { md5 c4 } } } }`;

/**
 * What a package says of a license and the version that it holds. `bundle` proves that version.
 * @throws RefusedError NOT_FOUND when the license does not exist for the caller, UntrustworthyAnswerError with other terms than its id's
 */
export async function getPackageFacts(
  { api, deployment, apiUrl }: Pick<Platform, 'api' | 'deployment' | 'apiUrl'>,
  {
    licenseId,
    version,
    bundle,
    agreement,
  }: {
    readonly licenseId: LicenseId;
    readonly version: number;
    readonly bundle: Bundle;
    readonly agreement: LicenseFacts['agreement'];
  },
): Promise<PackageFacts> {
  const { license } = await api.request({
    query: `query ($id: ID!) { license(id: $id) { ${FIELDS} } }`,
    variables: { id: licenseId },
    answer: z.object({ license: Answer.nullable() }),
  });
  const opened = license?.versions.find((each) => each.version.version === version)?.version;
  if (license === null || opened === undefined)
    throw new RefusedError('NOT_FOUND', `There is no license ${licenseId}, or it is not yours.`, {
      field: 'LICENSE',
    });
  const terms = requireTerms(license.terms, licenseId);
  const facts: LicenseFacts = {
    licenseId,
    terms,
    holder: partyOf(license.holder),
    licensee: partyOf(license.licensee),
    asset: { id: bundle.statement.assetId, title: opened.title, creditLine: opened.creditLine ?? null },
    version: { number: version, statementHash: statementHash(bundle.statement) },
    currency: currencyAt(deployment.currencies, terms.token),
    soldAt: license.soldAt,
    transaction: license.transaction,
    chainId: deployment.chainId.toString(),
    contract: contractAddress(deployment, 'LicenseToken'),
    leaf: { logId: bundle.logId, index: bundle.leaf.index },
    hostname: new URL(apiUrl).host,
    agreement,
  };
  return {
    facts,
    digests: new Map(
      opened.files.flatMap(({ sha256, digests }) => (digests == null ? [] : [[sha256, digests]])),
    ),
  };
}

function partyOf(answer: z.infer<typeof namedParty>): PackageParty {
  return requireOwnSlug(answer);
}
