import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { StatementHistory } from '../services/statement-history.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { StatementEntry, toStatementEntry } from './statement-entry.ts';

export interface OrganizationAdmissionResolverServices {
  readonly history: Pick<StatementHistory, 'admissionOf'>;
}

/** The statement that an organization was admitted. */
@Resolver(() => OrganizationNode)
export class OrganizationAdmissionResolver {
  readonly #services: OrganizationAdmissionResolverServices;

  constructor(services: OrganizationAdmissionResolverServices) {
    this.#services = services;
  }

  @FieldResolver(() => StatementEntry, {
    nullable: true,
    complexity: LIST_COST,
    description: 'The statement that it was admitted; null while it was not.',
  })
  async admission(@Root() { id }: OrganizationNode): Promise<StatementEntry | null> {
    const entry = await this.#services.history.admissionOf(toOrganizationId(id, 'organization'));
    return entry === null ? null : toStatementEntry(entry);
  }
}
