import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Profile } from '../domain/profile.ts';

/** What organizations say of themselves. No read model: only they can say it again. */
export interface ProfileStore {
  findMany(ids: readonly OrganizationId[]): Promise<Profile[]>;
  /** The same for what is shown: a second old where another process writes. */
  findShown(ids: readonly OrganizationId[]): Promise<Profile[]>;
  /** In place of what it said before. */
  put(profile: Profile): Promise<void>;
}
