import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetFile } from '../../assets/domain/asset.ts';
import { DESCRIPTION_VERSION, type FileDescription, LIST_SIZES } from '../domain/picture.ts';
import type { ByteRange, ContentStore } from '../../storage/ports/content-store.ts';
import type { FileDescriptionStore } from '../ports/file-description-store.ts';
import type { MediaTypeDetector } from '../ports/media-type-detector.ts';
import type { PictureMaker } from '../ports/picture-maker.ts';
import type { RenditionStore } from '../ports/rendition-store.ts';

export interface FileDescriptionsOptions {
  readonly descriptions: FileDescriptionStore;
  readonly content: Pick<ContentStore, 'read'>;
  readonly types: MediaTypeDetector;
  readonly pictures: PictureMaker;
  readonly renditions: Pick<RenditionStore, 'keep'>;
}

type LookedAtFile = Pick<AssetFile, 'sha256' | 'cid' | 'bytes'>;

/** What published files are, found out from their bytes and kept. */
export class FileDescriptions {
  readonly #options: FileDescriptionsOptions;

  constructor(options: FileDescriptionsOptions) {
    this.#options = options;
  }

  /** In the order of the hashes; null for files not looked at yet. */
  async findMany(sha256s: readonly string[]): Promise<(FileDescription | null)[]> {
    return inOrder(sha256s, await this.#options.descriptions.findMany(sha256s));
  }

  /** The same for what is shown: a second old where another process writes. */
  async showMany(sha256s: readonly string[]): Promise<(FileDescription | null)[]> {
    return inOrder(sha256s, await this.#options.descriptions.findShown(sha256s));
  }

  /** The index of the first picture in each file manifest; null where there is none, or not yet. */
  async findCovers(manifestRoots: readonly Hex[]): Promise<(number | null)[]> {
    const covers = await this.#options.descriptions.findShownCovers(manifestRoots);
    return manifestRoots.map((root) => covers.get(root) ?? null);
  }

  /**
   * Looks at a file and keeps what it is, with the renditions that lists show, from one reading of it.
   * @throws ContentMissingError, UnavailableError
   */
  async describe(file: LookedAtFile): Promise<FileDescription> {
    const description = await this.#look(file);
    await this.#options.descriptions.keep([description]);
    return description;
  }

  /** The same for many, by their SHA-256; one that can't be read is absent. */
  async describeMany(files: readonly LookedAtFile[]): Promise<ReadonlyMap<string, FileDescription>> {
    const found: FileDescription[] = [];
    for (const file of files) {
      const description = await this.#look(file).catch(() => null);
      if (description !== null) found.push(description);
    }
    await this.#options.descriptions.keep(found);
    return new Map(found.map((description) => [description.sha256, description]));
  }

  async #look({ sha256, cid, bytes }: LookedAtFile): Promise<FileDescription> {
    const { content, pictures, renditions } = this.#options;
    const mediaType = await this.#options.types.typeOf({ bytes, read: (range) => this.#read(cid, range) });
    const wanted = LIST_SIZES.map((size) => ({ size, watermark: null }));
    const source = { mediaType, bytes, read: () => content.read(cid) };
    const made = await pictures.make(source, wanted);
    for (const [at, key] of wanted.entries()) {
      const webp = made?.renditions[at];
      if (webp !== undefined) await renditions.keep({ sha256, ...key }, webp);
    }
    const { picture = null, refusal = null } = made ?? {};
    return { sha256, mediaType, picture, refusal, version: DESCRIPTION_VERSION };
  }

  async #read(cid: string, range: ByteRange): Promise<Uint8Array> {
    const portions: Uint8Array[] = [];
    const source = await this.#options.content.read(cid, range);
    for await (const portion of source) portions.push(portion as Uint8Array);
    return Buffer.concat(portions);
  }
}

function inOrder(sha256s: readonly string[], found: readonly FileDescription[]): (FileDescription | null)[] {
  const bySha256 = new Map(found.map((description) => [description.sha256, description]));
  return sha256s.map((sha256) => bySha256.get(sha256) ?? null);
}
