import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SignedStatementsService } from '../services/signed-statements.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import {
  SignedStatementInput,
  SignedStatementsInput,
  toSignedStatement,
  toSignedStatements,
} from './signed-statement-input.ts';
import { RecordedStatement, toRecordedStatement } from './recorded-statement.ts';

export interface SignedStatementResolverServices {
  readonly signedStatements: Pick<SignedStatementsService, 'record' | 'recordAll'>;
}

/** What parties sign about an asset and its licenses. */
@Resolver()
export class SignedStatementResolver {
  readonly #services: SignedStatementResolverServices;

  constructor(services: SignedStatementResolverServices) {
    this.#services = services;
  }

  @Mutation(() => RecordedStatement, {
    complexity: ACT_COST,
    description:
      'Appends an agreement (`agreed`, for holder, community and licensee) a usage report (`used`, for the licensee) or a review (`attested`, for accreditors and auditors); a repeat answers the same.',
  })
  async recordStatement(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => SignedStatementInput) input: SignedStatementInput,
  ): Promise<RecordedStatement> {
    return toRecordedStatement(await this.#services.signedStatements.record(actor, toSignedStatement(input)));
  }

  @Mutation(() => [RecordedStatement], {
    complexity: ACT_COST,
    description:
      'As recordStatement of each, under one signature: all are checked before the first is written. A repeat answers the same.',
  })
  async recordStatements(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => SignedStatementsInput) input: SignedStatementsInput,
  ): Promise<RecordedStatement[]> {
    const { signedStatements } = this.#services;
    return (await signedStatements.recordAll(actor, toSignedStatements(input))).map(toRecordedStatement);
  }
}
