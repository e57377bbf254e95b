import { Field, InputType } from 'type-graphql';
import { parseBody } from '@lanran/protocol/log/body';
import { parseStatement } from '@lanran/protocol/log/statement';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { SignedStatement, SignedStatementBatch } from '../services/signed-statements.ts';
import { parseBytes, parseInput } from '../../platform/graphql/parse-input.ts';

@InputType({
  description: 'An agreement, a usage report or a review, made and signed on your side (docs/formats.md).',
})
export class SignedStatementInput {
  @Field(() => String, { description: 'JSON: the statement, of kind `agreed`, `used` or `attested`.' })
  declare readonly statement: string;

  @Field(() => String, { description: 'JSON: `{fields}` with salts; its root is `statement.bodyHash`.' })
  declare readonly body: string;

  @Field(() => String, { description: "A member's over the statement: 65 bytes of hex." })
  declare readonly signature: string;
}

@InputType({ description: 'One of the statements under a signature.' })
export class StatementOfBatchInput {
  @Field(() => String, { description: 'JSON, as in SignedStatementInput.' })
  declare readonly statement: string;

  @Field(() => String, { description: 'JSON: `{fields}` with salts.' })
  declare readonly body: string;
}

@InputType({ description: 'Statements under one signature, made and signed on your side (docs/formats.md).' })
export class SignedStatementsInput {
  @Field(() => [StatementOfBatchInput], { description: '1 to 50, in the order that was signed.' })
  declare readonly statements: readonly StatementOfBatchInput[];

  @Field(() => String, { description: "A member's over the batch of the statements: 65 bytes of hex." })
  declare readonly signature: string;
}

/** @throws BadInputError naming the member */
export function toSignedStatement({ signature, ...said }: SignedStatementInput): SignedStatement {
  return { ...toStatement(said), signature: parseBytes(signature, 'signature') };
}

/** @throws BadInputError naming the member */
export function toSignedStatements({ statements, signature }: SignedStatementsInput): SignedStatementBatch {
  return { statements: statements.map(toStatement), signature: parseBytes(signature, 'signature') };
}

function toStatement({ statement, body }: StatementOfBatchInput): Omit<SignedStatement, 'signature'> {
  return {
    statement: parseInput(() => parseStatement(parseJson(statement, 'statement'))),
    body: parseInput(() => parseBody(parseJson(body, 'body'))),
  };
}

function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInputError(field, 'is not JSON.');
  }
}
