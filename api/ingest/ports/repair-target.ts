import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { StagedUpload } from './staging-area.ts';

/** Takes uploads that bring back the bytes of a published file. */
export interface RepairTarget {
  /** @throws ForbiddenError, BadInputError when nothing of the asset is like what is promised */
  begin(
    actor: Actor,
    assetId: AssetId,
    promised: { readonly path: string; readonly bytes: number; readonly sha256: string | null },
  ): Promise<void>;
  /** @throws NotFoundError for those who may not bring back files of the asset */
  requireCarer(actor: Actor, assetId: AssetId): Promise<void>;
  /** Puts the bytes in the place of those that are damaged or missing. */
  take(upload: StagedUpload, assetId: AssetId, digest: FileDigest): Promise<void>;
}
