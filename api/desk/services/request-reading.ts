import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError, NotFoundError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import { MAX_PAGE, type Page, type PageRequest } from '../../platform/kernel/page.ts';
import {
  type DeskRequest,
  openingOf,
  type PartyRole,
  type RequestEntry,
  type WrittenEntry,
} from '../domain/request.ts';
import {
  type AskersLicense,
  dayOf,
  itemsOf,
  type RequestItem,
  type RequestState,
  stateOf,
} from '../domain/request-state.ts';
import type { RequestStore } from '../ports/request-store.ts';
import type { RequestAccess } from './request-access.ts';

/** States are computed when they are read, so that only so many requests are looked through for those of one state. */
const MAX_LOOKED_THROUGH = 1_000;

export interface RequestReadingOptions {
  readonly requests: RequestStore;
  readonly licenses: Pick<LicenseStore, 'listSold'>;
  readonly access: RequestAccess;
  readonly clock: Clock;
}

/** A request as it stands, for one of its readers. */
export interface RequestView {
  readonly request: DeskRequest;
  /** The question first. */
  readonly entries: readonly RequestEntry[];
  readonly items: readonly RequestItem[];
  readonly state: RequestState;
  readonly lastSequence: number;
  /** For which parties the reader reads it. */
  readonly roles: readonly PartyRole[];
}

/** Conditions that all must hold. */
export interface RequestFilter {
  readonly role?: PartyRole;
  readonly state?: RequestState;
}

/** Threads, for those who are parties. For all others there is none. */
export class RequestReading {
  readonly #options: RequestReadingOptions;

  constructor(options: RequestReadingOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, the same for what does not exist and for what is none of the actor's */
  async get(actor: Actor, id: string): Promise<RequestView> {
    const { requests, access } = this.#options;
    const request = await requests.find(id);
    const roles = request === null ? [] : await access.readingRoles(actor, request);
    if (request === null || roles.length === 0) throw new NotFoundError(`Request ${id}`);
    const [view] = await this.describe([request]);
    if (view === undefined) throw new NotFoundError(`Request ${id}`);
    return { ...view, roles };
  }

  /** Does who looks after it for a party still act for it? */
  async isHandled(address: Hex, organization: OrganizationId): Promise<boolean> {
    return this.#options.access.isActingFor(address, organization);
  }

  /** Those of which the actor is a party; null for what does not exist and for what is none of the actor's alike. */
  async find(actor: Actor, ids: readonly string[]): Promise<(RequestView | null)[]> {
    const { requests, access } = this.#options;
    const found = await this.describe(await requests.findMany(ids));
    const views = new Map<string, RequestView>();
    for (const view of found) {
      const roles = await access.readingRoles(actor, view.request);
      if (roles.length > 0) views.set(view.request.id, { ...view, roles });
    }
    return ids.map((id) => views.get(id) ?? null);
  }

  /** The actor's, the latest change first. With a state, among the 1,000 that changed last. @throws SignInRequiredError */
  async list(actor: Actor, { role, state }: RequestFilter, page: PageRequest): Promise<Page<RequestView>> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { requests, access } = this.#options;
    const all = await access.partiesOf(actor);
    const parties = role === undefined ? all : all.filter((party) => party.role === role);
    if (state !== undefined)
      return this.#listInState(actor, state, page, (each) => requests.list(parties, each));
    const found = await requests.list(parties, page);
    return { ...found, items: await this.viewsFor(actor, found.items) };
  }

  /** Words of a thread that the caller was shown, in order. */
  async written(
    { request }: RequestView,
    { after, first }: { readonly after: number; readonly first: number },
  ): Promise<WrittenEntry[]> {
    if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE)
      throw new BadInputError('first', `must be 1 to ${MAX_PAGE}; read on with \`after\`.`);
    const opening = openingOf(request);
    const others = await this.#options.requests.listWritten(request.id, Math.max(after, 1), first);
    return after < opening.sequence ? [opening, ...others].slice(0, first) : others;
  }

  /** As they stand now, in their order; whose they are was asked before. */
  async describe(requests: readonly DeskRequest[]): Promise<RequestView[]> {
    const threads = await this.#options.requests.listEntries(requests.map(({ id }) => id));
    const licenses = await this.#licensesOf(requests, threads);
    const today = dayOf(this.#options.clock.now());
    return requests.map((request) => {
      const entries = threads.get(request.id) ?? [];
      const own = licenses.filter(({ terms }) => terms.licensee === request.asker.organization);
      const items = itemsOf(request, entries, { today, licenses: own });
      const { text: _text, ...opening } = openingOf(request);
      return {
        request,
        entries: [opening, ...entries],
        items,
        state: stateOf(items),
        lastSequence: entries.at(-1)?.sequence ?? opening.sequence,
        roles: [],
      };
    });
  }

  /** One question for all of them; none where nobody agreed to anything. */
  async #licensesOf(
    requests: readonly DeskRequest[],
    threads: ReadonlyMap<string, readonly RequestEntry[]>,
  ): Promise<AskersLicense[]> {
    const agreed = requests.filter(
      ({ id }) => threads.get(id)?.some(({ kind }) => kind === 'AGREE') === true,
    );
    const licensees = new Set(agreed.flatMap(({ asker }) => asker.organization ?? []));
    const assetIds = new Set<AssetId>(agreed.flatMap((request) => request.assetIds));
    if (licensees.size === 0) return [];
    const sold = await this.#options.licenses.listSold([...licensees], [...assetIds]);
    return sold;
  }

  async viewsFor(
    actor: Actor,
    items: Page<DeskRequest>['items'],
  ): Promise<{ readonly item: RequestView; readonly cursor: string }[]> {
    const views = await this.describe(items.map(({ item }) => item));
    const shown: { item: RequestView; cursor: string }[] = [];
    for (const [at, view] of views.entries())
      shown.push({ item: await this.#forReader(actor, view), cursor: items[at]?.cursor ?? '' });
    return shown;
  }

  async #forReader(actor: Actor, view: RequestView): Promise<RequestView> {
    return { ...view, roles: await this.#options.access.readingRoles(actor, view.request) };
  }

  async #listInState(
    actor: Actor,
    state: RequestState,
    { first, after }: PageRequest,
    list: (page: PageRequest) => Promise<Page<DeskRequest>>,
  ): Promise<Page<RequestView>> {
    const found: { readonly item: RequestView; readonly cursor: string }[] = [];
    let from: string | null = null;
    for (let read = 0; read < MAX_LOOKED_THROUGH; read += MAX_PAGE) {
      const page: Page<DeskRequest> = await list({ first: MAX_PAGE, after: from });
      const views = await this.describe(page.items.map(({ item }) => item));
      for (const [at, view] of views.entries())
        if (view.state === state) found.push({ item: view, cursor: page.items[at]?.cursor ?? '' });
      from = page.items.at(-1)?.cursor ?? null;
      if (!page.hasNextPage || from === null) break;
    }
    const start = after === null ? 0 : found.findIndex(({ cursor }) => cursor === after) + 1;
    if (after !== null && start === 0)
      throw new BadInputError('after', 'is not a cursor of this list. Read it from the beginning.');
    const shown = found.slice(start, start + first);
    const items = await Promise.all(
      shown.map(async ({ item, cursor }) => ({ item: await this.#forReader(actor, item), cursor })),
    );
    return { items, hasNextPage: found.length > start + items.length, totalCount: found.length };
  }
}
