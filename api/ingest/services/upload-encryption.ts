import { repairedAsset } from '../domain/repair-upload.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { DraftFiles } from '../ports/draft-files.ts';

export interface UploadEncryptionOptions {
  readonly drafts: Pick<DraftFiles, 'findAccess'>;
  readonly assets: Pick<AssetStore, 'find'>;
}

/** Which uploads are encrypted from their first byte on: all but those for drafts, or repairs, that are OPEN. */
export class UploadEncryption {
  readonly #options: UploadEncryptionOptions;

  constructor(options: UploadEncryptionOptions) {
    this.#options = options;
  }

  /** Null for a draft that is gone or published. */
  async isSealed(draftId: string): Promise<boolean | null> {
    const { drafts, assets } = this.#options;
    const assetId = repairedAsset(draftId);
    const access =
      assetId === null
        ? await drafts.findAccess(draftId)
        : ((await assets.find(assetId))?.metadata.access ?? null);
    return access === null ? null : access !== 'OPEN';
  }
}
