import type { Readable } from 'node:stream';
import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Asset, type AssetFile, canReadOriginals } from '../../assets/domain/asset.ts';
import {
  ContentDamagedError,
  ContentMissingError,
  ContentUnreadableError,
  ForbiddenError,
  NotFoundError,
  VersionRefusedError,
} from '../../platform/kernel/errors.ts';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import { type FileId, formatFileId, parseFileId } from '../../assets/domain/file-id.ts';
import type { License } from '../../licensing/domain/license.ts';
import { isOutOfReach } from '../../fixity/domain/fixity.ts';
import { UNKNOWN_MEDIA_TYPE } from '../../files/domain/media-type.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { ByteRange, ContentStore } from '../../storage/ports/content-store.ts';
import type { FileDescriptionStore } from '../../files/ports/file-description-store.ts';
import type { FixityStore } from '../../fixity/ports/fixity-store.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { LicenseVersions, VersionedLicense } from '../../licensing/services/license-versions.ts';
import { PositiveAnswerCache } from '../../platform/concurrency/positive-answer-cache.ts';
import type { TakeDowns } from '../../assets/services/take-downs.ts';
import { VersionFiles, type VersionFilesOptions } from '../../assets/services/version-files.ts';
import { readWatched } from '../../storage/services/damage-reporting-content.ts';

export interface DownloadsServiceOptions extends VersionFilesOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly manifests: Pick<ManifestStore, 'find' | 'list'>;
  readonly licenses: {
    listHeld(organizationIds: readonly OrganizationId[], assetId: AssetId): Promise<readonly HeldLicense[]>;
  };
  readonly licenseVersions: Pick<LicenseVersions, 'openedBy'>;
  /** Says whether a license is live; a license may have been revoked. */
  readonly ledger: Pick<Ledger, 'isLicenseStanding'>;
  readonly content: Pick<ContentStore, 'read'>;
  readonly descriptions: Pick<FileDescriptionStore, 'findMany'>;
  /** What is known to be damaged is not given out as the original. */
  readonly fixityFiles: Pick<FixityStore, 'find'>;
  /** A reader found that a stored original is not what was published, or not there. */
  readonly onDamage: (assetId: AssetId, file: Pick<AssetFile, 'sha256' | 'cid'>) => void;
  /** A reader reached what was out of reach when it was last checked. */
  readonly onReadable: (assetId: AssetId, file: Pick<AssetFile, 'sha256' | 'cid'>) => void;
  /** What was taken down is not there any more, and whoever asks for it is told why. */
  readonly takenDown: Pick<TakeDowns, 'requireFile' | 'requireVersion'>;
  readonly clock: Clock;
}

type HeldLicense = Pick<License, 'id'> & VersionedLicense;

/** What a license opens to a machine that its licensee has let in. */
export interface LicensedFiles {
  readonly licenseId: LicenseId;
  readonly licensee: OrganizationId;
  readonly assetId: AssetId;
}

/** A file of a licensed asset, and the id that `/files/` knows it by. */
export interface LicensedFile extends Pick<AssetFile, 'path' | 'bytes' | 'sha256' | 'cid' | 'xxh64'> {
  readonly id: string;
}

const LISTED_AT_ONCE = 1_000;

/** A file the actor may have. */
export interface Download {
  readonly file: Pick<AssetFile, 'path' | 'bytes' | 'sha256' | 'cid'>;
  /** Found out from its bytes, whatever its name says. */
  readonly mediaType: string;
  /** May caches keep it for anyone? */
  readonly isOpen: boolean;
  /** Streams the file or a part of it. Throws ContentDamagedError, ContentMissingError, ContentUnreadableError or UnavailableError. */
  read(range?: ByteRange): Promise<Readable>;
}

/** Originals for those who may have them: everyone when OPEN, the asset's people, and licensees those of their versions (ADR 38). */
export class DownloadsService {
  readonly #options: DownloadsServiceOptions;
  readonly #files: VersionFiles;
  readonly #licensed: PositiveAnswerCache;

  constructor(options: DownloadsServiceOptions) {
    this.#options = options;
    this.#licensed = new PositiveAnswerCache(options.clock);
    this.#files = new VersionFiles(options);
  }

  /**
   * `licenseAgeMs`: how old the word may be that a license stands. The chain is asked each time unless given.
   * @throws NotFoundError, the same for what does not exist and for what the actor may not have; VersionRefusedError
   * for a version that the actor's license does not open; TakenDownError
   */
  async open(
    actor: Actor,
    fileId: string,
    { licenseAgeMs = 0 }: { readonly licenseAgeMs?: number } = {},
  ): Promise<Download> {
    const { assets } = this.#options;
    const id = parseFileId(fileId);
    const asset = id === null ? null : await assets.find(id.assetId);
    if (id === null || asset === null) throw notFound(fileId);
    if (!canReadOriginals(actor, asset)) await this.#requireLicensee(actor, asset, { id, licenseAgeMs });
    return this.#open(asset, id);
  }

  /** @throws ForbiddenError when the license is not in force, NotFoundError, VersionRefusedError and TakenDownError for what it does not open */
  async openLicensed(licensed: LicensedFiles, fileId: string): Promise<Download> {
    const { asset, license } = await this.#requireLicensed(licensed);
    const id = parseFileId(fileId);
    if (id === null || id.assetId !== asset.id) throw notFound(fileId);
    await this.#openedVersion([license], id);
    return this.#open(asset, id);
  }

  /**
   * The files of a version that the license opens, in manifest order; null: of the newest that it opens.
   * @throws as `openLicensed`, before the first
   */
  async listLicensed(
    licensed: LicensedFiles,
    wanted: number | null = null,
  ): Promise<AsyncIterable<LicensedFile>> {
    const { asset, license } = await this.#requireLicensed(licensed);
    const { id } = asset;
    const { version, filesField } = await this.#openedVersion([license], { assetId: id, version: wanted });
    const { manifests, takenDown } = this.#options;
    await takenDown.requireVersion({ id }, version);
    return (async function* () {
      for (let from = 0; from < filesField.count; from += LISTED_AT_ONCE) {
        const files = await manifests.list(filesField.root, from, from + LISTED_AT_ONCE);
        for (const { index, path, bytes, sha256, cid, xxh64 } of files)
          yield {
            id: formatFileId({ assetId: id, version, index }),
            path,
            bytes,
            sha256,
            cid,
            xxh64,
          };
      }
    })();
  }

  async #open(asset: Asset, id: FileId): Promise<Download> {
    const file = await this.#files.find(asset, id);
    const root = await this.#files.rootOf(asset, id.version);
    const place = root === null ? null : { root, index: id.index };
    await this.#options.takenDown.requireFile(asset, { version: id.version, place, file });
    if (file === null) throw notFound(formatFileId(id));
    const { path, bytes, sha256, cid } = file;
    const [known] = await this.#options.descriptions.findMany([sha256]);
    return {
      file: { path, bytes, sha256, cid },
      mediaType: known?.mediaType ?? UNKNOWN_MEDIA_TYPE,
      isOpen: asset.metadata.access === 'OPEN',
      read: (range) => this.#read(asset.id, file, range),
    };
  }

  async #read(assetId: AssetId, file: AssetFile, range: ByteRange | undefined): Promise<Readable> {
    const known = await this.#options.fixityFiles.find(assetId, file);
    if (known?.state === 'DAMAGED') {
      throw new ContentDamagedError(
        `The stored copy of ${file.path} was found damaged on ${known.since.toISOString()}, so it is not given out. Its holder can bring it back from a package or a backup; try again later.`,
      );
    }
    const { content, onDamage, onReadable } = this.#options;
    try {
      const source = await readWatched(
        () => content.read(file.cid, range),
        () => onDamage(assetId, file),
      );
      if (isOutOfReach(known?.state ?? null)) onReadable(assetId, file);
      return source;
    } catch (error) {
      throw inTheirWords(error, file);
    }
  }

  async #requireLicensed({
    licenseId,
    licensee,
    assetId,
  }: LicensedFiles): Promise<{ readonly asset: Asset; readonly license: HeldLicense }> {
    const { assets, licenses, ledger } = this.#options;
    const held = await licenses.listHeld([licensee], assetId);
    const license = held.find(({ id }) => id === licenseId);
    const isStanding = license !== undefined && (await ledger.isLicenseStanding(licenseId, this.#today()));
    const asset = isStanding ? await assets.find(assetId) : null;
    // What is RESTRICTED exists for its people alone; no license opens it (ADR 8).
    if (license !== undefined && asset !== null && asset.metadata.access !== 'RESTRICTED')
      return { asset, license };
    throw new ForbiddenError(
      `License ${licenseId} opens no files now: it has ended, was revoked, or is in other hands. Ask its licensee.`,
    );
  }

  /** @throws NotFoundError, VersionRefusedError */
  async #requireLicensee(
    actor: Actor,
    asset: Asset,
    { id, licenseAgeMs }: { readonly id: FileId; readonly licenseAgeMs: number },
  ): Promise<void> {
    // What is RESTRICTED exists for its people alone; no license opens it (ADR 8).
    if (actor.kind === 'anonymous' || asset.metadata.access === 'RESTRICTED')
      throw notFound(formatFileId(id));
    const organizationIds = actor.memberships.map(({ organizationId }) => organizationId).sort();
    const key = [asset.id, id.version, ...organizationIds].join(' ');
    await this.#licensed.find(key, licenseAgeMs, async () => {
      const licenses = await this.#listStanding(organizationIds, asset.id);
      if (licenses.length === 0) throw notFound(formatFileId(id));
      await this.#openedVersion(licenses, id);
      return true;
    });
  }

  async #listStanding(
    organizationIds: readonly OrganizationId[],
    assetId: AssetId,
  ): Promise<readonly HeldLicense[]> {
    const { licenses, ledger } = this.#options;
    const held = await licenses.listHeld(organizationIds, assetId);
    const today = this.#today();
    const standing: HeldLicense[] = [];
    for (const license of held) {
      if (await ledger.isLicenseStanding(license.id, today)) standing.push(license);
    }
    return standing;
  }

  /** A version that one of the licenses opens; null: the newest of those. @throws VersionRefusedError */
  async #openedVersion(
    licenses: readonly HeldLicense[],
    { assetId, version: wanted }: { readonly assetId: AssetId; readonly version: number | null },
  ): Promise<AssetVersion> {
    const { licenseVersions } = this.#options;
    const opened = (await Promise.all(licenses.map((each) => licenseVersions.openedBy(each)))).flat();
    const versions = opened.map(({ version }) => version).sort((left, right) => left.version - right.version);
    const found = wanted === null ? versions.at(-1) : versions.find(({ version }) => version === wanted);
    if (found !== undefined) return found;
    const [license] = licenses;
    if (versions.length === 0 && license !== undefined)
      throw new VersionRefusedError('LICENSE_WITHOUT_VERSION', {
        licenseId: license.id,
        assetId,
        version: license.terms.version,
      });
    const numbers = [...new Set(versions.map(({ version }) => version))];
    throw new VersionRefusedError('VERSION_NOT_LICENSED', {
      assetId,
      version: String(wanted),
      opened: numbers.join(', '),
    });
  }

  #today(): Day {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
}

/** Who downloads knows the file by its path, and can neither publish it again nor restore it. */
function inTheirWords(error: unknown, { path }: AssetFile): unknown {
  const advice =
    'so it is not given out. Its holder can bring it back from a package or a backup; try again later.';
  if (error instanceof ContentDamagedError)
    return new ContentDamagedError(`The stored copy of ${path} is damaged, ${advice}`, { cause: error });
  if (error instanceof ContentMissingError)
    return new ContentMissingError(`The stored copy of ${path} is missing, ${advice}`, { cause: error });
  if (error instanceof ContentUnreadableError)
    return new ContentUnreadableError(`${path} can't be read at present: the operator has to see to it.`, {
      cause: error,
    });
  return error;
}

function notFound(fileId: string): NotFoundError {
  return new NotFoundError(`File ${fileId.slice(0, 100)}`);
}
