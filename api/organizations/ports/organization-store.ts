import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrganizationKind } from '../../platform/kernel/actor.ts';
import type { Organization, OrganizationProfile } from '../domain/organization.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

export interface OrganizationStore {
  find(id: OrganizationId): Promise<Organization | null>;
  findMany(ids: readonly OrganizationId[]): Promise<Organization[]>;
  /** The same for what is shown: a second old where another process writes. */
  findShown(ids: readonly OrganizationId[]): Promise<Organization[]>;
  /** By name order; pending profiles included. */
  list(kind: OrganizationKind | null, page: PageRequest): Promise<Page<Organization>>;
  /** Admitted organizations in which the key is a member, or whose council it is. */
  listByKey(address: Hex): Promise<Organization[]>;
  /** Profiles the key asked for that are not admitted yet. */
  countPending(requestedBy: Hex): Promise<number>;
  /** False when the slug is taken by a profile of somebody else. Asking again with the same key changes names and kind. */
  request(profile: OrganizationProfile): Promise<boolean>;
  /** Forgets a profile that this key asked for and nobody admitted, so that its slug is free again. */
  release(id: OrganizationId, requestedBy: Hex): Promise<void>;
  /** Writes a state newer than the stored one (by `projectedIndex`), keeping the profile's names. */
  project(organization: Organization): Promise<void>;
}
