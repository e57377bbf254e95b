import type { Readable } from 'node:stream';
import { todayOf } from '@lanran/protocol/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Actor } from '../domain/actor.ts';
import { type Asset, type AssetFile, canReadOriginals } from '../domain/asset.ts';
import { NotFoundError } from '../domain/errors.ts';
import { parseFileId } from '../domain/file-id.ts';
import type { License } from '../domain/licensing.ts';
import type { AssetStore } from '../ports/asset-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ByteRange, ContentStore } from '../ports/content-store.ts';
import type { Ledger } from '../ports/ledger.ts';
import { VersionFiles, type VersionFilesOptions } from './version-files.ts';

export interface DownloadsServiceOptions extends VersionFilesOptions {
  readonly assets: Pick<AssetStore, 'find'>;
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
  readonly #files: VersionFiles;

  constructor(options: DownloadsServiceOptions) {
    this.#options = options;
    this.#files = new VersionFiles(options);
  }

  /** @throws NotFoundError, the same for what does not exist and for what the actor may not have (DESIGN §8) */
  async open(actor: Actor, fileId: string): Promise<Download> {
    const { assets, content } = this.#options;
    const id = parseFileId(fileId);
    const asset = id === null ? null : await assets.find(id.assetId);
    if (id === null || asset === null || !(await this.#mayRead(actor, asset))) throw notFound(fileId);
    const file = await this.#files.find(asset, id);
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
}

function notFound(fileId: string): NotFoundError {
  return new NotFoundError(`File ${fileId.slice(0, 100)}`);
}
