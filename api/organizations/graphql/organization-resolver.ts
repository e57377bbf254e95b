import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { OrganizationKind } from '../../platform/kernel/actor.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { InstallationService } from '../../chain/services/installation.ts';
import type { OrganizationsService } from '../services/organizations.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST, pageCost } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { OrganizationKindEnum } from './enums.ts';
import { Money } from '../../chain/graphql/money.ts';
import {
  OrganizationConnection,
  OrganizationNode,
  Suspension,
  toOrganizationNode,
} from './organization-node.ts';
import { REASONS } from '../../log/graphql/loaders.ts';

export interface OrganizationResolverServices {
  readonly organizations: OrganizationsService;
  readonly installation: InstallationService;
}

@Resolver(() => OrganizationNode)
export class OrganizationResolver {
  readonly #organizations: OrganizationsService;
  readonly #installation: InstallationService;

  constructor({ organizations, installation }: OrganizationResolverServices) {
    this.#organizations = organizations;
    this.#installation = installation;
  }

  @Query(() => OrganizationNode, { nullable: true, description: 'By id or by slug.' })
  async organization(
    @Arg('id', () => ID, { nullable: true }) id: string | null | undefined,
    @Arg('slug', () => String, { nullable: true }) slug: string | null | undefined,
  ): Promise<OrganizationNode | null> {
    const found = await this.#find(id, slug);
    return found === null ? null : toOrganizationNode(found);
  }

  @Query(() => OrganizationConnection, {
    complexity: pageCost,
    description: 'By name; pending profiles included.',
  })
  async organizations(
    @Arg('kind', () => OrganizationKindEnum, { nullable: true }) kind: OrganizationKind | null | undefined,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<OrganizationNode>> {
    const page = await this.#organizations.list(kind ?? null, parsePageRequest(first, after));
    return toConnection(page, toOrganizationNode);
  }

  @FieldResolver(() => [Money], {
    complexity: CHAIN_COST,
    description: 'What it can claim now; empty when there is nothing.',
  })
  async credits(@Root() { id }: OrganizationNode): Promise<Money[]> {
    const credits = await this.#installation.creditsOf(toOrganizationId(id, 'organization'));
    return credits.map(({ amount, token }) => ({ amount: amount.toString(), token }));
  }

  @FieldResolver(() => Suspension, {
    nullable: true,
    description: 'Null while none is announced or in force.',
  })
  async suspension(
    @Root() { announced }: OrganizationNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Suspension | null> {
    if (announced === null) return null;
    return { ...announced, reason: await loaders.of(REASONS).load(announced.reasonHash) };
  }

  async #find(id: string | null | undefined, slug: string | null | undefined) {
    if (id != null) return this.#organizations.find(toOrganizationId(id, 'id'));
    if (slug != null) return this.#organizations.findBySlug(slug);
    throw new BadInputError('id', 'give an `id` or a `slug`.');
  }
}
