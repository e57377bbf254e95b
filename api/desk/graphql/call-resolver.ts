import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_READ, pageCost } from '../../platform/graphql/cost.ts';
import { LocalizedTextInput } from '../../platform/graphql/localized-text-input.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { DEFAULT_PAGE, MAX_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import { changeAsSeen } from '../domain/call.ts';
import { type CallReading, isShownIn } from '../services/call-reading.ts';
import type { CallProposing } from '../services/call-proposing.ts';
import type { CallWriting } from '../services/call-writing.ts';
import {
  CallsArgs,
  ChangeCallInput,
  OpenCallInput,
  toCallChange,
  toCallQuery,
  toNewCall,
} from './call-inputs.ts';
import { CALLS } from './call-loaders.ts';
import { CallChangeNode, CallConnection, CallNode, toCallChangeNode, toCallNode } from './call-nodes.ts';
import { RequestConnection, RequestNode, toRequestNode } from './request-nodes.ts';

/** Up to 200 assets are looked at, for those that the reader may see. */
const SEEN_COST = 50;
const DEFAULT_ASSETS = 50;

interface CallServices {
  readonly callReading: CallReading;
  readonly callProposing: CallProposing;
  readonly callWriting: CallWriting;
}

/** Calls for proposals: an institution or community says what it wants to see, and studios ask for a use. */
@Resolver(() => CallNode)
export class CallResolver {
  readonly #services: CallServices;

  constructor(services: CallServices) {
    this.#services = services;
  }

  @Query(() => CallNode)
  async call(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<CallNode> {
    return toCallNode(await this.#services.callReading.get(actor, id));
  }

  @Query(() => CallConnection, {
    complexity: (question) => SEEN_COST + pageCost(question),
    description:
      'Opened last first, of the 200 that were opened last. Calls of suspended organizations are not listed.',
  })
  async calls(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => CallsArgs) { filter, first, after }: CallsArgs,
  ): Promise<ConnectionOf<CallNode>> {
    const query = filter == null ? {} : toCallQuery(filter);
    const page = await this.#services.callReading.list(actor, query, parsePageRequest(first, after));
    return toConnection(page, toCallNode);
  }

  @Mutation(() => CallNode, {
    complexity: ACT_COST,
    description:
      'By owners and editors of an institution, or the council of a community. At most 50 are open.',
  })
  async openCall(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => OpenCallInput) input: OpenCallInput,
  ): Promise<CallNode> {
    return toCallNode(await this.#services.callWriting.open(actor, toNewCall(input)));
  }

  @Mutation(() => CallNode, { complexity: ACT_COST, description: 'While it is open; each change is listed.' })
  async changeCall(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('revision', () => Int, {
      description: 'The one that the change was made on; another is refused with CONFLICT.',
    })
    revision: number,
    @Arg('input', () => ChangeCallInput) input: ChangeCallInput,
  ): Promise<CallNode> {
    return toCallNode(await this.#services.callWriting.change(actor, id, revision, toCallChange(input)));
  }

  @Mutation(() => CallNode, {
    complexity: ACT_COST,
    description: 'It takes no more proposals from now on; what was proposed goes on. Again is the same.',
  })
  async closeCall(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<CallNode> {
    return toCallNode(await this.#services.callWriting.close(actor, id));
  }

  @Mutation(() => CallNode, {
    complexity: ACT_COST,
    description: 'Takes it back, with a reason that its readers see; what was proposed goes on.',
  })
  async withdrawCall(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => LocalizedTextInput, {
      description: 'At most 2,000 characters in each language.',
    })
    reason: LocalizedTextInput,
  ): Promise<CallNode> {
    return toCallNode(await this.#services.callWriting.withdraw(actor, id, reason));
  }

  @FieldResolver(() => OrganizationNode, { description: 'Who opened it.' })
  async organization(
    @Root() { source }: CallNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const organization = await loaders.of(ORGANIZATIONS).load(source.call.organization);
    if (organization === null) throw new Error(`Call ${source.call.id} is of no organization.`);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => [AssetNode], {
    complexity: pageCost,
    description: 'Those that exist for you, in the order of the call; at most 100 at once.',
  })
  async assets(
    @Root() { source }: CallNode,
    @Ctx() { loaders }: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_ASSETS }) first: number,
    @Arg('from', () => Int, { defaultValue: 0, description: 'How many are left out before.' }) from: number,
  ): Promise<AssetNode[]> {
    if (first < 1 || first > MAX_PAGE)
      throw new BadInputError('first', `must be 1 to ${MAX_PAGE}; read the others with \`from\`.`);
    if (from < 0) throw new BadInputError('from', 'must be 0 or more.');
    const { call } = source;
    const seen: AssetNode[] = [];
    const wanted = from + first;
    for (let at = 0; at < call.assetIds.length && seen.length < wanted; at += wanted) {
      const read = await Promise.all(
        call.assetIds.slice(at, at + wanted).map((id) => loaders.of(ASSETS).load(id)),
      );
      for (const asset of read) if (asset !== null && isShownIn(call, asset)) seen.push(toAssetNode(asset));
    }
    return seen.slice(from, wanted);
  }

  @FieldResolver(() => Int, { complexity: SEEN_COST, description: 'Assets in it that exist for you.' })
  async size(@Root() { source }: CallNode, @Ctx() { actor }: GraphqlContext): Promise<number> {
    return (await this.#services.callReading.seenAssets(actor, source.call)).length;
  }

  @FieldResolver(() => [CallChangeNode], { complexity: SEEN_COST, description: 'Latest first.' })
  async changes(@Root() { source }: CallNode, @Ctx() { loaders }: GraphqlContext): Promise<CallChangeNode[]> {
    const { changes } = source.call;
    const ids = [...new Set(changes.flatMap(({ added, removed }) => [...added, ...removed]))];
    const found = await Promise.all(ids.map((id) => loaders.of(ASSETS).load(id)));
    const seen = new Set(ids.filter((_, at) => found[at] != null));
    return changes
      .map((change) => changeAsSeen(change, { isSeen: (id) => seen.has(id), isOwn: source.isOwn }))
      .filter((change) => change !== null)
      .map(toCallChangeNode)
      .toReversed();
  }

  @FieldResolver(() => Boolean, { description: 'May you change, close or withdraw it?' })
  async canEdit(@Root() { source }: CallNode, @Ctx() { actor, loaders }: GraphqlContext): Promise<boolean> {
    if (!source.isOwn) return false;
    const organization = await loaders.of(ORGANIZATIONS).load(source.call.organization);
    return organization !== null && this.#services.callWriting.isOpener(actor, organization);
  }

  @FieldResolver(() => RequestConnection, {
    complexity: (question) => LIST_READ + pageCost(question),
    description: 'For the people of who opened it all that answer it; for everybody else what they proposed.',
  })
  async proposals(
    @Root() { source }: CallNode,
    @Ctx() { actor }: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<RequestNode>> {
    const page = await this.#services.callProposing.list(actor, source, parsePageRequest(first, after));
    return toConnection(page, toRequestNode);
  }
}

@Resolver(() => RequestNode)
export class RequestCallResolver {
  @FieldResolver(() => CallNode, {
    nullable: true,
    complexity: ({ childComplexity }) => LIST_READ + childComplexity,
    description:
      'The call for proposals that it answers; null for none, and for one that does not exist for you.',
  })
  async call(@Root() { source }: RequestNode, @Ctx() { loaders }: GraphqlContext): Promise<CallNode | null> {
    const { callId } = source.request;
    const view = callId === null ? null : await loaders.of(CALLS).load(callId);
    return view === null ? null : toCallNode(view);
  }
}
