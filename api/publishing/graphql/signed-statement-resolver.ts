import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { SignedStatementsService } from '../services/signed-statements.ts';
import type { StatementHistory } from '../../provenance/services/statement-history.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST } from '../../platform/graphql/cost.ts';
import { SignedStatementInput, toSignedStatement } from './signed-statement-input.ts';
import { LicenseNode } from '../../licensing/graphql/license-nodes.ts';
import { RecordedStatement, toRecordedStatement } from './recorded-statement.ts';
import { StatementEntry, toStatementEntry } from '../../provenance/graphql/statement-entry.ts';

export interface SignedStatementResolverServices {
  readonly signedStatements: Pick<SignedStatementsService, 'record'>;
  readonly history: Pick<StatementHistory, 'ofLicense'>;
}

/** What parties sign about an asset and its licenses. */
@Resolver(() => LicenseNode)
export class SignedStatementResolver {
  readonly #services: SignedStatementResolverServices;

  constructor(services: SignedStatementResolverServices) {
    this.#services = services;
  }

  @Mutation(() => RecordedStatement, {
    complexity: ACT_COST,
    description:
      'Appends an agreement (`agreed`, for holder, community and licensee) or a usage report (`used`, for the licensee); a repeat answers the same.',
  })
  async recordStatement(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => SignedStatementInput) input: SignedStatementInput,
  ): Promise<RecordedStatement> {
    return toRecordedStatement(await this.#services.signedStatements.record(actor, toSignedStatement(input)));
  }

  @FieldResolver(() => [StatementEntry], {
    complexity: LIST_COST,
    description: 'What was stated about it, reports of its use among it: the last 100, newest first.',
  })
  async statements(@Root() { source }: LicenseNode): Promise<StatementEntry[]> {
    return (await this.#services.history.ofLicense(source)).map(toStatementEntry);
  }
}
