import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../context.ts';
import { toOrganizationId } from '../inputs/parse.ts';
import { OrganizationNode, toOrganizationNode } from '../types/organization-node.ts';
import { StatementEntry } from '../types/statement-entry.ts';

@Resolver(() => StatementEntry)
export class StatementResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Whose act it was.' })
  async organization(
    @Root() { organizationId }: StatementEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    if (organizationId === null) return null;
    const organization = await loaders.organizations.load(toOrganizationId(organizationId, 'organization'));
    return organization === null ? null : toOrganizationNode(organization);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why, of a dispute and its end; null when its text was not stated here.',
  })
  async reason(
    @Root() { reasonHash }: StatementEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return reasonHash === null ? null : loaders.reasons.load(reasonHash);
  }
}
