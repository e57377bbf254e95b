import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';

/** What a community's council or an auditor holds against an asset; while one is open nothing new is sold. */
export interface Dispute {
  readonly assetId: AssetId;
  readonly organizationId: OrganizationId;
  /** keccak256 of the reasons, of which we may have the text (StatedReason). */
  readonly reasonHash: Hex;
  readonly openedAt: Date;
  /** Until it is taken back or resolved. */
  readonly isOpen: boolean;
  /** After a resolution: from when the organization may dispute the asset again. Null when nothing keeps it from that. */
  readonly allowedAt: Date | null;
  readonly projectedIndex: number;
}
