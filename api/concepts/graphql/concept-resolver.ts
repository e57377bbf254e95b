import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST, pageCost } from '../../platform/graphql/cost.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import { keyOf } from '../domain/concept.ts';
import { parseKey } from '../domain/concept-input.ts';
import type { ConceptBrowsing } from '../services/concept-browsing.ts';
import { ConceptFilterInput } from './concept-inputs.ts';
import {
  ConceptConnection,
  ConceptNode,
  ProposedConcept,
  toConceptNode,
  toProposedConcept,
} from './concept-node.ts';

@ArgsType()
class ConceptsArgs {
  @Field(() => ConceptFilterInput, { nullable: true })
  declare readonly filter?: ConceptFilterInput | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

/** Accepted concepts, for everybody. */
@Resolver(() => ConceptNode)
export class ConceptResolver {
  readonly #browsing: ConceptBrowsing;

  constructor(browsing: ConceptBrowsing) {
    this.#browsing = browsing;
  }

  @Query(() => ConceptNode, { nullable: true })
  async concept(
    @Arg('vocabulary', () => String) vocabulary: string,
    @Arg('code', () => String) code: string,
  ): Promise<ConceptNode> {
    return toConceptNode(await this.#browsing.get(vocabulary, code));
  }

  @Query(() => ConceptConnection, {
    complexity: pageCost,
    description: 'By vocabulary and code; with a text, the nearest first.',
  })
  async concepts(
    @Args(() => ConceptsArgs) { filter, first, after }: ConceptsArgs,
  ): Promise<ConnectionOf<ConceptNode>> {
    const { broader = null, ...others } = filter ?? {};
    const asked = {
      ...others,
      ...(broader !== null && { broader: parseKey(broader, 'filter.broader') }),
    };
    return toConnection(await this.#browsing.list(asked, parsePageRequest(first, after)), toConceptNode);
  }

  @FieldResolver(() => [ConceptNode], { complexity: LIST_COST, description: 'One step above.' })
  async broader(@Root() { about }: ConceptNode): Promise<ConceptNode[]> {
    return (await this.#browsing.current()).broaderOf(about).map(toConceptNode);
  }

  @FieldResolver(() => [ConceptNode], {
    complexity: LIST_COST,
    description: 'From the top of the vocabulary down to its first broader one.',
  })
  async path(@Root() { about }: ConceptNode): Promise<ConceptNode[]> {
    return (await this.#browsing.current()).pathTo(about).map(toConceptNode);
  }

  @FieldResolver(() => [ConceptNode], { complexity: LIST_COST, description: 'One step below.' })
  async narrower(@Root() { about }: ConceptNode): Promise<ConceptNode[]> {
    return (await this.#browsing.current()).childrenOf(keyOf(about)).map(toConceptNode);
  }

  @FieldResolver(() => Int, { description: 'Of all concepts below it, however far.' })
  async narrowerCount(@Root() { about }: ConceptNode): Promise<number> {
    return (await this.#browsing.current()).narrowerOf(keyOf(about)).length;
  }

  @FieldResolver(() => [ConceptNode], { complexity: LIST_COST })
  async related(@Root() { about }: ConceptNode): Promise<ConceptNode[]> {
    return (await this.#browsing.current()).relatedTo(about).map(toConceptNode);
  }

  @FieldResolver(() => ProposedConcept, {
    description: 'As it was accepted, with what it names itself: a change begins with it.',
  })
  accepted(@Root() { about }: ConceptNode): ProposedConcept {
    return toProposedConcept(about);
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'The community whose own concept it is; it decides about it too.',
  })
  async community(
    @Root() { about }: ConceptNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    if (about.community === null) return null;
    const community = await loaders.of(ORGANIZATIONS).load(about.community);
    return community === null ? null : toOrganizationNode(community);
  }
}
