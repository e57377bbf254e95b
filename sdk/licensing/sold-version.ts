import { z } from 'zod';
import { verifyField } from '@lanran/protocol/log/body';
import { parseRevealedBody } from '@lanran/protocol/proofs/bundle-parts';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { type LicenseAgreement, parseLicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { parseStatementHash, type AssetId, type StatementHash } from '@lanran/protocol/kernel/ids';
import { parseStatement, statementHash, type Statement } from '@lanran/protocol/log/statement';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';

export const soldVersionAnswer = z.object({
  version: z.number().int(),
  statementHash: z.string().transform((text) => parseStatementHash(text)),
  /** JSON of docs/formats.md. */
  statement: z.string(),
  /** JSON: the `body` of a proof bundle, which reveals the number, and the license agreement if any. */
  numberProof: z.string(),
  /** Of its files, those that were taken down; a license opens the others. */
  missingFileCount: z.number().int().optional(),
});
/** A version of an asset as the platform tells it. */
export type SoldVersion = z.infer<typeof soldVersionAnswer>;

const VERSION_KINDS: readonly string[] = ['published', 'revised'];

/**
 * The hash by which terms name the version: of a statement of this very asset that makes a version, as shown with it, and has
 * the number that it is called by.
 * @throws UntrustworthyAnswerError
 */
export function requireVersionOf(
  assetId: AssetId,
  told: Pick<SoldVersion, 'version' | 'statementHash' | 'statement' | 'numberProof'>,
): StatementHash {
  const statement = parse(told.statement);
  if (statementHash(statement) !== told.statementHash)
    throw new UntrustworthyAnswerError(
      `the statement shown for version ${told.version} is not ${told.statementHash}`,
    );
  if (statement.assetId !== assetId)
    throw new UntrustworthyAnswerError(`version ${told.version} is one of asset ${statement.assetId}`);
  if (!VERSION_KINDS.includes(statement.kind))
    throw new UntrustworthyAnswerError(`its ${statement.kind} statement is of no version of an asset`);
  if (numberIn(told.numberProof, statement) !== told.version)
    throw new UntrustworthyAnswerError(`the statement shown for version ${told.version} has another number`);
  return told.statementHash;
}

/**
 * The holder's license agreement that the version names, as its statement proves it; null where none is shown. The statement has to
 * be the one that `requireVersionOf` found.
 * @throws UntrustworthyAnswerError
 */
export function agreementIn({
  statement,
  numberProof,
}: Pick<SoldVersion, 'statement' | 'numberProof'>): LicenseAgreement | null {
  const value = provenIn(numberProof, parse(statement), 'agreement');
  return value === null ? null : read(() => parseLicenseAgreement(value));
}

/** The number that the statement's body has. @throws UntrustworthyAnswerError when it is not proven */
function numberIn(proof: string, statement: Statement): JsonValue {
  const number = provenIn(proof, statement, 'version');
  if (number === null) throw new UntrustworthyAnswerError('the number of the version is not proven');
  return number;
}

/** Null where the field is not shown. @throws UntrustworthyAnswerError when the statement does not have it so */
function provenIn(proof: string, { bodyHash }: Statement, name: string): JsonValue {
  const { size, fields } = read(() => parseRevealedBody(JSON.parse(proof), 'numberProof'));
  const field = fields.find((each) => each.name === name);
  if (field === undefined) return null;
  if (!verifyField(field, { bodyHash, size }).ok)
    throw new UntrustworthyAnswerError(
      `the ${name === 'version' ? 'number' : name} of the version is not proven`,
    );
  return field.value;
}

function parse(text: string): Statement {
  return read(() => parseStatement(JSON.parse(text)));
}

function read<T>(parseText: () => T): T {
  try {
    return parseText();
  } catch (cause) {
    if (!(cause instanceof ProtocolError || cause instanceof SyntaxError)) throw cause;
    throw new UntrustworthyAnswerError('the statement of the version can’t be read', { cause });
  }
}
