import type { Asset } from '../../assets/domain/asset.ts';
import { formatFileId } from '../../assets/domain/file-id.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { FileDescriptions } from '../../files/services/file-descriptions.ts';
import type { Posters } from '../../files/services/posters.ts';
import type { FirstPicture } from '../domain/first-picture.ts';

export interface FirstPicturesOptions {
  readonly catalog: Pick<CatalogService, 'findCovers'>;
  readonly descriptions: Pick<FileDescriptions, 'findCovers' | 'findMany'>;
  readonly posters: Pick<Posters, 'findMany'>;
}

export interface Cover extends FirstPicture {
  /** It stands for a film, which an asset's page shows below its pictures. */
  readonly isOfFilm: boolean;
}

/** The picture by which an asset is shown in lists. */
export class FirstPictures {
  readonly #options: FirstPicturesOptions;

  constructor(options: FirstPicturesOptions) {
    this.#options = options;
  }

  /** Null: it has none, or none yet. */
  async find({ id, version, metadata, filesField }: Asset): Promise<Cover | null> {
    const { catalog, descriptions, posters } = this.#options;
    const { root } = filesField;
    const [cover = null] = await catalog.findCovers([root], await descriptions.findCovers([root]));
    if (cover === null) return null;
    const { sha256, index } = cover;
    const [description = null] = await descriptions.findMany([sha256]);
    if (description === null) return null;
    const [poster = null] = description.picture === null ? await posters.findMany([{ root, sha256 }]) : [];
    const picture = description.picture ?? poster?.picture ?? null;
    if (picture === null) return null;
    const { width, height } = picture;
    const fileId = formatFileId({ assetId: id, version, index });
    const isOfFilm = description.mediaType.startsWith('video/');
    return { fileId, width, height, isOpen: metadata.access === 'OPEN', isOfFilm };
  }
}
