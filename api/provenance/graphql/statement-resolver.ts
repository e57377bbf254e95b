import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { StatementEntry } from './statement-entry.ts';
import { REASONS } from '../../log/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@Resolver(() => StatementEntry)
export class StatementResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Whose act it was.' })
  async organization(
    @Root() { organizationId }: StatementEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    if (organizationId === null) return null;
    const organization = await loaders
      .of(ORGANIZATIONS)
      .load(toOrganizationId(organizationId, 'organization'));
    return organization === null ? null : toOrganizationNode(organization);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why, of a dispute, its end, or a take-down; null when its text was not stated here.',
  })
  async reason(
    @Root() { reasonHash }: StatementEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return reasonHash === null ? null : loaders.of(REASONS).load(reasonHash);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'JSON: of a take-down, its scope (`{}`: the whole asset); null when nobody here knows it.',
  })
  async scope(
    @Root() { scopeHash }: StatementEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    if (scopeHash === ZERO_32) return '{}';
    return scopeHash === null ? null : loaders.of(REASONS).load(scopeHash);
  }
}
