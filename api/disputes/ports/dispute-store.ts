import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Dispute } from '../domain/dispute.ts';

/** The newest dispute of each organization about each asset, projected from the log. */
export interface DisputeStore {
  find(assetId: AssetId, organizationId: OrganizationId): Promise<Dispute | null>;
  /** Open ones about any of the assets, oldest first. */
  listOpen(assetIds: readonly AssetId[]): Promise<Dispute[]>;
  /** Open ones about whatever asset, oldest first; at most `limit`. */
  listAllOpen(limit: number): Promise<Dispute[]>;
  /** Those that may be raised again only later than `now`, the next first; at most `limit`. */
  listWaiting(now: Date, limit: number): Promise<Dispute[]>;
  /** Of an organization's, open or over, newest first. */
  listBy(organizationId: OrganizationId, first: number): Promise<Dispute[]>;
  /** Writes a state that is newer than the stored one (by `projectedIndex`); an older one changes nothing. */
  project(dispute: Dispute): Promise<void>;
}
