import { z } from 'zod';
import { ProtocolError } from '@lanran/protocol/errors';
import { parseStatementHash, type AssetId, type StatementHash } from '@lanran/protocol/ids';
import { parseStatement, statementHash, type Statement } from '@lanran/protocol/statement';
import { UntrustworthyAnswerError } from './errors.ts';

export const soldVersionAnswer = z.object({
  version: z.number().int(),
  statementHash: z.string().transform((text) => parseStatementHash(text)),
  /** JSON of docs/formats.md. */
  statement: z.string(),
  /** Of its files, those that were taken down; a license opens the others. */
  missingFileCount: z.number().int().optional(),
});
/** A version of an asset as the platform tells it. */
export type SoldVersion = z.infer<typeof soldVersionAnswer>;

const VERSION_KINDS: readonly string[] = ['published', 'revised'];

/**
 * The hash by which terms name the version: of a statement of this very asset that makes a version, as shown with it.
 * @throws UntrustworthyAnswerError
 */
export function requireVersionOf(assetId: AssetId, told: SoldVersion): StatementHash {
  const statement = parse(told.statement);
  if (statementHash(statement) !== told.statementHash)
    throw new UntrustworthyAnswerError(
      `the statement shown for version ${told.version} is not ${told.statementHash}`,
    );
  if (statement.assetId !== assetId)
    throw new UntrustworthyAnswerError(`version ${told.version} is one of asset ${statement.assetId}`);
  if (!VERSION_KINDS.includes(statement.kind))
    throw new UntrustworthyAnswerError(`its ${statement.kind} statement is of no version of an asset`);
  return told.statementHash;
}

function parse(text: string): Statement {
  try {
    return parseStatement(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof ProtocolError || cause instanceof SyntaxError)) throw cause;
    throw new UntrustworthyAnswerError('the statement of the version can’t be read', { cause });
  }
}
