import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';

/** A council's stated no to licensing an asset. Nothing may be sold without its yes anyway; this says that it was thought about. */
export interface ConsentRefusal {
  readonly assetId: AssetId;
  readonly community: OrganizationId;
  /** Whose asset it was. */
  readonly holder: OrganizationId;
  /** For the holder to read. */
  readonly reason: string;
  /** The key of the council, or of one of its Safe's owners. */
  readonly refusedBy: Hex;
  readonly refusedAt: Date;
  /** Leaves of the log by then: a consent that comes after ends the refusal. */
  readonly logSize: number;
}
