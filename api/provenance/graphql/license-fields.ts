import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { StatementHistory } from '../services/statement-history.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { LicenseNode } from '../../licensing/graphql/license-nodes.ts';
import { StatementEntry, toStatementEntry } from './statement-entry.ts';

export interface LicenseStatementsResolverServices {
  readonly history: Pick<StatementHistory, 'ofLicense'>;
}

/** What was stated about a license. */
@Resolver(() => LicenseNode)
export class LicenseStatementsResolver {
  readonly #services: LicenseStatementsResolverServices;

  constructor(services: LicenseStatementsResolverServices) {
    this.#services = services;
  }

  @FieldResolver(() => [StatementEntry], {
    complexity: LIST_COST,
    description: 'What was stated about it, reports of its use among it: the last 100, newest first.',
  })
  async statements(@Root() { source }: LicenseNode): Promise<StatementEntry[]> {
    return (await this.#services.history.ofLicense(source)).map(toStatementEntry);
  }
}
