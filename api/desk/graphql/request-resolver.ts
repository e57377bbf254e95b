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
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST, pageCost } from '../../platform/graphql/cost.ts';
import { toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { PartyRole } from '../domain/request.ts';
import type { RequestState } from '../domain/request-state.ts';
import type { AnswerKind, RequestAnswering } from '../services/request-answering.ts';
import type { RequestEvents } from '../services/request-events.ts';
import type { RequestReading } from '../services/request-reading.ts';
import type { RequestSending } from '../services/request-sending.ts';
import { INBOX_ASSETS } from './loaders.ts';
import { AnswerKindEnum, PartyRoleEnum, RequestStateEnum } from './request-enums.ts';
import { RequestEventNode, toEventNode } from './request-event-node.ts';
import { AskForUseInput, TermsChangeInput, toQuestion, toTermsChange } from './request-inputs.ts';
import {
  RequestConnection,
  RequestEntryNode,
  RequestItemNode,
  RequestNode,
  RequestObstaclesNode,
  RequestPartyNode,
  toEntryNode,
  toItemNode,
  toObstaclesNode,
  toRequestNode,
} from './request-nodes.ts';

/** An entry has up to 10,000 characters: threads are read one by one, and not for a list of requests. */
const WORDS_COST = 10;
/** States are computed: up to 1,000 threads are read for those of one state. */
const LOOK_THROUGH_COST = 500;
/** Reads the organization, and asks whose council the key is. */
const HANDLER_COST = 5;

@ArgsType()
class RequestsArgs {
  @Field(() => PartyRoleEnum, { nullable: true, description: 'What you are in them.' })
  declare readonly role?: PartyRole | null;

  @Field(() => RequestStateEnum, {
    nullable: true,
    description: 'Looked for among the 1,000 that changed last.',
  })
  declare readonly state?: RequestState | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

@ArgsType()
class AnswerRequestArgs {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => Int, { description: 'The last entry that you read; a later one is a CONFLICT.' })
  declare readonly after: number;

  @Field(() => AnswerKindEnum)
  declare readonly kind: AnswerKind;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Left out: what waits for an answer, and for a COUNTER also what is agreed on. To decline that, name it.',
  })
  declare readonly assetIds?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 10,000 characters; a DECLINE, and a MESSAGE without files, need some.',
  })
  declare readonly message?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'At most 5 files that you uploaded for the request: POST /requests/{id}/files.',
  })
  declare readonly files?: readonly string[] | null;

  @Field(() => TermsChangeInput, { nullable: true, description: 'Of a COUNTER.' })
  declare readonly terms?: TermsChangeInput | null;

  @Field(() => ID, { nullable: true, description: 'For whom you write, if you are of several parties.' })
  declare readonly organizationId?: string | null;
}

interface RequestServices {
  readonly requestSending: RequestSending;
  readonly requestReading: RequestReading;
  readonly requestAnswering: RequestAnswering;
  readonly requestEvents: RequestEvents;
}

/** What is asked and answered between studios, councils and institutions. */
@Resolver(() => RequestNode)
export class RequestResolver {
  readonly #services: RequestServices;

  constructor(services: RequestServices) {
    this.#services = services;
  }

  @Query(() => RequestNode, { description: 'For its parties.' })
  async request(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<RequestNode> {
    return toRequestNode(await this.#services.requestReading.get(actor, id));
  }

  @Query(() => RequestConnection, {
    complexity: (question) => pageCost(question) + (question.args['state'] == null ? 0 : LOOK_THROUGH_COST),
    description: 'Those of which you are a party, the latest change first.',
  })
  async requests(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => RequestsArgs) { role, state, first, after }: RequestsArgs,
  ): Promise<ConnectionOf<RequestNode>> {
    const filter = { ...(role != null && { role }), ...(state != null && { state }) };
    const page = await this.#services.requestReading.list(actor, filter, parsePageRequest(first, after));
    return toConnection(page, toRequestNode);
  }

  @Mutation(() => [RequestNode], {
    complexity: ACT_COST,
    description: 'Makes a request to each holder and community of the assets; all or none.',
  })
  async askForUse(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => AskForUseInput) input: AskForUseInput,
  ): Promise<RequestNode[]> {
    const sent = await this.#services.requestSending.send(actor, toQuestion(input));
    const views = await this.#services.requestReading.describe(sent);
    return views.map((view) => toRequestNode({ ...view, roles: ['ASKER'] }));
  }

  @Mutation(() => RequestNode, { complexity: ACT_COST, description: 'Writes an entry into a thread.' })
  async answerRequest(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => AnswerRequestArgs) args: AnswerRequestArgs,
  ): Promise<RequestNode> {
    const { id, after, kind, assetIds, message, files, terms, organizationId } = args;
    const view = await this.#services.requestAnswering.answer(actor, id, {
      after,
      kind,
      assetIds: assetIds?.map((text, at) => toAssetId(text, `assetIds.${at}`)) ?? null,
      text: message ?? null,
      files: files ?? [],
      change: terms == null ? null : toTermsChange(terms),
      organizationId: toOptionalOrganization(organizationId),
    });
    return toRequestNode(view);
  }

  @Mutation(() => RequestNode, {
    complexity: ACT_COST,
    description: 'You look after it for your party from now on.',
  })
  async takeOverRequest(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('organizationId', () => ID, { nullable: true }) organizationId: string | null | undefined,
  ): Promise<RequestNode> {
    const party = toOptionalOrganization(organizationId);
    return toRequestNode(await this.#services.requestAnswering.takeOver(actor, id, party));
  }

  @FieldResolver(() => [RequestItemNode], { complexity: LIST_COST, description: 'One for each asset.' })
  items(@Root() { source }: RequestNode): RequestItemNode[] {
    return source.items.map((item) => toItemNode(source.request, item));
  }

  @FieldResolver(() => [RequestEntryNode], {
    complexity: ({ args, childComplexity }) =>
      pageCost({ args, childComplexity: WORDS_COST + childComplexity }),
    description: 'The thread, in order.',
  })
  async entries(
    @Root() { source }: RequestNode,
    @Arg('after', () => Int, { defaultValue: 0 }) after: number,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
  ): Promise<RequestEntryNode[]> {
    const entries = await this.#services.requestReading.written(source, { after, first });
    return entries.map((entry) => toEntryNode(source, entry));
  }

  @FieldResolver(() => [RequestObstaclesNode], {
    complexity: ACT_COST,
    description:
      'Of which assets an AGREE to the terms on the table or, with terms, a COUNTER is refused (ANSWER_IMPOSSIBLE), and why. Empty: of none.',
  })
  async obstacles(
    @Ctx() { actor }: GraphqlContext,
    @Root() { id }: RequestNode,
    @Arg('assetIds', () => [ID], { nullable: true, description: 'Left out: all that are not over.' })
    assetIds: readonly string[] | null | undefined,
    @Arg('terms', () => TermsChangeInput, { nullable: true }) terms: TermsChangeInput | null | undefined,
  ): Promise<RequestObstaclesNode[]> {
    const found = await this.#services.requestAnswering.foresee(actor, id, {
      assetIds: assetIds?.map((text, at) => toAssetId(text, `assetIds.${at}`)) ?? null,
      change: terms == null ? null : toTermsChange(terms),
    });
    return found.map(toObstaclesNode);
  }

  @FieldResolver(() => [RequestEventNode], {
    complexity: ACT_COST,
    description: 'What happened to its assets beside the thread, the oldest first.',
  })
  async events(@Root() { source }: RequestNode): Promise<RequestEventNode[]> {
    return (await this.#services.requestEvents.of(source)).map(toEventNode);
  }
}

@Resolver(() => RequestItemNode)
export class RequestItemResolver {
  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it does not exist for you.' })
  async asset(
    @Root() { assetId }: RequestItemNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    // An owner of a council's Safe reads for it, whether they name the Safe or not.
    const asset = await loaders.of(INBOX_ASSETS).load(assetId);
    return asset === null ? null : toAssetNode(asset);
  }
}

@Resolver(() => RequestEntryNode)
export class RequestEntryResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Null for a person of none.' })
  async organization(
    @Root() { writtenFor }: RequestEntryNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return findOrganization(context, writtenFor);
  }
}

@Resolver(() => RequestEventNode)
export class RequestEventResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Of TRANSFERRED, who has it then.' })
  async newHolder(
    @Root() { holderId }: RequestEventNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return findOrganization(context, holderId);
  }
}

@Resolver(() => RequestPartyNode)
export class RequestPartyResolver {
  readonly #requestReading: RequestReading;

  constructor(requestReading: RequestReading) {
    this.#requestReading = requestReading;
  }

  @FieldResolver(() => Boolean, {
    complexity: HANDLER_COST,
    description: 'Who looked after it no longer acts for this party.',
  })
  async hasHandlerLeft(@Root() { partyId, handledBy }: RequestPartyNode): Promise<boolean> {
    if (partyId === null || handledBy === null) return false;
    return !(await this.#requestReading.isHandled(handledBy, partyId));
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Null for a person of none.' })
  async organization(
    @Root() { partyId }: RequestPartyNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return findOrganization(context, partyId);
  }
}

async function findOrganization(
  { loaders }: GraphqlContext,
  id: OrganizationId | null,
): Promise<OrganizationNode | null> {
  const organization = id === null ? null : await loaders.of(ORGANIZATIONS).load(id);
  return organization === null ? null : toOrganizationNode(organization);
}

function toOptionalOrganization(text: string | null | undefined): OrganizationId | null {
  return text == null ? null : toOrganizationId(text, 'organizationId');
}
