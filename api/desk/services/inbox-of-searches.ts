import type { LeafRange } from '../../assets/domain/asset-query.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import { membershipsOf } from '../../organizations/domain/memberships.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import { DAY_MS } from '../../platform/kernel/clock.ts';
import type { LookedSearch } from '../../search/domain/saved-search.ts';
import type { SavedSearchStore } from '../../search/ports/saved-search-store.ts';
import type { SavedSearches } from '../../search/services/saved-searches.ts';
import { itemsFor, type NewInboxItem } from '../domain/inbox-item.ts';
import { dayOf } from '../domain/request-state.ts';
import { keepingFrom } from '../domain/inbox-days.ts';

const READ_AT_ONCE = 100;

export interface InboxOfSearchesOptions {
  readonly savedSearches: Pick<SavedSearchStore, 'listAfter' | 'noteLook'>;
  readonly searching: Pick<SavedSearches, 'countNew'>;
  readonly organizations: Pick<OrganizationStore, 'listByKey'>;
  readonly assets: Pick<AssetStore, 'findLeaves'>;
}

/** A search that found something new for its owner. */
interface SearchFinding {
  readonly items: readonly NewInboxItem[];
  /** When the items are written. Broken off before, the search is looked at again, and its items are the same. */
  note(): Promise<void>;
}

/** What saved searches find that was not there at the last look; one item a search a day. */
export class InboxOfSearches {
  readonly #options: InboxOfSearchesOptions;

  constructor(options: InboxOfSearchesOptions) {
    this.#options = options;
  }

  /** Leaves before `before` are shown by the read models. */
  async *findings(before: number, at: Date): AsyncGenerator<SearchFinding> {
    const { savedSearches } = this.#options;
    for (let after: string | null = ''; after !== null;) {
      const searches: LookedSearch[] = await savedSearches.listAfter(after, READ_AT_ONCE);
      for (const search of searches) {
        const finding = search.toldOn === dayOf(at) ? null : await this.#findingOf(search, before, at);
        if (finding !== null) yield finding;
      }
      after = searches.length < READ_AT_ONCE ? null : (searches.at(-1)?.id ?? null);
    }
  }

  async #findingOf(search: LookedSearch, before: number, at: Date): Promise<SearchFinding | null> {
    const { id, owner, filter } = search;
    const leaves = await this.#newLeaves(search, before, at);
    if (leaves === null) return null;
    const { organizations, searching, savedSearches } = this.#options;
    const memberships = membershipsOf(owner, await organizations.listByKey(owner));
    const count = await searching.countNew({ kind: 'member', address: owner, memberships }, filter, leaves);
    // Of nothing, nothing is noted: the next look covers these leaves too.
    if (count === null || count === 0) return null;
    const today = dayOf(at);
    const items = itemsFor([owner], {
      kind: 'SEARCH_FOUND',
      cause: `search/${id}/${today}`,
      at,
      count,
      subject: { searchId: id },
    });
    return {
      items,
      note: () => savedSearches.noteLook(id, { lookedTo: before, toldOn: today }),
    };
  }

  /** Null: nothing was published since. */
  async #newLeaves({ lookedTo, savedAt }: LookedSearch, before: number, at: Date): Promise<LeafRange | null> {
    if (lookedTo !== null) return lookedTo < before ? { from: lookedTo, before } : null;
    const from = new Date(Math.max(savedAt.getTime(), keepingFrom(at).getTime()));
    // Who publishes states the time; its clock may be ahead.
    const leaves = await this.#options.assets.findLeaves({ from, before: new Date(at.getTime() + DAY_MS) });
    return leaves === null ? null : { from: leaves.from, before };
  }
}
