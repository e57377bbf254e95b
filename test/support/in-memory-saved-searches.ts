import type { LookedSearch, SavedSearch } from '@lanran/api/search/domain/saved-search';
import type { SavedSearchStore } from '@lanran/api/search/ports/saved-search-store';

export class InMemorySavedSearches implements SavedSearchStore {
  readonly looks = new Map<string, Pick<LookedSearch, 'lookedTo' | 'toldOn'>>();
  readonly #kept = new Map<string, SavedSearch>();

  async insert(search: SavedSearch) {
    if ((await this.listOf(search.owner)).some(({ name }) => name === search.name)) return false;
    this.#kept.set(search.id, search);
    return true;
  }
  async listOf(owner: SavedSearch['owner']) {
    return [...this.#kept.values()]
      .filter((search) => search.owner === owner)
      .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  }
  async listAfter(after: string, most: number) {
    return [...this.#kept.values()]
      .filter(({ id }) => id > after)
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, most)
      .map((search) => ({ lookedTo: null, toldOn: null, ...this.looks.get(search.id), ...search }));
  }
  async noteLook(id: string, look: Pick<LookedSearch, 'lookedTo' | 'toldOn'>) {
    this.looks.set(id, look);
  }
  async find(owner: SavedSearch['owner'], id: string) {
    return (await this.listOf(owner)).find((search) => search.id === id) ?? null;
  }
  async rename(owner: SavedSearch['owner'], id: string, name: string) {
    const found = await this.find(owner, id);
    if (found === null) return true;
    if ((await this.listOf(owner)).some((other) => other.id !== id && other.name === name)) return false;
    this.#kept.set(id, { ...found, name });
    return true;
  }
  async remove(owner: SavedSearch['owner'], id: string) {
    if ((await this.find(owner, id)) !== null) this.#kept.delete(id);
  }
}
