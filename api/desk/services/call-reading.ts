import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import { isSuspendedAt, type Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import { type Call, type CallQuery, type CallState, callStateOn } from '../domain/call.ts';
import { dayOf } from '../domain/request-state.ts';
import type { CallStore } from '../ports/call-store.ts';

/** Who sees which is asked when they are read, so that only so many are looked through. */
const MAX_LOOKED_THROUGH = 200;

export interface CallReadingOptions {
  readonly calls: Pick<CallStore, 'find' | 'list'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly clock: Clock;
}

/** A call as it stands today, for one of its readers. */
export interface CallView {
  readonly call: Call;
  readonly state: CallState;
  /** Is the reader a member of the organization that opened it, or its council? */
  readonly isOwn: boolean;
}

/**
 * Calls, for those who see at least one of their assets, and for the people of the organization that opened them. While it is
 * suspended, for its people alone.
 */
export class CallReading {
  readonly #options: CallReadingOptions;

  constructor(options: CallReadingOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, the same for what does not exist and for what does not exist for the actor */
  async get(actor: Actor, id: string): Promise<CallView> {
    const call = await this.#options.calls.find(id);
    const [view] = call === null ? [] : await this.#viewsFor(actor, [call]);
    if (view === undefined) throw new NotFoundError(`Call ${id}`);
    return view;
  }

  /** In the order of the ids; null where there is none for the actor. */
  async findMany(actor: Actor, ids: readonly string[]): Promise<(CallView | null)[]> {
    const found = await Promise.all(ids.map((id) => this.#options.calls.find(id)));
    const views = await this.#viewsFor(
      actor,
      found.filter((call) => call !== null),
    );
    return ids.map((id) => views.find(({ call }) => call.id === id) ?? null);
  }

  /** Of the 200 that were opened last, those that exist for the actor: opened last first. */
  async list(actor: Actor, query: CallQuery, { first, after }: PageRequest): Promise<Page<CallView>> {
    const asset = query.asset === undefined ? null : await this.#find(actor, query.asset);
    if (query.asset !== undefined && asset === null) return { items: [], hasNextPage: false, totalCount: 0 };
    const calls = await this.#options.calls.list(query, { today: this.#today(), most: MAX_LOOKED_THROUGH });
    const shown = asset === null ? calls : calls.filter((call) => isShownIn(call, asset));
    const found = await this.#viewsFor(actor, shown);
    const start = after === null ? 0 : found.findIndex(({ call }) => call.id === after) + 1;
    if (after !== null && start === 0)
      throw new BadInputError('after', 'is not a cursor of this list. Read it from the beginning.');
    const items = found.slice(start, start + first).map((item) => ({ item, cursor: item.call.id }));
    return { items, hasNextPage: found.length > start + items.length, totalCount: found.length };
  }

  /** Those of its assets that exist for the actor, in their order. */
  async seenAssets(actor: Actor, call: Call): Promise<Asset[]> {
    const found = await this.#options.catalog.findMany(actor, call.assetIds);
    return found.filter((asset) => asset !== null).filter((asset) => isShownIn(call, asset));
  }

  /** Those that exist for the actor, in their order. */
  async #viewsFor(actor: Actor, calls: readonly Call[]): Promise<CallView[]> {
    const today = this.#today();
    const organizations = await this.#organizationsOf(calls);
    const own = await this.#ownOf(actor, [...organizations.values()]);
    const others = calls.filter(
      ({ organization }) => !own.has(organization) && this.#isShown(organizations.get(organization)),
    );
    const seen = await this.#seenOf(actor, others);
    return calls
      .map((call) => ({ call, state: callStateOn(call, today), isOwn: own.has(call.organization) }))
      .filter(({ call, isOwn }) => isOwn || seen.has(call.id));
  }

  async #organizationsOf(calls: readonly Call[]): Promise<Map<OrganizationId, Organization>> {
    const ids = [...new Set(calls.map(({ organization }) => organization))];
    const found = await this.#options.organizations.findMany(ids);
    return new Map(found.map((organization) => [organization.id, organization]));
  }

  async #ownOf(actor: Actor, organizations: readonly Organization[]): Promise<Set<OrganizationId>> {
    const own = new Set<OrganizationId>();
    for (const organization of organizations)
      if (await isOfPeople(actor, organization, this.#options.seats)) own.add(organization.id);
    return own;
  }

  #isShown(organization: Organization | undefined): boolean {
    return organization !== undefined && !isSuspendedAt(organization, this.#options.clock.now());
  }

  /** Most calls are seen by their first asset; only of the others are all looked at. */
  async #seenOf(actor: Actor, calls: readonly Call[]): Promise<Set<string>> {
    const seen = new Set<string>();
    const firsts = await this.#options.catalog.findMany(
      actor,
      calls.flatMap(({ assetIds }) => assetIds.slice(0, 1)),
    );
    for (const [at, call] of calls.entries()) {
      const first = firsts[at] ?? null;
      const isSeen = first !== null && isShownIn(call, first);
      if (isSeen || (await this.seenAssets(actor, call)).length > 0) seen.add(call.id);
    }
    return seen;
  }

  async #find(actor: Actor, assetId: AssetId): Promise<Asset | null> {
    const [asset = null] = await this.#options.catalog.findMany(actor, [assetId]);
    return asset;
  }

  #today(): Day {
    return dayOf(this.#options.clock.now());
  }
}

/** Whose an asset is may change after it was put in a call, and it may be taken down. */
export function isShownIn({ organization }: Pick<Call, 'organization'>, asset: Asset): boolean {
  return isOf(organization, asset) && !asset.isTakenDown;
}

export function isOf(organization: OrganizationId, { holder, community }: Asset): boolean {
  return holder === organization || community === organization;
}

/** Members read what their organization opened; for a community, also its council and the owners of the Safe that is it. */
async function isOfPeople(
  actor: Actor,
  organization: Organization,
  seats: Pick<CouncilSeats, 'isSpeaker'>,
): Promise<boolean> {
  if (membershipIn(actor, organization.id) !== null) return true;
  return organization.kind === 'COMMUNITY' && seats.isSpeaker(actor, organization);
}
