import type { Readable } from 'node:stream';
import type { Hex } from '@lanran/protocol/bytes';
import { todayOf } from '@lanran/protocol/day';
import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/ids';
import { parseFilesField } from '@lanran/protocol/manifest';
import type { StatementKind } from '@lanran/protocol/statement';
import type { Actor } from '../domain/actor.ts';
import { type Asset, type AssetFile, canReadOriginals } from '../domain/asset.ts';
import { VERSION_KINDS } from '../domain/asset-version.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { License } from '../domain/licensing.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { AssetStore } from '../ports/asset-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ByteRange, ContentStore } from '../ports/content-store.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ManifestStore } from '../ports/manifest-store.ts';

const FILE_ID = /^(0x[0-9a-f]{64})\.([1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/** `<asset id>.<version>.<index in the version's manifest>` */
interface FileId {
  readonly assetId: AssetId;
  readonly version: number;
  readonly index: number;
}

export interface DownloadsServiceOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly manifests: Pick<ManifestStore, 'find'>;
  /** Where earlier versions of an asset are found. */
  readonly leaves: {
    listByKinds(
      assetId: AssetId,
      kinds: readonly StatementKind[],
    ): Promise<readonly Pick<LoggedStatement, 'body'>[]>;
  };
  readonly licenses: {
    listHeld(
      organizationIds: readonly OrganizationId[],
      assetId: AssetId,
    ): Promise<readonly Pick<License, 'id'>[]>;
  };
  /** Says whether a license is live; a license may have been revoked. */
  readonly ledger: Pick<Ledger, 'isLicenseStanding'>;
  readonly content: Pick<ContentStore, 'read'>;
  readonly clock: Clock;
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
    const file = await this.#findFile(asset, id);
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
    // What is RESTRICTED exists for its people alone; no license opens it (ADR 8).
    if (actor.kind === 'anonymous' || asset.metadata.access === 'RESTRICTED') return false;
    const { licenses, ledger, clock } = this.#options;
    const organizationIds = actor.memberships.map(({ organizationId }) => organizationId);
    const held = await licenses.listHeld(organizationIds, asset.id);
    const today = todayOf(Math.floor(clock.now().getTime() / 1000));
    for (const { id } of held) {
      if (await ledger.isLicenseStanding(id, today)) return true;
    }
    return false;
  }

  async #findFile(asset: Asset, { version, index }: FileId): Promise<AssetFile | null> {
    const root =
      version === asset.version ? asset.filesField.root : await this.#rootOfVersion(asset.id, version);
    return root === null ? null : this.#options.manifests.find(root, index);
  }

  async #rootOfVersion(assetId: AssetId, version: number): Promise<Hex | null> {
    for (const { body } of await this.#options.leaves.listByKinds(assetId, VERSION_KINDS)) {
      const fields = new Map(body.map(({ name, value }) => [name, value]));
      if (fields.get('version') === version && fields.has('files'))
        return parseFilesField(fields.get('files')).root;
    }
    return null;
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
