import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { SavedMapping } from '../domain/saved-mapping.ts';

export interface SavedMappingStore {
  /** False when that version is there already. */
  insert(mapping: SavedMapping): Promise<boolean>;
  /** The newest of each name, by name. */
  listNewest(organizationId: OrganizationId): Promise<SavedMapping[]>;
  /** That version, or the newest. */
  find(organizationId: OrganizationId, name: string, version: number | null): Promise<SavedMapping | null>;
  /** Versions up to `version`. */
  removeUpTo(organizationId: OrganizationId, name: string, version: number): Promise<void>;
}
