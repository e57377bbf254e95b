import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';

/** Assets whose pictures stand for an organization. */
export interface StandIns {
  /** Is it of the organization, and may everybody see it? */
  canStandFor(organizationId: OrganizationId, assetId: AssetId): Promise<boolean>;
}
