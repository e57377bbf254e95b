import { Field, InputType } from 'type-graphql';
import { parseBody } from '@lanran/protocol/log/body';
import { parseStatement } from '@lanran/protocol/log/statement';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { SignedStatement } from '../services/signed-statements.ts';
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

/** @throws BadInputError naming the member */
export function toSignedStatement({ statement, body, signature }: SignedStatementInput): SignedStatement {
  return {
    statement: parseInput(() => parseStatement(parseJson(statement, 'statement'))),
    body: parseInput(() => parseBody(parseJson(body, 'body'))),
    signature: parseBytes(signature, 'signature'),
  };
}

function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInputError(field, 'is not JSON.');
  }
}
