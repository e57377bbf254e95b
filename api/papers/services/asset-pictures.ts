import type { Asset } from '../../assets/domain/asset.ts';
import { formatFileId } from '../../assets/domain/file-id.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { FileDescriptions } from '../../files/services/file-descriptions.ts';
import type { RenditionsService } from '../../files/services/renditions.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';

export interface AssetPicturesOptions {
  readonly catalog: Pick<CatalogService, 'findCovers'>;
  readonly descriptions: Pick<FileDescriptions, 'findCovers'>;
  readonly renditions: Pick<RenditionsService, 'open'>;
}

/** A picture by which a paper shows an asset, as its reader may see it. */
export interface AssetPicture {
  readonly webp: Uint8Array;
  /** Names these bytes among all renditions. */
  readonly tag: string;
}

/** Pixels of the long side: the largest that lists show, which bears no mark where the original is larger. */
const SIZE = 640;

/** The pictures of assets that papers show. */
export class AssetPictures {
  readonly #options: AssetPicturesOptions;

  constructor(options: AssetPicturesOptions) {
    this.#options = options;
  }

  /** Null: it has none, or none yet. */
  async find(actor: Actor, { id, version, filesField, isTakenDown }: Asset): Promise<AssetPicture | null> {
    if (isTakenDown) return null;
    const { catalog, descriptions, renditions } = this.#options;
    const { root } = filesField;
    const [cover = null] = await catalog.findCovers([root], await descriptions.findCovers([root]));
    if (cover === null) return null;
    try {
      return await renditions.open(actor, formatFileId({ assetId: id, version, index: cover.index }), SIZE);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }
}
