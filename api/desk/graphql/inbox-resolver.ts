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
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { LICENSES } from '../../licensing/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, pageCost } from '../../platform/graphql/cost.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import { type InboxKind, isOrganization } from '../domain/inbox-item.ts';
import type { InboxService } from '../services/inbox.ts';
import {
  InboxAssetNode,
  InboxCallNode,
  InboxConnection,
  InboxItemNode,
  InboxKindEnum,
  InboxLicenseNode,
  InboxRequestNode,
  InboxSearchNode,
  toInboxAssetNode,
  toInboxItemNode,
  toInboxLicenseNode,
  toInboxRequestNode,
} from './inbox-nodes.ts';
import { CALLS } from './call-loaders.ts';
import { INBOX_ASSETS, INBOX_REQUESTS, INBOX_SEARCHES } from './loaders.ts';

/** Asks for every community whether one speaks for it. */
const COUNT_COST = 50;

@ArgsType()
class InboxArgs {
  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;

  @Field(() => [InboxKindEnum], { nullable: true, description: 'Left out: all.' })
  declare readonly kinds?: readonly InboxKind[] | null;

  @Field(() => Boolean, { defaultValue: false })
  declare readonly unreadOnly: boolean;
}

/** What waits for who asks. */
@Resolver(() => InboxItemNode)
export class InboxResolver {
  readonly #inbox: InboxService;

  constructor(inbox: InboxService) {
    this.#inbox = inbox;
  }

  @Query(() => InboxConnection, {
    complexity: pageCost,
    description:
      'Of yourself, your organizations and the communities that you speak for, the newest first; `totalCount` ends at 100.',
  })
  async inbox(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => InboxArgs) { first, after, kinds, unreadOnly }: InboxArgs,
  ): Promise<ConnectionOf<InboxItemNode>> {
    const question = { kinds: kinds ?? null, isUnreadOnly: unreadOnly };
    const page = await this.#inbox.list(actor, question, parsePageRequest(first, after));
    return toConnection(page, toInboxItemNode);
  }

  @Query(() => Int, {
    complexity: COUNT_COST,
    description: 'How many items you have not read; 100 stands for 100 or more.',
  })
  async inboxCount(@Ctx() { actor }: GraphqlContext): Promise<number> {
    return this.#inbox.count(actor);
  }

  @Mutation(() => Int, {
    complexity: ACT_COST,
    description: 'Up to this item, for yourself alone. Answers how many are unread then.',
  })
  async markInboxRead(
    @Ctx() { actor }: GraphqlContext,
    @Arg('upTo', () => ID) upTo: string,
  ): Promise<number> {
    await this.#inbox.markRead(actor, upTo);
    return this.#inbox.count(actor);
  }

  @Mutation(() => Int, {
    complexity: ACT_COST,
    description:
      'One item, as read or as unread again, for yourself alone. Answers how many are unread then.',
  })
  async markInboxItem(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('isRead', () => Boolean) isRead: boolean,
  ): Promise<number> {
    await this.#inbox.markItem(actor, id, isRead ? 'read' : 'unread');
    return this.#inbox.count(actor);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Null: you, not an organization.' })
  async recipient(
    @Root() { source }: InboxItemNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    const { recipient } = source;
    return isOrganization(recipient) ? findOrganization(context, recipient) : null;
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description:
      'Who caused it; null for a day, a person of no organization, and where the log does not say.',
  })
  async by(
    @Root() { source }: InboxItemNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return source.by === null ? null : findOrganization(context, source.by);
  }

  @FieldResolver(() => InboxAssetNode, { nullable: true, description: 'Null also where you may not see it.' })
  async asset(
    @Root() { source }: InboxItemNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<InboxAssetNode | null> {
    const { assetId } = source.subject;
    const asset = assetId === null ? null : await loaders.of(INBOX_ASSETS).load(assetId);
    return asset === null ? null : toInboxAssetNode(asset);
  }

  @FieldResolver(() => Boolean, { description: 'It is about an asset that you may not see.' })
  async isAssetHidden(
    @Root() { source }: InboxItemNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<boolean> {
    const { assetId } = source.subject;
    return assetId !== null && (await loaders.of(INBOX_ASSETS).load(assetId)) === null;
  }

  @FieldResolver(() => InboxRequestNode, { nullable: true })
  async request(
    @Root() { source }: InboxItemNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<InboxRequestNode | null> {
    const { requestId } = source.subject;
    const view = requestId === null ? null : await loaders.of(INBOX_REQUESTS).load(requestId);
    return view === null ? null : toInboxRequestNode(view, source);
  }

  @FieldResolver(() => InboxCallNode, {
    nullable: true,
    description: 'The call for proposals that is answered; null also where it does not exist for you.',
  })
  async call(
    @Root() { source }: InboxItemNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<InboxCallNode | null> {
    const { recipient, subject } = source;
    const view = subject.callId === null ? null : await loaders.of(CALLS).load(subject.callId);
    if (view === null) return null;
    const { id, title, organization } = view.call;
    return { id, title, isOfRecipient: organization === recipient };
  }

  @FieldResolver(() => InboxLicenseNode, {
    nullable: true,
    description: 'Null also where you may not see its asset.',
  })
  async license(
    @Root() { source }: InboxItemNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<InboxLicenseNode | null> {
    const { assetId, licenseId } = source.subject;
    if (assetId === null || licenseId === null) return null;
    const [asset, license] = await Promise.all([
      loaders.of(INBOX_ASSETS).load(assetId),
      // Written from a license's own id.
      loaders.of(LICENSES).load(licenseId as LicenseId),
    ]);
    return asset === null || license === null ? null : toInboxLicenseNode(license, asset);
  }

  @FieldResolver(() => InboxSearchNode, {
    nullable: true,
    description: 'The saved search that found something; null once it is deleted.',
  })
  async search(
    @Root() { source }: InboxItemNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<InboxSearchNode | null> {
    const { searchId } = source.subject;
    const search = searchId === null ? null : await loaders.of(INBOX_SEARCHES).load(searchId);
    return search === null ? null : { id: search.id, name: search.name };
  }
}

@Resolver(() => InboxLicenseNode)
export class InboxLicenseResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Who has it now.' })
  async licensee(
    @Root() { source }: InboxLicenseNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return findOrganization(context, source.licensee);
  }
}

async function findOrganization(
  { loaders }: GraphqlContext,
  id: OrganizationId,
): Promise<OrganizationNode | null> {
  const organization = await loaders.of(ORGANIZATIONS).load(id);
  return organization === null ? null : toOrganizationNode(organization);
}
