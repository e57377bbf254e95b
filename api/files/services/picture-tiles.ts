import type { Readable } from 'node:stream';
import type { Actor } from '../../platform/kernel/actor.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { fileJobId, type JobFailure, type JobFile } from '../domain/file-job.ts';
import { parseFileId } from '../../assets/domain/file-id.ts';
import type { DerivativeKey, FileDescription } from '../domain/picture.ts';
import {
  INDEX_START,
  indexLengthOf,
  packTiles,
  parseTileIndex,
  TILE_SIZE,
  type TileIndex,
  tileName,
  type TilePlace,
} from '../domain/picture-tile-pack.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { FileJobStore } from '../ports/file-job-store.ts';
import type { KeptDerivative, RenditionStore } from '../ports/rendition-store.ts';
import type { TileMaker } from '../ports/picture-tile-maker.ts';
import type { OpenableOriginals } from '../ports/openable-originals.ts';

export interface PictureTilesOptions {
  readonly downloads: OpenableOriginals;
  readonly content: Pick<ContentStore, 'read'>;
  readonly renditions: Pick<RenditionStore, 'openDerivative' | 'keepDerivative'>;
  readonly tiles: TileMaker;
  readonly fileJobs: Pick<FileJobStore, 'find'>;
}

/** The work that makes them, among the jobs of a file. */
export const TILES_JOB = { kind: 'tiles' } as const;
/** A view is dozens of tiles: a license that stood a moment ago is not asked about for each. Revoked, it opens none after this. */
const LICENSE_AGE_MS = 5_000;

/** The tiles that a picture has. */
export interface TileSet {
  readonly width: number;
  readonly height: number;
  readonly tileSize: number;
  /** Level 0 is one tile; the last has all pixels. */
  readonly levels: number;
  readonly tag: string;
  readonly isPublic: boolean;
}

interface OpenPack {
  readonly kept: KeptDerivative;
  readonly index: TileIndex;
  /** Where offsets of the index count from. */
  readonly dataStart: number;
}

const REMEMBERED = 64;

/** Pictures to look into as deep as they go: for whoever may have the original, since together the tiles are it. */
export class PictureTilesService {
  readonly #options: PictureTilesOptions;
  /** By content; the last that were asked for. */
  readonly #indexes = new Map<string, Pick<OpenPack, 'index' | 'dataStart'>>();

  constructor(options: PictureTilesOptions) {
    this.#options = options;
  }

  /** Nothing to do for content that has its tiles. Resolves to why it can't be cut; null when it was. */
  async make(
    { sha256, cid, bytes }: Pick<JobFile, 'sha256' | 'cid' | 'bytes'>,
    { mediaType, picture }: FileDescription,
  ): Promise<JobFailure | null> {
    const { content, renditions, tiles } = this.#options;
    if (picture === null || (await renditions.openDerivative(keyOf(sha256))) !== null) return null;
    const source = { mediaType, bytes, read: () => content.read(cid) };
    return tiles.makeTiles(source, (cut) =>
      renditions.keepDerivative(keyOf(sha256), packTiles(picture, cut)),
    );
  }

  /** Null while they are being made. @throws NotFoundError, as `OpenableOriginals.open`, and where there are no tiles */
  async describe(actor: Actor, fileId: string): Promise<TileSet | null> {
    const pack = await this.#open(actor, fileId);
    if (pack === null) return null;
    const { index, sha256, isOpen } = pack;
    const { width, height, levels } = index;
    return { width, height, levels, tileSize: TILE_SIZE, tag: `${sha256}.tiles`, isPublic: isOpen };
  }

  /** Null and errors as `describe`. */
  async read(
    actor: Actor,
    fileId: string,
    place: TilePlace,
  ): Promise<{ readonly webp: Uint8Array; readonly tag: string; readonly isPublic: boolean } | null> {
    const pack = await this.#open(actor, fileId);
    if (pack === null) return null;
    const { kept, index, dataStart, sha256, isOpen } = pack;
    const name = tileName(place);
    const found = Object.hasOwn(index.places, name) ? index.places[name] : undefined;
    if (found === undefined) throw notFound(fileId);
    const [offset, length] = found;
    const start = dataStart + offset;
    const webp = await bytesOf(await kept.read({ start, end: start + length }));
    return { webp, tag: `${sha256}.${name.replace('/', '.')}`, isPublic: isOpen };
  }

  async #open(actor: Actor, fileId: string) {
    const { downloads, renditions } = this.#options;
    const { file, isOpen } = await downloads.open(actor, fileId, { licenseAgeMs: LICENSE_AGE_MS });
    const { sha256 } = file;
    const kept = await renditions.openDerivative(keyOf(sha256));
    if (kept === null && (await this.#isUnderWay(fileId, sha256))) return null;
    if (kept === null) throw notFound(fileId);
    return { kept, ...(await this.#indexOf(sha256, kept)), sha256, isOpen };
  }

  async #isUnderWay(fileId: string, sha256: string): Promise<boolean> {
    const id = parseFileId(fileId);
    if (id === null) return false;
    const job = await this.#options.fileJobs.find(fileJobId({ assetId: id.assetId, sha256 }, TILES_JOB));
    return job?.state === 'WAITING' || job?.state === 'RUNNING';
  }

  async #indexOf(sha256: string, kept: KeptDerivative): Promise<Pick<OpenPack, 'index' | 'dataStart'>> {
    const known = this.#indexes.get(sha256);
    if (known !== undefined) return known;
    const length = indexLengthOf(await bytesOf(await kept.read({ start: 0, end: INDEX_START })));
    const dataStart = INDEX_START + length;
    const index = parseTileIndex(await bytesOf(await kept.read({ start: INDEX_START, end: dataStart })));
    const oldest = this.#indexes.size >= REMEMBERED ? this.#indexes.keys().next().value : undefined;
    if (oldest !== undefined) this.#indexes.delete(oldest);
    this.#indexes.set(sha256, { index, dataStart });
    return { index, dataStart };
  }
}

function keyOf(sha256: string): DerivativeKey {
  return { sha256, name: 'tiles', watermark: null };
}

async function bytesOf(readable: Readable): Promise<Uint8Array> {
  const portions: Uint8Array[] = [];
  for await (const portion of readable) portions.push(portion as Uint8Array);
  return Buffer.concat(portions);
}

function notFound(fileId: string): NotFoundError {
  return new NotFoundError(`File ${fileId.slice(0, 100)}`);
}
