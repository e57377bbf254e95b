import { agreementIn, requireVersionOf } from '@lanran/sdk/licensing/sold-version';
import { UntrustworthyAnswerError } from '@lanran/sdk/kernel/errors';
import { type AssetId, parseStatementHash } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';

interface ToldVersion {
  readonly version: number;
  readonly statementHash: string;
  /** JSON of docs/formats.md. */
  readonly statement: string;
  /** JSON: the `body` of a proof bundle. */
  readonly numberProof: string;
}

/** Null where the hash by which terms would name the version is not that of a statement which makes a version of this asset. */
export function provenTermsOf(
  assetId: AssetId,
  told: ToldVersion,
): { readonly agreement: LicenseAgreement | null } | null {
  try {
    requireVersionOf(assetId, { ...told, statementHash: parseStatementHash(told.statementHash) });
    return { agreement: agreementIn(told) };
  } catch (error) {
    if (error instanceof UntrustworthyAnswerError) return null;
    throw error;
  }
}
