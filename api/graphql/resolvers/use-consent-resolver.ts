import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrganizationId } from '@lanran/protocol/ids';
import type { GraphqlContext } from '../context.ts';
import { OrganizationNode, toOrganizationNode } from '../types/organization-node.ts';
import { OfferNode } from '../types/licensing-nodes.ts';
import { UseConsentNode } from '../types/use-consent-node.ts';

/** Of what one organization alone may take. */
@Resolver(() => UseConsentNode)
export class UseConsentResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Who may be sold the license.' })
  async licensee(@Root() { source }: UseConsentNode, @Ctx() context: GraphqlContext) {
    return findOrganization(context, source.licensee);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'The holder it names.' })
  async holder(@Root() { source }: UseConsentNode, @Ctx() context: GraphqlContext) {
    return findOrganization(context, source.holder);
  }
}

@Resolver(() => OfferNode)
export class OfferResolver {
  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'The one organization that can take it; null: anybody.',
  })
  async licensee(@Root() { source }: OfferNode, @Ctx() context: GraphqlContext) {
    return source.licensee === null ? null : findOrganization(context, source.licensee);
  }
}

async function findOrganization(
  { loaders }: GraphqlContext,
  id: OrganizationId,
): Promise<OrganizationNode | null> {
  const organization = await loaders.organizations.load(id);
  return organization === null ? null : toOrganizationNode(organization);
}
