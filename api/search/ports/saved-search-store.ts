import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LookedSearch, SavedSearch } from '../domain/saved-search.ts';

export interface SavedSearchStore {
  /** False when its owner has one of that name. */
  insert(search: SavedSearch): Promise<boolean>;
  /** By name. */
  listOf(owner: Hex): Promise<SavedSearch[]>;
  /** Of all owners, after an id, in the order of ids. */
  listAfter(id: string, most: number): Promise<LookedSearch[]>;
  /** Up to which leaf it was looked for new assets, and the day on which its owner was told of some. */
  noteLook(id: string, look: Pick<LookedSearch, 'lookedTo' | 'toldOn'>): Promise<void>;
  find(owner: Hex, id: string): Promise<SavedSearch | null>;
  /** False when its owner has another of that name; nothing is changed when it is not there. */
  rename(owner: Hex, id: string, name: string): Promise<boolean>;
  remove(owner: Hex, id: string): Promise<void>;
}
