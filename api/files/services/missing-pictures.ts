import type { Asset } from '../../assets/domain/asset.ts';
import type { FileJobState } from '../domain/file-job.ts';
import { formatNameOf } from '../domain/media-type.ts';
import type { MissingPicture } from '../domain/picture.ts';
import type { FileJobStore } from '../ports/file-job-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { FileDescriptions } from './file-descriptions.ts';

export interface MissingPicturesOptions {
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly descriptions: Pick<FileDescriptions, 'findMany'>;
  readonly fileJobs: Pick<FileJobStore, 'hasOfVersion'>;
}

/** Work that may bring a version its first picture. */
const PICTURING_KINDS = ['describe', 'film', 'model'];
/** Lists ask for many assets at once, and the first files say what the others are. */
const LOOKED_AT = 20;

/** Why a version has no picture. The caller has made sure that the asset exists for the actor. */
export class MissingPictures {
  readonly #options: MissingPicturesOptions;

  constructor(options: MissingPicturesOptions) {
    this.#options = options;
  }

  async whyNone({ id, filesField: { root } }: Pick<Asset, 'id' | 'filesField'>): Promise<MissingPicture> {
    const { manifests, descriptions, fileJobs } = this.#options;
    const has = (states: readonly FileJobState[]) =>
      fileJobs.hasOfVersion(id, { root, kinds: PICTURING_KINDS, states });
    if (await has(['WAITING', 'RUNNING'])) return { why: 'NOT_YET', format: null };
    if (await has(['FAILED', 'UNAVAILABLE'])) return { why: 'FAILED', format: null };
    const files = await manifests.list(root, 0, LOOKED_AT);
    const found = await descriptions.findMany(files.map(({ sha256 }) => sha256));
    // What was published this moment has no work yet either.
    if (found.includes(null)) return { why: 'NOT_YET', format: null };
    const types = found.flatMap((description) => (description === null ? [] : [description.mediaType]));
    const type = types.find((mediaType) => mediaType.startsWith('image/')) ?? types[0];
    return { why: 'NOT_MADE', format: type === undefined ? null : formatNameOf(type) };
  }
}
