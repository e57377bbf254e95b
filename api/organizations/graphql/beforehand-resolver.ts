import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import type { Beforehand } from '../domain/beforehand.ts';
import { PROFILES } from './loaders.ts';
import { OrganizationNode } from './organization-node.ts';

/** What a community or institution says to whoever thinks of asking it. */
@Resolver(() => OrganizationNode)
export class BeforehandResolver {
  @FieldResolver(() => LocalizedText, { nullable: true, description: 'Uses that it welcomes.' })
  async welcome(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<LocalizedText | null> {
    return (await saidBy(organization, context)).welcome;
  }

  @FieldResolver(() => LocalizedText, { nullable: true, description: 'Uses that it never allows.' })
  async never(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<LocalizedText | null> {
    return (await saidBy(organization, context)).never;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'As it says itself.' })
  async answersWithinDays(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<number | null> {
    return (await saidBy(organization, context)).answersWithinDays;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The last day on which it takes no new requests, YYYY-MM-DD in UTC. Null: it takes them today.',
  })
  async closedUntil(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<string | null> {
    const { closedUntil } = await saidBy(organization, context);
    return closedUntil === null ? null : formatDay(closedUntil);
  }

  @FieldResolver(() => LocalizedText, { nullable: true, description: 'Why it takes none until then.' })
  async closedReason(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<LocalizedText | null> {
    return (await saidBy(organization, context)).closedReason;
  }
}

async function saidBy({ id }: OrganizationNode, { loaders }: GraphqlContext): Promise<Beforehand> {
  return loaders.of(PROFILES).load(toOrganizationId(id, 'organization'));
}
