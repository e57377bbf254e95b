import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { UseConsent } from '../domain/use-consent.ts';

export interface UseConsentStore {
  find(assetId: AssetId, licensee: OrganizationId): Promise<UseConsent | null>;
  /** To one licensee, of any of the assets. */
  findMany(assetIds: readonly AssetId[], licensee: OrganizationId): Promise<UseConsent[]>;
  /** As granted last to each licensee, the latest change first. */
  listByAsset(assetId: AssetId): Promise<UseConsent[]>;
  /** The same of all assets of a community. */
  listByCommunity(community: OrganizationId, limit: number): Promise<UseConsent[]>;
  project(consent: UseConsent): Promise<void>;
}
