import type { Asset } from '../../assets/domain/asset.ts';
import type { FileJobState } from '../domain/file-job.ts';
import { formatNameOf } from '../domain/media-type.ts';
import { DESCRIPTION_VERSION, type FileDescription, type MissingPicture } from '../domain/picture.ts';
import type { FileJobStore } from '../ports/file-job-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { FileDescriptions } from './file-descriptions.ts';

export interface MissingPicturesOptions {
  readonly manifests: Pick<ManifestStore, 'showStarts'>;
  readonly descriptions: Pick<FileDescriptions, 'showMany'>;
  readonly fileJobs: Pick<FileJobStore, 'hasOfVersion'>;
}

type Pictured = Pick<Asset, 'id' | 'filesField'>;

/** Work that may bring a version its first picture. */
const PICTURING_KINDS = ['describe', 'film', 'model'];
/** Lists ask for many assets at once, and the first files say what the others are. */
const LOOKED_AT = 20;

/** Why versions have no picture. The caller has made sure that the assets exist for the actor. */
export class MissingPictures {
  readonly #options: MissingPicturesOptions;

  constructor(options: MissingPicturesOptions) {
    this.#options = options;
  }

  /** In the order of the assets. Work is looked for only where there may be some. */
  async findMany(assets: readonly Pictured[]): Promise<MissingPicture[]> {
    const { manifests, descriptions } = this.#options;
    const starts = await manifests.showStarts(
      assets.map(({ filesField: { root } }) => root),
      LOOKED_AT,
    );
    const files = starts.flat();
    const found = await descriptions.showMany(files.map(({ sha256 }) => sha256));
    const described = new Map(files.map(({ sha256 }, at) => [sha256, found[at] ?? null]));
    return Promise.all(
      assets.map((asset, at) =>
        this.#whyNone(
          asset,
          (starts[at] ?? []).map(({ sha256 }) => described.get(sha256) ?? null),
        ),
      ),
    );
  }

  async #whyNone(
    asset: Pictured,
    descriptions: readonly (FileDescription | null)[],
  ): Promise<MissingPicture> {
    const isWhole = asset.filesField.count <= LOOKED_AT;
    if (!isWhole || descriptions.some(mayHaveWork)) {
      const waits = await this.#isWorkedOn(asset, ['WAITING', 'RUNNING']);
      if (waits) return { why: 'NOT_YET', format: null };
      const failed = await this.#isWorkedOn(asset, ['FAILED', 'UNAVAILABLE']);
      if (failed) return { why: 'FAILED', format: null };
    }
    // What was published this moment has no work yet either.
    if (descriptions.includes(null)) return { why: 'NOT_YET', format: null };
    const types = descriptions.flatMap((description) =>
      description === null ? [] : [description.mediaType],
    );
    const type = types.find((mediaType) => mediaType.startsWith('image/')) ?? types[0];
    return { why: 'NOT_MADE', format: type === undefined ? null : formatNameOf(type) };
  }

  async #isWorkedOn({ id, filesField }: Pictured, states: readonly FileJobState[]): Promise<boolean> {
    const { root } = filesField;
    return this.#options.fileJobs.hasOfVersion(id, { root, kinds: PICTURING_KINDS, states });
  }
}

/** Not looked at yet or by older code, refused, a picture that is no cover yet, or what gets its picture later. */
function mayHaveWork(description: FileDescription | null): boolean {
  if (description === null) return true;
  const { mediaType, picture, refusal, version } = description;
  if (version < DESCRIPTION_VERSION) return true;
  return picture != null || refusal != null || /^(video|model)\//.test(mediaType);
}
