import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Asset, type AssetFile, canView } from '../../assets/domain/asset.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { parseFileId } from '../../assets/domain/file-id.ts';
import {
  type FileDescription,
  isReduction,
  type Picture,
  type Poster,
  previewRule,
  RENDITION_SIZES,
  RENDITION_VERSION,
  type RenditionKey,
  type RenditionSize,
  watermarkOf,
} from '../domain/picture.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { PictureMaker } from '../ports/picture-maker.ts';
import type { RenditionStore } from '../ports/rendition-store.ts';
import type { Posters } from './posters.ts';
import type { FileDescriptions } from './file-descriptions.ts';
import { KeyedMutex } from '../../platform/concurrency/keyed-mutex.ts';
import { VersionFiles, type VersionFilesOptions } from '../../assets/services/version-files.ts';

export interface RenditionsServiceOptions extends VersionFilesOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly descriptions: Pick<FileDescriptions, 'findMany' | 'describe'>;
  readonly content: Pick<ContentStore, 'read'>;
  readonly pictures: PictureMaker;
  readonly renditions: Pick<RenditionStore, 'find' | 'keep' | 'openDerivative'>;
  readonly posters: Pick<Posters, 'findMany'>;
  /** Has a marked preview say where it comes from, null where that can't be done now; it is left as it is unless given. */
  readonly signPreview?:
    | ((asset: Asset, file: AssetFile, webp: Uint8Array) => Promise<Uint8Array | null>)
    | undefined;
}

export interface Rendition {
  readonly webp: Uint8Array;
  /** Names these bytes among all renditions. */
  readonly tag: string;
  /** May caches keep it for anyone? */
  readonly isPublic: boolean;
}

/** Pictures of files at the sizes that pages show, for whoever may see the asset. */
export class RenditionsService {
  readonly #options: RenditionsServiceOptions;
  readonly #files: VersionFiles;
  readonly #turns = new KeyedMutex<string>();

  constructor(options: RenditionsServiceOptions) {
    this.#options = options;
    this.#files = new VersionFiles(options);
  }

  /**
   * Kept ones at once, others are made.
   * @throws NotFoundError, the same for what does not exist, what is no picture and what the actor may not see
   */
  async open(actor: Actor, fileId: string, size: number): Promise<Rendition> {
    const notFound = new NotFoundError(`Rendition ${size} of file ${fileId.slice(0, 100)}`);
    const known = RENDITION_SIZES.find((each) => each === size);
    const id = parseFileId(fileId);
    const asset = id === null ? null : await this.#options.assets.find(id.assetId);
    if (known === undefined || id === null || asset === null || !canView(actor, asset)) throw notFound;
    const file = await this.#files.find(asset, id);
    const key = file === null ? null : await this.#keyOf(file, asset, known);
    if (file === null || key === null) throw notFound;
    const made = await this.#turns.take(tagOf(key), () => this.#findOrMake(file, { asset, key }));
    if (made === null) throw notFound;
    // Who has it asks again, and gets the signed one.
    const tag = made.isSignedLater ? `${tagOf(key)}.unsigned` : tagOf(key);
    return { webp: made.webp, tag, isPublic: asset.metadata.access !== 'RESTRICTED' };
  }

  async #findOrMake(file: PlacedFile, { asset, key }: Wanted): Promise<Made | null> {
    const { renditions, content } = this.#options;
    const kept = await renditions.find(key);
    if (kept !== null) return { webp: kept, isSignedLater: false };
    const { mediaType, picture } = await this.#describe(file);
    if (picture === null) return this.#ofPoster(file, { asset, key });
    const source = { mediaType, bytes: file.bytes, read: () => content.read(file.cid) };
    return this.#make(source, file, { asset, key });
  }

  async #make(source: PictureSource, file: AssetFile, { asset, key }: Wanted): Promise<Made | null> {
    const { renditions, pictures, signPreview } = this.#options;
    const [made = null] = (await pictures.make(source, [key]))?.renditions ?? [];
    if (made === null) return null;
    // Those without a mark are kept by content alone, which may be of several assets.
    const isSigned = key.watermark !== null && signPreview !== undefined;
    const webp = isSigned ? await signPreview(asset, file, made) : made;
    // Shown, but not kept: a kept one is never signed.
    if (webp === null) return { webp: made, isSignedLater: true };
    await renditions.keep(key, webp);
    return { webp, isSignedLater: false };
  }

  async #keyOf(file: PlacedFile, asset: Asset, size: RenditionSize): Promise<RenditionKey | null> {
    const { sha256 } = file;
    const isOpen = asset.metadata.access === 'OPEN';
    const rule = previewRule(size, isOpen);
    if (rule === 'none') return null;
    const picture = rule === 'marked' || isOpen ? null : await this.#pictureOf(file);
    const isMarked = rule === 'marked' || (picture !== null && !isReduction(size, picture));
    return { sha256, size, watermark: isMarked ? watermarkOf(asset.id) : null };
  }

  /** Its own, else its poster's. */
  async #pictureOf(file: PlacedFile): Promise<Picture | null> {
    const { picture } = await this.#describe(file);
    return picture ?? (await this.#posterOf(file))?.picture ?? null;
  }

  async #posterOf({ root, sha256 }: PlacedFile): Promise<Poster | null> {
    const [poster = null] = await this.#options.posters.findMany([{ root, sha256 }]);
    return poster;
  }

  async #describe(file: AssetFile): Promise<FileDescription> {
    const { descriptions } = this.#options;
    const [known = null] = await descriptions.findMany([file.sha256]);
    return known ?? (await descriptions.describe(file));
  }

  /** Films and models are shown by their poster. */
  async #ofPoster(file: PlacedFile, { asset, key: { size, watermark } }: Wanted): Promise<Made | null> {
    const { renditions } = this.#options;
    const poster = await this.#posterOf(file);
    if (poster === null) return null;
    const key: RenditionKey = { sha256: poster.sha256, size, watermark };
    const kept = await renditions.find(key);
    if (kept !== null) return { webp: kept, isSignedLater: false };
    const png = await renditions.openDerivative({ sha256: poster.sha256, name: 'poster', watermark: null });
    if (png === null) return null;
    const source = { mediaType: 'image/png', bytes: png.bytes, read: () => png.read() };
    return this.#make(source, file, { asset, key });
  }
}

type PlacedFile = AssetFile & { readonly root: Hex };
type PictureSource = Parameters<PictureMaker['make']>[0];

interface Made {
  readonly webp: Uint8Array;
  /** The signer had no time for it. */
  readonly isSignedLater: boolean;
}

interface Wanted {
  readonly asset: Asset;
  readonly key: RenditionKey;
}

function tagOf({ sha256, size, watermark }: RenditionKey): string {
  return [
    sha256,
    `v${RENDITION_VERSION}`,
    size,
    ...(watermark === null ? [] : [watermark.replace(' ', '-')]),
  ].join('.');
}
