import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { License, LicenseFilter, Offer, SaleBeside, SoldLicense } from '../domain/license.ts';
import type { IdRange } from '../../platform/kernel/id-range.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

export interface OfferStore {
  find(id: string): Promise<Offer | null>;
  /** Offers of the assets that are not closed, in the order of their ids; the contracts let an asset have 32. */
  listOpen(assetIds: readonly AssetId[]): Promise<Offer[]>;
  /**
   * The first `most` offers of a holder that are not closed, of assets whose ids come after `after`, in the order of the ids of
   * the assets.
   */
  listOpenOf(holder: OrganizationId, after: AssetId | null, most: number): Promise<Offer[]>;
  project(offer: Offer): Promise<void>;
}

export interface LicenseStore {
  find(id: LicenseId): Promise<License | null>;
  findMany(ids: readonly LicenseId[]): Promise<License[]>;
  /** From one id to another, both included, in their order. */
  listIds(range: IdRange, most: number): Promise<LicenseId[]>;
  /** Newest first. */
  list(filter: LicenseFilter, page: PageRequest): Promise<Page<License>>;
  /** Licenses of one asset held by any of the organizations. */
  listHeld(organizationIds: readonly OrganizationId[], assetId: AssetId): Promise<License[]>;
  /** Licenses of the assets that any of the organizations bought, whoever has them now. */
  listSold(licensees: readonly OrganizationId[], assetIds: readonly AssetId[]): Promise<License[]>;
  /** Exclusive licenses of the assets that were not revoked, also when they are over. */
  listExclusive(assetIds: readonly AssetId[]): Promise<License[]>;
  /** Of the assets, what was sold to the licensee, by sale or invoice or otherwise, whoever has it now. */
  listSoldTo(licensee: OrganizationId, assetIds: readonly AssetId[]): Promise<SoldLicense[]>;
  /** Of the assets, what was sold beside others, parts of licenses left out, in the order of sale; also what is over. */
  listBeside(assetIds: readonly AssetId[]): Promise<SaleBeside[]>;
  /** Whose last day it is, after an id, in the order of ids; those that were revoked left out. */
  listEnding(lastDay: Day, after: LicenseId | null, most: number): Promise<License[]>;
  /** Ids of the licenses that an organization has and may grant parts of. */
  listSublicensable(licensee: OrganizationId): Promise<LicenseId[]>;
  project(license: License): Promise<void>;
}
