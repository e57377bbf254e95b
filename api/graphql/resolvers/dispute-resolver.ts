import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../domain/errors.ts';
import type { GraphqlContext } from '../context.ts';
import { DisputeNode } from '../types/dispute-node.ts';
import { OrganizationNode, toOrganizationNode } from '../types/organization-node.ts';

@Resolver(() => DisputeNode)
export class DisputeResolver {
  @FieldResolver(() => OrganizationNode, { description: 'The community or auditor that disputes the asset.' })
  async organization(
    @Root() { source }: DisputeNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const organization = await loaders.organizations.load(source.organizationId);
    if (organization === null) throw new NotFoundError(`Organization ${source.organizationId}`);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null when its text was not stated here.' })
  async reason(@Root() { source }: DisputeNode, @Ctx() { loaders }: GraphqlContext): Promise<string | null> {
    return loaders.reasons.load(source.reasonHash);
  }
}
