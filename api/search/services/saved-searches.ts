import { randomUUID } from 'node:crypto';
import type { AssetFilter, LeafRange } from '../../assets/domain/asset-query.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ConflictError,
  LimitExceededError,
  NotFoundError,
  SearchNotReadyError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { parseSearchName, requireKeepable, type SavedSearch } from '../domain/saved-search.ts';
import type { SavedSearchStore } from '../ports/saved-search-store.ts';
import type { SearchService } from './search.ts';

const MAX_SEARCHES = 100;
const ONE = { first: 1, after: null } as const;

export interface SavedSearchesOptions {
  readonly savedSearches: SavedSearchStore;
  readonly search: Pick<SearchService, 'search'>;
  readonly clock: Clock;
}

/** Searches that a key keeps for itself. */
export class SavedSearches {
  readonly #options: SavedSearchesOptions;

  constructor(options: SavedSearchesOptions) {
    this.#options = options;
  }

  /** By name. @throws SignInRequiredError */
  async list(actor: Actor): Promise<SavedSearch[]> {
    return this.#options.savedSearches.listOf(ownerOf(actor));
  }

  /** How many assets it finds for the one who asks; null while the index does not answer, or for what can't be asked any more. */
  async count(actor: Actor, filter: AssetFilter): Promise<number | null> {
    try {
      return await this.#ask(actor, filter);
    } catch (error) {
      if (error instanceof SearchNotReadyError || error instanceof BadInputError) return null;
      throw error;
    }
  }

  /**
   * How many of the assets that these leaves published it finds for the one who asks, none with other words than were typed; null
   * for what can't be asked any more.
   * @throws SearchNotReadyError
   */
  async countNew(actor: Actor, filter: AssetFilter, publishedBy: LeafRange): Promise<number | null> {
    try {
      const found = await this.#options.search.search(actor, { ...questionOf(filter), publishedBy });
      const isAsTyped = found.isWhole && found.parts.every(({ insteadOf }) => insteadOf === null);
      return isAsTyped ? found.totalCount : 0;
    } catch (error) {
      if (error instanceof BadInputError) return null;
      throw error;
    }
  }

  /**
   * @throws BadInputError for a name or filter that can't be
   * @throws ConflictError when there is one of that name
   * @throws LimitExceededError
   */
  async save(actor: Actor, named: string, filter: AssetFilter): Promise<SavedSearch> {
    const owner = ownerOf(actor);
    const { savedSearches, clock } = this.#options;
    const name = parseSearchName(named);
    requireKeepable(filter);
    await this.#requireAskable(actor, filter);
    if ((await savedSearches.listOf(owner)).length >= MAX_SEARCHES)
      throw new LimitExceededError(
        `At most ${MAX_SEARCHES} searches are kept. Delete one that is not needed.`,
      );
    const search = { id: randomUUID(), owner, name, filter, savedAt: clock.now() };
    if (!(await savedSearches.insert(search))) throw new NameUsedError(name);
    return search;
  }

  /** @throws BadInputError, ConflictError, NotFoundError */
  async rename(actor: Actor, id: string, named: string): Promise<SavedSearch> {
    const owner = ownerOf(actor);
    const { savedSearches } = this.#options;
    const name = parseSearchName(named);
    if (!(await savedSearches.rename(owner, id, name))) throw new NameUsedError(name);
    const renamed = await savedSearches.find(owner, id);
    if (renamed === null) throw new NotFoundError(`Saved search ${id}`);
    return renamed;
  }

  /** Again is the same. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.#options.savedSearches.remove(ownerOf(actor), id);
  }

  async #ask(actor: Actor, filter: AssetFilter): Promise<number> {
    return (await this.#options.search.search(actor, questionOf(filter))).totalCount;
  }

  /** Words are looked at before the index is asked. */
  async #requireAskable(actor: Actor, filter: AssetFilter): Promise<void> {
    try {
      await this.#ask(actor, filter);
    } catch (error) {
      if (!(error instanceof SearchNotReadyError)) throw error;
    }
  }
}

class NameUsedError extends ConflictError {
  override readonly field = 'name';
  constructor(name: string) {
    super(`name: you have a search called ${name}. Choose another name.`);
  }
}

function questionOf(filter: AssetFilter) {
  return { filter, sort: 'NEWEST', page: ONE, hasFacets: false } as const;
}

function ownerOf(actor: Actor) {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  return actor.address;
}
