import { requireVersionOf } from '@lanran/sdk/licensing/sold-version';
import { UntrustworthyAnswerError } from '@lanran/sdk/kernel/errors';
import { type AssetId, parseStatementHash } from '@lanran/protocol/kernel/ids';

interface ToldVersion {
  readonly version: number;
  readonly statementHash: string;
  /** JSON of docs/formats.md. */
  readonly statement: string;
  /** JSON: the `body` of a proof bundle. */
  readonly numberProof: string;
}

/** Is the hash by which terms would name the version that of a statement which makes a version of this asset? */
export function isVersionOf(assetId: AssetId, told: ToldVersion): boolean {
  try {
    requireVersionOf(assetId, { ...told, statementHash: parseStatementHash(told.statementHash) });
    return true;
  } catch (error) {
    if (error instanceof UntrustworthyAnswerError) return false;
    throw error;
  }
}
