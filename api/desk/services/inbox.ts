import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import type { SavedSearch } from '../../search/domain/saved-search.ts';
import type { SavedSearches } from '../../search/services/saved-searches.ts';
import {
  type Actor,
  type Member,
  type Membership,
  membershipIn,
  requireMember,
} from '../../platform/kernel/actor.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import { type InboxItem, type InboxKind, type InboxRecipient, isToldTo } from '../domain/inbox-item.ts';
import { isUnread } from '../domain/read-marks.ts';
import type { InboxReadStore } from '../ports/inbox-read-store.ts';
import type { InboxFilter, InboxStore } from '../ports/inbox-store.ts';

/** Counts end here: it then stands for this many or more. */
const MAX_INBOX_COUNT = 100;

export interface InboxServiceOptions {
  readonly inbox: InboxStore;
  readonly inboxReads: InboxReadStore;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly searching: Pick<SavedSearches, 'list'>;
  readonly seats: Pick<CouncilSeats, 'seatsOf'>;
}

export interface InboxQuestion {
  /** Null: all. */
  readonly kinds: readonly InboxKind[] | null;
  readonly isUnreadOnly: boolean;
}

/** An item as one of its readers has it. */
export interface InboxEntry {
  readonly item: InboxItem;
  readonly isUnread: boolean;
}

/** What a key, its organizations, and the communities it speaks for are told. For everybody else there is none of it. */
export class InboxService {
  readonly #options: InboxServiceOptions;

  constructor(options: InboxServiceOptions) {
    this.#options = options;
  }

  /** The newest first; counted to 100. @throws SignInRequiredError, BadInputError */
  async list(
    actor: Actor,
    { kinds, isUnreadOnly }: InboxQuestion,
    page: PageRequest,
  ): Promise<Page<InboxEntry>> {
    const member = requireMember(actor);
    const { inbox, inboxReads } = this.#options;
    const [recipients, marks] = await Promise.all([
      this.#recipientsOf(member),
      inboxReads.marksOf(member.address),
    ]);
    const filter: InboxFilter = {
      reader: member.address,
      ...(kinds !== null && { kinds }),
      ...(isUnreadOnly && { unreadBy: marks }),
    };
    const last = page.after === null ? null : await this.#find(member, page.after, 'after');
    const after = last === null ? null : String(last.sequence);
    const found = await inbox.list(recipients, { ...page, after }, filter);
    // A sequence number would show how many items the whole platform has.
    const items = found.items.map(({ item }) => ({
      item: { item, isUnread: isUnread(marks, item) },
      cursor: item.id,
    }));
    return { ...found, items };
  }

  /** Of what is unread; at most MAX_INBOX_COUNT. @throws SignInRequiredError */
  async count(actor: Actor): Promise<number> {
    const member = requireMember(actor);
    const { inbox, inboxReads } = this.#options;
    const [recipients, unreadBy] = await Promise.all([
      this.#recipientsOf(member),
      inboxReads.marksOf(member.address),
    ]);
    return inbox.count(recipients, { reader: member.address, unreadBy }, MAX_INBOX_COUNT);
  }

  /** Up to an item of the actor's. @throws SignInRequiredError, BadInputError */
  async markRead(actor: Actor, upTo: string): Promise<void> {
    const member = requireMember(actor);
    const { sequence } = await this.#find(member, upTo, 'upTo');
    await this.#options.inboxReads.markRead(member.address, sequence);
  }

  /** Marks one item of the reader's inbox. @throws SignInRequiredError, NotFoundError */
  async markItem(actor: Actor, id: string, mark: 'read' | 'unread'): Promise<void> {
    const member = requireMember(actor);
    const { inboxReads } = this.#options;
    const item = await this.#findOwn(member, id);
    if (item === null) throw new NotFoundError(`Inbox item ${id}`);
    await inboxReads.markItem(member.address, item.sequence, mark);
  }

  /** As the reader sees them now, who as an owner of a council's Safe sees what a viewer of the community sees. */
  async assets(actor: Actor, ids: readonly AssetId[]): Promise<(Asset | null)[]> {
    const member = requireMember(actor);
    const viewing = (await this.#seatedIn(member))
      .filter((organizationId) => membershipIn(member, organizationId) === null)
      .map((organizationId): Membership => ({ organizationId, kind: 'COMMUNITY', role: 'VIEWER' }));
    const viewer = { ...member, memberships: [...member.memberships, ...viewing] };
    return this.#options.catalog.findMany(viewer, ids);
  }

  /** Null for what is not kept any more. */
  async searches(actor: Actor, ids: readonly string[]): Promise<(SavedSearch | null)[]> {
    const own = await this.#options.searching.list(actor);
    return ids.map((id) => own.find((search) => search.id === id) ?? null);
  }

  /** @throws BadInputError, the same for another's and for none */
  async #find(member: Member, id: string, field: string): Promise<InboxItem> {
    const item = await this.#findOwn(member, id);
    if (item !== null) return item;
    throw new BadInputError(
      field,
      'is no item of your inbox. Take the `id` of one, or `pageInfo.endCursor`.',
    );
  }

  async #findOwn(member: Member, id: string): Promise<InboxItem | null> {
    const [recipients, item] = await Promise.all([this.#recipientsOf(member), this.#options.inbox.find(id)]);
    const isOwn = item !== null && recipients.includes(item.recipient) && isToldTo(item, member.address);
    return isOwn ? item : null;
  }

  async #recipientsOf(member: Member): Promise<InboxRecipient[]> {
    const own = member.memberships.map(({ organizationId }) => organizationId);
    return [...new Set<InboxRecipient>([member.address, ...own, ...(await this.#seatedIn(member))])];
  }

  /** Who is only named to follow a council does not read yet. */
  async #seatedIn(member: Member): Promise<OrganizationId[]> {
    const seats = await this.#options.seats.seatsOf(member);
    return seats.filter(({ isNamed }) => !isNamed).map(({ community }) => community.id);
  }
}
