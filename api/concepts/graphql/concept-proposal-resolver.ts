import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST, pageCost } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import { DEFAULT_PAGE, MAX_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import { keyOf } from '../domain/concept.ts';
import { changedParts } from '../domain/concept-difference.ts';
import type { ConceptFormat } from '../domain/concept-format.ts';
import { parseConcept } from '../domain/concept-input.ts';
import type { ProposalState } from '../domain/concept-proposal.ts';
import type { ConceptBrowsing } from '../services/concept-browsing.ts';
import type { ConceptImports } from '../services/concept-imports.ts';
import type { ConceptProposals, ProposalRights } from '../services/concept-proposals.ts';
import { ConceptFields } from './concept-inputs.ts';
import { ConceptChange, toConceptNode, toProposedConcept } from './concept-node.ts';
import {
  ConceptImport,
  ConceptProposalConnection,
  ConceptProposalNode,
  toImport,
  toProposalNode,
} from './concept-proposal-node.ts';
import { ConceptFormatEnum, ProposalStateEnum } from './enums.ts';

export interface ConceptProposalServices {
  readonly conceptProposals: ConceptProposals;
  readonly conceptBrowsing: Pick<ConceptBrowsing, 'current'>;
  readonly conceptImports: ConceptImports;
}

@ArgsType()
class ConceptProposalsArgs {
  @Field(() => ProposalStateEnum, { nullable: true, description: 'Null: every state.' })
  declare readonly state?: ProposalState | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

@ArgsType()
class ConceptDocumentArgs {
  @Field(() => ID, { description: 'The organization that proposes.' })
  declare readonly organizationId: string;

  @Field(() => ConceptFormatEnum)
  declare readonly format: ConceptFormat;

  @Field(() => String, { description: 'At most 1 MB and 2,000 concepts.' })
  declare readonly document: string;
}

@ArgsType()
class ProposeConceptsArgs extends ConceptDocumentArgs {
  @Field(() => String, { nullable: true, description: 'Why, for who decides.' })
  declare readonly message?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Accept them as well; for who may.' })
  declare readonly accept: boolean;
}

/** Adding and changing concepts. */
@Resolver(() => ConceptProposalNode)
export class ConceptProposalResolver {
  readonly #services: ConceptProposalServices;

  constructor(services: ConceptProposalServices) {
    this.#services = services;
  }

  @Query(() => ConceptProposalConnection, {
    complexity: pageCost,
    description: 'Those that the signed-in key may see, newest first.',
  })
  async conceptProposals(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => ConceptProposalsArgs) { state, first, after }: ConceptProposalsArgs,
  ): Promise<ConnectionOf<ConceptProposalNode>> {
    const page = parsePageRequest(first, after);
    return toConnection(
      await this.#services.conceptProposals.list(actor, state ?? null, page),
      toProposalNode,
    );
  }

  @Query(() => ConceptProposalNode, { nullable: true })
  async conceptProposal(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ConceptProposalNode> {
    return toProposalNode(await this.#services.conceptProposals.get(actor, id));
  }

  @Query(() => ConceptImport, {
    complexity: ACT_COST,
    description: 'What `proposeConcepts` would do, and refuse, without doing it.',
  })
  async checkConcepts(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => ConceptDocumentArgs) { organizationId, ...document }: ConceptDocumentArgs,
  ): Promise<ConceptImport> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toImport(await this.#services.conceptImports.check(actor, { ...document, organizationId: id }));
  }

  @Mutation(() => ConceptProposalNode, {
    complexity: ACT_COST,
    description:
      'By an owner or editor of the organization: a new concept, or a changed one with the same code.',
  })
  async proposeConcept(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('concept', () => ConceptFields) concept: ConceptFields,
    @Arg('message', () => String, { nullable: true, description: 'Why, for who decides.' })
    message?: string | null,
  ): Promise<ConceptProposalNode> {
    const proposal = await this.#services.conceptProposals.propose(actor, {
      organizationId: toOrganizationId(organizationId, 'organizationId'),
      concepts: [parseConcept(concept, 'concept')],
      message,
      accept: false,
    });
    return toProposalNode(proposal);
  }

  @Mutation(() => ConceptImport, {
    complexity: ACT_COST,
    description: 'One proposal of all that a document has, or, where anything of it is wrong, none.',
  })
  async proposeConcepts(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => ProposeConceptsArgs) { organizationId, ...document }: ProposeConceptsArgs,
  ): Promise<ConceptImport> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toImport(await this.#services.conceptImports.propose(actor, { ...document, organizationId: id }));
  }

  @Mutation(() => ConceptProposalNode, {
    complexity: ACT_COST,
    description: 'By an owner or editor of the organization that proposed it.',
  })
  async withdrawConceptProposal(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ConceptProposalNode> {
    return toProposalNode(await this.#services.conceptProposals.withdraw(actor, id));
  }

  @Mutation(() => ConceptProposalNode, {
    complexity: ACT_COST,
    description: 'By an owner or editor of the accreditor, or of the community whose own concepts they are.',
  })
  async acceptConceptProposal(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ConceptProposalNode> {
    return toProposalNode(await this.#services.conceptProposals.accept(actor, id));
  }

  @Mutation(() => ConceptProposalNode, {
    complexity: ACT_COST,
    description: 'By who may accept, with the reason for who proposed it.',
  })
  async declineConceptProposal(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<ConceptProposalNode> {
    return toProposalNode(await this.#services.conceptProposals.decline(actor, id, reason));
  }

  @FieldResolver(() => OrganizationNode)
  async organization(
    @Root() { about }: ConceptProposalNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const organization = await loaders.of(ORGANIZATIONS).load(about.organizationId);
    if (organization === null) throw new NotFoundError(`Organization ${about.organizationId}`);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => [ConceptChange], {
    complexity: LIST_COST,
    description: 'Some of its concepts, with what differs from the present ones.',
  })
  async changes(
    @Root() { about }: ConceptProposalNode,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE, description: 'At most 100.' }) first: number,
    @Arg('from', () => Int, { defaultValue: 0, description: 'How many to leave out before them.' })
    from: number,
  ): Promise<ConceptChange[]> {
    if (first < 1 || first > MAX_PAGE) throw new BadInputError('first', `must be 1 to ${MAX_PAGE}.`);
    if (from < 0) throw new BadInputError('from', 'must be 0 or more.');
    const concepts = await this.#services.conceptBrowsing.current();
    return about.concepts.slice(from, from + first).map((concept) => {
      const present = concepts.get(keyOf(concept));
      return {
        proposed: toProposedConcept(concept),
        present: present === null ? null : toConceptNode(present),
        changed: present === null ? [] : changedParts(present, concept),
      };
    });
  }

  @FieldResolver(() => Boolean, { description: 'May the signed-in key accept it?' })
  async mayAccept(@Root() node: ConceptProposalNode, @Ctx() context: GraphqlContext): Promise<boolean> {
    return (await this.#rightsOf(node, context)).mayAccept;
  }

  @FieldResolver(() => Boolean, { description: 'May the signed-in key decline it?' })
  async mayDecline(@Root() node: ConceptProposalNode, @Ctx() context: GraphqlContext): Promise<boolean> {
    return (await this.#rightsOf(node, context)).mayDecline;
  }

  @FieldResolver(() => Boolean, { description: 'May the signed-in key withdraw it?' })
  async mayWithdraw(@Root() node: ConceptProposalNode, @Ctx() context: GraphqlContext): Promise<boolean> {
    return (await this.#rightsOf(node, context)).mayWithdraw;
  }

  async #rightsOf({ about }: ConceptProposalNode, { actor }: GraphqlContext): Promise<ProposalRights> {
    const present = await this.#services.conceptBrowsing.current();
    return this.#services.conceptProposals.rightsOf(actor, present, about);
  }
}
