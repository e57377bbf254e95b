import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { CatalogService } from '../../assets/services/catalog.ts';
import { type Actor, canActFor, type Member, requireMember } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import {
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import {
  arranged,
  type AssetList,
  bytesOf,
  canDeleteList,
  canEditList,
  canReadList,
  favoritesOf,
  favoritesIdOf,
  isOwner,
  type ListItem,
  MAX_ITEMS,
  parseListTitle,
  parseNote,
  parseProject,
  type Project,
  withItems,
  withoutItems,
} from '../domain/asset-list.ts';
import type { AssetListStore } from '../ports/asset-list-store.ts';

/** The one list that every account has, in place of an id. */
export const FAVORITES = 'favorites';
/** Of an account, and the bytes of each; keys cost nothing, so that those of no organization have less. */
const MAX_LISTS = { member: 100, person: 20 } as const;
const MAX_BYTES = { member: 500_000, person: 100_000 } as const;
/** An account may be in several organizations. */
const MAX_SHOWN = 300;
/** Others may write at the same time. */
const TRIES = 8;

export interface AssetListsOptions {
  readonly assetLists: AssetListStore;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly clock: Clock;
}

export interface NewList {
  readonly title: string;
  readonly note?: string;
  readonly organization?: OrganizationId | null;
  readonly project?: Project | null;
  readonly assetIds?: readonly AssetId[];
}

/** What is left out stays. */
export interface ListChange extends Partial<Omit<NewList, 'assetIds'>> {
  /** All that the actor sees, in their order. */
  readonly items?: readonly ListItem[];
}

/** Lists of assets, and what of them exists for whom. */
export class AssetListsService {
  readonly #options: AssetListsOptions;

  constructor(options: AssetListsOptions) {
    this.#options = options;
  }

  /** One's own and those of one's organizations: favorites, then the one changed last first. @throws SignInRequiredError */
  async list(actor: Actor): Promise<AssetList[]> {
    const { address, memberships } = requireMember(actor);
    const organizations = memberships.map(({ organizationId }) => organizationId);
    const found = await this.#options.assetLists.listOf({ owner: address, organizations }, MAX_SHOWN);
    const lists = found.filter((list) => canReadList(actor, list));
    const favorites = lists.find((list) => list.isFavorites && list.owner === address);
    return [
      favorites ?? favoritesOf(address, this.#options.clock.now()),
      ...lists.filter((list) => list !== favorites),
    ];
  }

  /** @throws NotFoundError for whoever may not read it and has not its key */
  async get(actor: Actor, id: string, key: string | null = null): Promise<AssetList> {
    const list = await this.#find(actor, id);
    if (list !== null && (canReadList(actor, list) || opens(key, list))) return list;
    throw new NotFoundError(`List ${id}`);
  }

  /** Those of the items that exist for the actor. */
  async seenItems(actor: Actor, { items }: AssetList): Promise<readonly ListItem[]> {
    const found = await this.#options.catalog.findMany(
      actor,
      items.map(({ assetId }) => assetId),
    );
    return items.filter((_, at) => found[at] != null);
  }

  /** Which of these assets, as far as they exist for the actor, the list has. */
  async holding(actor: Actor, { items }: AssetList, assetIds: readonly AssetId[]): Promise<AssetId[]> {
    const there = new Set(items.map(({ assetId }) => assetId));
    const listed = assetIds.filter((id) => there.has(id));
    const found = await this.#options.catalog.findMany(actor, listed);
    return listed.filter((_, at) => found[at] != null);
  }

  /** @throws BadInputError, NotFoundError, LimitExceededError, ForbiddenError */
  async create(actor: Actor, asked: NewList): Promise<AssetList> {
    const member = requireMember(actor);
    const { address } = member;
    const { assetLists, clock } = this.#options;
    const { organization = null, project = null, assetIds = [] } = asked;
    if (organization !== null) requireEditor(actor, organization);
    await this.#requireSeen(actor, assetIds);
    const most = MAX_LISTS[kindOf(member)];
    if ((await assetLists.countOf(address)) >= most)
      throw new LimitExceededError(`An account has at most ${most} lists. Delete one that is not needed.`);
    const now = clock.now();
    const empty: AssetList = {
      ...favoritesOf(address, now),
      id: randomBytes(16).toString('hex'),
      isFavorites: false,
      organization,
      title: parseListTitle(asked.title),
      note: parseNote(asked.note ?? ''),
      project: project === null ? null : parseProject(project),
      revision: 1,
    };
    const list = withItems(empty, assetIds);
    requireSize(member, list, 0);
    await assetLists.insert(list);
    return list;
  }

  /** @throws BadInputError, NotFoundError, ForbiddenError; ConflictError when it is no longer of this revision */
  async change(actor: Actor, id: string, revision: number, change: ListChange): Promise<AssetList> {
    const { title, note, organization, project, items } = change;
    const list = await this.#editable(actor, id);
    if (organization !== undefined && organization !== list.organization) {
      if (!isOwner(actor, list) || list.isFavorites)
        throw new ForbiddenError('Only the account that made a list gives it to an organization.');
      if (organization !== null) requireEditor(actor, organization);
    }
    const seen = items === undefined ? [] : await this.seenItems(actor, list);
    const isSeen = new Set(seen.map(({ assetId }) => assetId));
    return this.#write(actor, id, { revision }, (present) => {
      const changed = {
        ...present,
        ...(title !== undefined && !present.isFavorites && { title: parseListTitle(title) }),
        ...(note !== undefined && { note: parseNote(note) }),
        ...(organization !== undefined && { organization }),
        ...(project !== undefined && { project: project === null ? null : parseProject(project) }),
      };
      return items === undefined ? changed : arranged(changed, items, (assetId) => isSeen.has(assetId));
    });
  }

  /** What is there already stays. @throws NotFoundError, LimitExceededError */
  async add(actor: Actor, id: string, assetIds: readonly AssetId[]): Promise<AssetList> {
    await this.#requireSeen(actor, assetIds);
    return this.#write(actor, id, {}, (list) => withItems(list, assetIds));
  }

  /** What is not there is removed already. @throws NotFoundError */
  async remove(actor: Actor, id: string, assetIds: readonly AssetId[]): Promise<AssetList> {
    return this.#write(actor, id, {}, (list) => withoutItems(list, assetIds));
  }

  /** A new key, with which anybody reads it; the one before opens nothing any more. @throws NotFoundError */
  async share(actor: Actor, id: string): Promise<AssetList> {
    const shareKey = randomBytes(16).toString('hex');
    return this.#write(actor, id, {}, (list) => ({ ...list, shareKey }));
  }

  /** @throws NotFoundError */
  async unshare(actor: Actor, id: string): Promise<AssetList> {
    return this.#write(actor, id, {}, (list) => ({ ...list, shareKey: null }));
  }

  /** For good. @throws SignInRequiredError, NotFoundError, ForbiddenError */
  async delete(actor: Actor, id: string): Promise<void> {
    requireMember(actor);
    const list = await this.get(actor, id);
    if (!canDeleteList(actor, list))
      throw new ForbiddenError(
        list.isFavorites
          ? 'Favorites stay. Remove what is in them.'
          : 'Only the account that made a list, or an owner of its organization, deletes it.',
      );
    await this.#options.assetLists.remove(list.id);
  }

  async #write(
    actor: Actor,
    id: string,
    { revision }: { readonly revision?: number },
    change: (list: AssetList) => AssetList,
  ): Promise<AssetList> {
    const { assetLists, clock } = this.#options;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const list = await this.#editable(actor, id);
      if (revision !== undefined && list.revision !== revision) break;
      const changed = { ...change(list), changedAt: clock.now(), revision: list.revision + 1 };
      requireSize(requireMember(actor), changed, bytesOf(list));
      const isWritten =
        list.revision === 0
          ? await assetLists.insert(changed)
          : await assetLists.replace(changed, list.revision);
      if (isWritten) return changed;
    }
    throw new ConflictError(
      `List ${id} was changed meanwhile, and nothing of yours was written. Load it again, then repeat your change.`,
    );
  }

  /** @throws NotFoundError, ForbiddenError for whoever reads it only */
  async #editable(actor: Actor, id: string): Promise<AssetList> {
    requireMember(actor);
    const list = await this.get(actor, id);
    if (canEditList(actor, list)) return list;
    throw new ForbiddenError(
      'Viewers of an organization read its lists. Ask an editor or owner to change it.',
    );
  }

  async #find(actor: Actor, id: string): Promise<AssetList | null> {
    const own = actor.kind === 'member' ? favoritesIdOf(actor.address) : null;
    const asked = id === FAVORITES ? requireOwn(own) : id;
    const list = await this.#options.assetLists.find(asked);
    if (list !== null || actor.kind === 'anonymous' || asked !== own) return list;
    return favoritesOf(actor.address, this.#options.clock.now());
  }

  async #requireSeen(actor: Actor, assetIds: readonly AssetId[]): Promise<void> {
    if (assetIds.length > MAX_ITEMS)
      throw new LimitExceededError(`A list has at most ${MAX_ITEMS} assets. Make another list for the rest.`);
    const found = await this.#options.catalog.findMany(actor, assetIds);
    const missing = assetIds.find((_, at) => found[at] == null);
    if (missing !== undefined) throw new NotFoundError(`Asset ${missing}`);
  }
}

function kindOf({ memberships }: Member): keyof typeof MAX_BYTES {
  return memberships.length > 0 ? 'member' : 'person';
}

/** What makes it no larger is always taken. */
function requireSize(member: Member, list: AssetList, before: number): void {
  const [bytes, most] = [bytesOf(list), MAX_BYTES[kindOf(member)]];
  if (bytes > Math.max(most, before))
    throw new LimitExceededError(
      `A list takes at most ${most} bytes, and this one would take ${bytes}. Shorten its notes, or make another list.`,
    );
}

function requireOwn(id: string | null): string {
  if (id === null) throw new SignInRequiredError();
  return id;
}

function requireEditor(actor: Actor, organization: OrganizationId): void {
  if (!canActFor(actor, organization))
    throw new ForbiddenError(`Only an editor or owner of ${organization} gives it a list.`);
}

function opens(key: string | null, { shareKey }: AssetList): boolean {
  if (key === null || shareKey === null || key.length !== shareKey.length) return false;
  const [given, kept] = [Buffer.from(key), Buffer.from(shareKey)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
