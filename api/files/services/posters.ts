import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { jobFailure, type JobFailure, type JobFile } from '../domain/file-job.ts';
import { LIST_SIZES, type Poster, type PosterPlace } from '../domain/picture.ts';
import type { FileDescriptionStore } from '../ports/file-description-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { PictureMaker } from '../ports/picture-maker.ts';
import type { PosterStore } from '../ports/poster-store.ts';
import type { RenditionStore } from '../ports/rendition-store.ts';

export interface PostersOptions {
  readonly posters: PosterStore;
  readonly covers: Pick<FileDescriptionStore, 'offerCover' | 'removeCover'>;
  readonly pictures: PictureMaker;
  readonly renditions: Pick<RenditionStore, 'allow' | 'keep' | 'keepDerivative' | 'remove'>;
  readonly manifests: Pick<ManifestStore, 'find'>;
}

/** Pictures that stand for films and models. */
export class Posters {
  readonly #options: PostersOptions;

  constructor(options: PostersOptions) {
    this.#options = options;
  }

  /** In the order of the places; null where there is none. */
  async findMany(places: readonly PosterPlace[]): Promise<(Poster | null)[]> {
    return this.#options.posters.findMany(places);
  }

  /** Keeps a PNG as the poster of a file, with the renditions that lists show. Resolves to why it is none; null when it is. */
  async keep(file: Pick<JobFile, 'root' | 'index' | 'sha256'>, png: Uint8Array): Promise<JobFailure | null> {
    const { posters, covers, pictures, renditions, manifests } = this.#options;
    const sha256 = createHash('sha256').update(png).digest('hex');
    const wanted = LIST_SIZES.map((size) => ({ size, watermark: null }));
    const source = { mediaType: 'image/png', bytes: png.length, read: async () => Readable.from([png]) };
    const made = await pictures.make(source, wanted);
    if (made === null || made.picture === null)
      return (
        made?.refusal ??
        jobFailure('PLATFORM', {
          en: 'What was drawn of it is no picture.',
          zh: '由其生成的画面不是有效图像。',
        })
      );
    renditions.allow(sha256);
    for (const [at, key] of wanted.entries()) {
      const webp = made.renditions[at];
      if (webp !== undefined) await renditions.keep({ sha256, ...key }, webp);
    }
    await renditions.keepDerivative({ sha256, name: 'poster', watermark: null }, [png]);
    await posters.keep(file, { sha256, picture: made.picture });
    await covers.offerCover(file.root, file.index);
    // Taken down while it was drawn: the poster goes too.
    if ((await manifests.find(file.root, file.index)) === null) {
      await posters.remove(file);
      if ((await posters.countOf(sha256, 1)) === 0) await renditions.remove(sha256);
      await covers.removeCover(file.root, file.index);
    }
    return null;
  }
}
