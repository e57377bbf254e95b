import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { SavedSearch } from '../domain/saved-search.ts';

export interface SavedSearchStore {
  /** False when its owner has one of that name. */
  insert(search: SavedSearch): Promise<boolean>;
  /** By name. */
  listOf(owner: Hex): Promise<SavedSearch[]>;
  find(owner: Hex, id: string): Promise<SavedSearch | null>;
  /** False when its owner has another of that name; nothing is changed when it is not there. */
  rename(owner: Hex, id: string, name: string): Promise<boolean>;
  remove(owner: Hex, id: string): Promise<void>;
}
