import type { Readable } from 'node:stream';
import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/ids';
import type { Actor } from '../domain/actor.ts';
import { type Asset, type AssetFile, canReadOriginals } from '../domain/asset.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { ByteRange, ContentStore } from '../ports/content-store.ts';

const FILE_ID = /^(0x[0-9a-f]{64})\.([1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/** `<asset id>.<version>.<index in the version's manifest>` */
export interface FileId {
  readonly assetId: AssetId;
  readonly version: number;
  readonly index: number;
}

export interface DownloadsServiceOptions {
  readonly assets: {
    find(assetId: AssetId): Promise<Asset | null>;
    /** The file at a place of a version's manifest; null when there is none. */
    findFile(id: FileId): Promise<AssetFile | null>;
  };
  readonly licenses: {
    /** Does any of the organizations hold a license of the asset that is live today? */
    anyHoldsLiveLicense(organizationIds: readonly OrganizationId[], assetId: AssetId): Promise<boolean>;
  };
  readonly content: ContentStore;
}

/** A file the actor may have. */
export interface Download {
  readonly file: Pick<AssetFile, 'path' | 'bytes' | 'sha256' | 'cid'>;
  /** May caches keep it for anyone? */
  readonly isOpen: boolean;
  /** Streams the file or a part of it. Throws ContentMissingError or UnavailableError. */
  read(range?: ByteRange): Promise<Readable>;
}

/** Originals for those who may have them: everyone when OPEN, the asset's people, and its licensees. */
export class DownloadsService {
  readonly #options: DownloadsServiceOptions;

  constructor(options: DownloadsServiceOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, the same for what does not exist and for what the actor may not have (DESIGN §8) */
  async open(actor: Actor, fileId: string): Promise<Download> {
    const { assets, content } = this.#options;
    const id = parseFileId(fileId);
    const asset = id === null ? null : await assets.find(id.assetId);
    if (id === null || asset === null || !(await this.#mayRead(actor, asset))) throw notFound(fileId);
    const file = await assets.findFile(id);
    if (file === null) throw notFound(fileId);
    const { path, bytes, sha256, cid } = file;
    return {
      file: { path, bytes, sha256, cid },
      isOpen: asset.metadata.access === 'OPEN',
      read: (range) => content.read(cid, range),
    };
  }

  async #mayRead(actor: Actor, asset: Asset): Promise<boolean> {
    if (canReadOriginals(actor, asset)) return true;
    if (actor.kind === 'anonymous') return false;
    // A license once bought holds, even if its asset has since become RESTRICTED: what was sold stays sold.
    const organizationIds = actor.memberships.map(({ organizationId }) => organizationId);
    return this.#options.licenses.anyHoldsLiveLicense(organizationIds, asset.id);
  }
}

function parseFileId(text: string): FileId | null {
  const [, assetId, version, index] = FILE_ID.exec(text) ?? [];
  if (assetId === undefined) return null;
  return { assetId: parseAssetId(assetId), version: Number(version), index: Number(index) };
}

function notFound(fileId: string): NotFoundError {
  return new NotFoundError(`File ${fileId.slice(0, 100)}`);
}
