import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ConsentNode } from './consent-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@Resolver(() => ConsentNode)
export class ConsentResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true })
  async community(
    @Root() { source }: ConsentNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    const community = await loaders.of(ORGANIZATIONS).load(source.community);
    return community === null ? null : toOrganizationNode(community);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'The holder it names.' })
  async holder(
    @Root() { source }: ConsentNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    const holder = await loaders.of(ORGANIZATIONS).load(source.holder);
    return holder === null ? null : toOrganizationNode(holder);
  }
}
