import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Asset, type AssetFile, canReadOriginals } from '../../assets/domain/asset.ts';
import {
  AssetRestrictedError,
  ContentDamagedError,
  ContentMissingError,
  ContentUnreadableError,
  ForbiddenError,
  NotFoundError,
  UnavailableError,
  VersionRefusedError,
} from '../../platform/kernel/errors.ts';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import { type FileId, formatFileId, parseFileId } from '../../assets/domain/file-id.ts';
import type { License } from '../../licensing/domain/license.ts';
import { type FixityFile, isOutOfReach } from '../../fixity/domain/fixity.ts';
import { UNKNOWN_MEDIA_TYPE } from '../../files/domain/media-type.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { ByteRange, ContentStore } from '../../storage/ports/content-store.ts';
import type { FileDescriptionStore } from '../../files/ports/file-description-store.ts';
import type { FixityStore } from '../../fixity/ports/fixity-store.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { LicenseVersions, VersionedLicense } from '../../licensing/services/license-versions.ts';
import { KEPT_MS, RecentAnswers } from '../../platform/concurrency/recent-answers.ts';
import { type TakeDown, takeDownOfFile } from '../../assets/domain/take-down.ts';
import type { TakeDowns } from '../../assets/services/take-downs.ts';
import { VersionFiles, type VersionFilesOptions } from '../../assets/services/version-files.ts';
import type { Portions } from '../../platform/concurrency/pieces.ts';
import { readPiecesWatched, watched } from '../../storage/services/damage-reporting-content.ts';

export interface DownloadsServiceOptions extends VersionFilesOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly manifests: Pick<ManifestStore, 'find' | 'findMany'>;
  readonly licenses: {
    listHeld(organizationIds: readonly OrganizationId[], assetId: AssetId): Promise<readonly HeldLicense[]>;
  };
  readonly licenseVersions: Pick<LicenseVersions, 'openedBy'>;
  /** Says whether a license is live, as it may have been revoked, and whose it is where the read model does not have it. */
  readonly ledger: Pick<Ledger, 'isLicenseStanding' | 'licenseeOf'>;
  readonly content: Pick<ContentStore, 'readPart' | 'readPieces'>;
  readonly descriptions: Pick<FileDescriptionStore, 'findMany'>;
  /** What is known to be damaged is not given out as the original. */
  readonly fixityFiles: Pick<FixityStore, 'find' | 'listBad'>;
  /** A reader found that a stored original is not what was published, or not there. */
  readonly onDamage: (assetId: AssetId, file: Pick<AssetFile, 'sha256' | 'cid'>) => void;
  /** A reader reached what was out of reach when it was last checked. */
  readonly onReadable: (assetId: AssetId, file: Pick<AssetFile, 'sha256' | 'cid'>) => void;
  /** What was taken down is not there any more, and whoever asks for it is told why. */
  readonly takenDown: Pick<TakeDowns, 'of' | 'requireFile' | 'requireVersion'>;
  readonly clock: Clock;
}

type HeldLicense = Pick<License, 'id' | 'takenVersions'> & {
  readonly terms: VersionedLicense['terms'] & { readonly wish: { readonly lastDay: Day } };
};

/** What a license opens to a machine that its licensee has let in. */
export interface LicensedFiles {
  readonly licenseId: LicenseId;
  readonly licensee: OrganizationId;
  readonly assetId: AssetId;
}

/** The files of a version that a license opens. */
export interface OpenedVersionFiles extends Pick<
  AssetVersion,
  'version' | 'filesField' | 'metadata' | 'statementHash'
> {
  readonly assetId: AssetId;
  readonly licenseId: LicenseId;
  /** Of the license. */
  readonly lastDay: Day;
}

/** Of the files that are known to be bad, more than are looked at. */
const MOST_BAD = 1_000;

/** A file that a license opens. */
export interface OpenedFile {
  readonly id: FileId;
  readonly file: AssetFile;
}

/** A license that opens an asset, and what it opens of it. */
interface OpenedAsset {
  readonly asset: Asset;
  readonly license: HeldLicense;
  readonly versions: readonly AssetVersion[];
  readonly takeDowns: readonly TakeDown[];
}

/** A file as the stores know it. */
interface KnownFile {
  readonly file: AssetFile;
  readonly mediaType: string;
}

/** A file the actor may have. */
export interface Download {
  readonly file: Pick<AssetFile, 'path' | 'bytes' | 'sha256' | 'cid'>;
  /** Found out from its bytes, whatever its name says. */
  readonly mediaType: string;
  /** May caches keep it for anyone? */
  readonly isOpen: boolean;
  /** Streams the file or a part of it. Throws ContentDamagedError, ContentMissingError, ContentUnreadableError or UnavailableError. */
  readPieces(range?: ByteRange): Promise<Portions>;
  /** A part that memory holds, in one or more pieces. Throws as `readPieces`. */
  readPart(range: ByteRange): Promise<readonly Buffer[]>;
}

/** Originals for those who may have them: everyone when OPEN, the asset's people, and licensees those of their versions (ADR 38). */
export class DownloadsService {
  readonly #options: DownloadsServiceOptions;
  readonly #files: VersionFiles;
  /** Of people, by their organizations: their license opens the version. */
  readonly #licensees: RecentAnswers<void>;
  readonly #openedAssets: RecentAnswers<OpenedAsset>;
  readonly #knownFiles: RecentAnswers<KnownFile>;
  readonly #checkedFiles: RecentAnswers<FixityFile | null>;

  constructor(options: DownloadsServiceOptions) {
    const now = () => options.clock.now().getTime();
    this.#options = options;
    this.#files = new VersionFiles(options);
    this.#licensees = new RecentAnswers(now);
    this.#openedAssets = new RecentAnswers(now);
    this.#knownFiles = new RecentAnswers(now);
    this.#checkedFiles = new RecentAnswers(now);
  }

  /** Forgets kept answers on licenses and files. Called when the log has grown: a license may have ended, a file may be taken down. */
  forgetKept(): void {
    this.#openedAssets.forgetAll();
    this.#knownFiles.forgetAll();
    this.#checkedFiles.forgetAll();
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
    const known = await this.#know(asset, id);
    return this.#downloadOf(asset, known, () => this.#options.fixityFiles.find(asset.id, known.file));
  }

  /**
   * What is found out of license, asset and file holds for a second unless given, as machines read one file in many parts.
   * @throws ForbiddenError when the license is not in force, AssetRestrictedError, NotFoundError, VersionRefusedError and TakenDownError
   * for what it does not open, UnavailableError
   */
  async openLicensed(licensed: LicensedFiles, fileId: string, keptMs = KEPT_MS): Promise<Download> {
    const { asset, license, versions, takeDowns } = await this.#opened(licensed, keptMs);
    const id = parseFileId(fileId);
    if (id === null || id.assetId !== asset.id) throw notFound(fileId);
    requireVersion(versions, { license, wanted: id.version });
    const known = await this.#knownFiles.find(formatFileId(id), keptMs, () =>
      this.#know(asset, id, takeDowns),
    );
    const { version } = id;
    await this.#options.takenDown.requireFile(asset, { version, place: null, file: known.file, takeDowns });
    const { sha256, cid } = known.file;
    return this.#downloadOf(asset, known, () =>
      this.#checkedFiles.find([asset.id, sha256, cid].join(' '), KEPT_MS, () =>
        this.#options.fixityFiles.find(asset.id, known.file),
      ),
    );
  }

  /**
   * Of the files asked for, those that the license opens and of which nothing bad is known; what is left out is asked for alone,
   * which says why. One look at each store, however many they are.
   * @throws as `openLicensed` where the license opens nothing
   */
  async listOpened(licensed: LicensedFiles, fileIds: readonly FileId[]): Promise<OpenedFile[]> {
    const { asset, versions, takeDowns } = await this.#opened(licensed);
    const roots = new Map(versions.map(({ version, filesField }) => [version, filesField.root]));
    const places = fileIds.flatMap((id) => {
      const root = roots.get(id.version);
      return root === undefined || id.assetId !== asset.id ? [] : [{ id, root, index: id.index }];
    });
    const { manifests, fixityFiles } = this.#options;
    const [files, bad] = await Promise.all([
      manifests.findMany(places),
      fixityFiles.listBad({ assetId: asset.id, first: MOST_BAD }),
    ]);
    if (bad.length === MOST_BAD) return [];
    const faulty = new Set(bad.map(({ sha256 }) => sha256));
    return places.flatMap(({ id }, at) => {
      const file = files[at] ?? null;
      if (file === null || faulty.has(file.sha256)) return [];
      const isTakenDown = takeDownOfFile(takeDowns, { version: id.version, path: file.path }) !== null;
      return isTakenDown ? [] : [{ id, file }];
    });
  }

  /**
   * A version that the license opens; null: the newest that it opens.
   * @throws as `openLicensed`
   */
  async requireVersionFiles(
    licensed: LicensedFiles,
    wanted: number | null = null,
  ): Promise<OpenedVersionFiles> {
    const { asset, license, versions } = await this.#requireLicensed(licensed);
    const opened = requireVersion(versions, { license, wanted });
    await this.#options.takenDown.requireVersion(asset, opened.version);
    const { licenseId, assetId } = licensed;
    return { ...opened, assetId, licenseId, lastDay: license.terms.wish.lastDay };
  }

  /** @throws NotFoundError, TakenDownError */
  async #know(asset: Asset, id: FileId, takeDowns?: readonly TakeDown[]): Promise<KnownFile> {
    const { version, index } = id;
    const { takenDown, descriptions } = this.#options;
    const root = await this.#files.rootOf(asset, version);
    const file = root === null ? null : await this.#options.manifests.find(root, index);
    const place = root === null ? null : { root, index };
    await takenDown.requireFile(asset, {
      version,
      place,
      file,
      ...(takeDowns !== undefined && { takeDowns }),
    });
    if (file === null) throw notFound(formatFileId(id));
    const [described] = await descriptions.findMany([file.sha256]);
    return { file, mediaType: described?.mediaType ?? UNKNOWN_MEDIA_TYPE };
  }

  /** @param findChecked what fixity knows of the file when it is read */
  #downloadOf(
    { id, metadata }: Asset,
    known: KnownFile,
    findChecked: () => Promise<FixityFile | null>,
  ): Download {
    const { content, onDamage, onReadable } = this.#options;
    const { path, bytes, sha256, cid } = known.file;
    const onDamaged = () => onDamage(id, known.file);
    const read = async <T>(readContent: () => Promise<T>): Promise<T> => {
      const checked = await findChecked();
      requireUndamaged(known.file, checked);
      try {
        const source = await readContent();
        if (isOutOfReach(checked?.state ?? null)) onReadable(id, known.file);
        return source;
      } catch (error) {
        throw inTheirWords(error, known.file);
      }
    };
    return {
      file: { path, bytes, sha256, cid },
      mediaType: known.mediaType,
      isOpen: metadata.access === 'OPEN',
      readPieces: (range) => read(() => readPiecesWatched(() => content.readPieces(cid, range), onDamaged)),
      readPart: (range) => read(() => watched(() => content.readPart(cid, range), onDamaged)),
    };
  }

  /** Asks the chain anew. @throws ForbiddenError once the license opens nothing */
  async requireStanding(licensed: LicensedFiles): Promise<void> {
    await this.#requireLicensed(licensed);
  }

  #opened(licensed: LicensedFiles, keptMs = KEPT_MS): Promise<OpenedAsset> {
    const { licenseId, licensee, assetId } = licensed;
    return this.#openedAssets.find([licenseId, licensee, assetId].join(' '), keptMs, () =>
      this.#requireLicensed(licensed),
    );
  }

  async #requireLicensed({ licenseId, licensee, assetId }: LicensedFiles): Promise<OpenedAsset> {
    const { assets, licenses, ledger, takenDown } = this.#options;
    const held = await licenses.listHeld([licensee], assetId);
    const license = held.find(({ id }) => id === licenseId);
    const isOver =
      !(await ledger.isLicenseStanding(licenseId, this.#today())) ||
      (license === undefined && (await ledger.licenseeOf(licenseId)) !== licensee);
    // Clients delete their files on this answer, so only the chain decides it.
    if (isOver)
      throw new ForbiddenError(
        `License ${licenseId} opens no files now: it has ended, was revoked, or is in other hands. Ask its licensee.`,
      );
    const asset = await assets.find(assetId);
    // The chain has the license, but the read models do not yet, as after a restore.
    if (license === undefined || asset === null) throw new UnavailableError('documents');
    // What is RESTRICTED exists for its people alone; no license opens it (ADR 8).
    if (asset.metadata.access === 'RESTRICTED') throw new AssetRestrictedError(assetId);
    const [versions, [takeDowns = []]] = await Promise.all([
      this.#versionsOf([license]),
      takenDown.of([assetId]),
    ]);
    return { asset, license, versions, takeDowns };
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
    await this.#licensees.find(key, licenseAgeMs, async () => {
      const licenses = await this.#listStanding(organizationIds, asset.id);
      const [license] = licenses;
      if (license === undefined) throw notFound(formatFileId(id));
      requireVersion(await this.#versionsOf(licenses), { license, wanted: id.version });
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

  /** That the licenses open, the newest last. */
  async #versionsOf(licenses: readonly HeldLicense[]): Promise<AssetVersion[]> {
    const { licenseVersions } = this.#options;
    const opened = (await Promise.all(licenses.map((each) => licenseVersions.openedBy(each)))).flat();
    return opened.map(({ version }) => version).sort((left, right) => left.version - right.version);
  }

  #today(): Day {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
}

/** The wanted one of the versions that a license opens; null: the newest. @throws VersionRefusedError */
function requireVersion(
  versions: readonly AssetVersion[],
  { license, wanted }: { readonly license: HeldLicense; readonly wanted: number | null },
): AssetVersion {
  const found = wanted === null ? versions.at(-1) : versions.find(({ version }) => version === wanted);
  if (found !== undefined) return found;
  const { assetId, version } = license.terms;
  if (versions.length === 0)
    throw new VersionRefusedError('LICENSE_WITHOUT_VERSION', { licenseId: license.id, assetId, version });
  const numbers = [...new Set(versions.map((each) => each.version))];
  throw new VersionRefusedError('VERSION_NOT_LICENSED', {
    assetId,
    version: String(wanted),
    opened: numbers.join(', '),
  });
}

/** @throws ContentDamagedError for what is known to be damaged */
function requireUndamaged({ path }: AssetFile, checked: FixityFile | null): void {
  if (checked?.state !== 'DAMAGED') return;
  throw new ContentDamagedError(
    `The stored copy of ${path} was found damaged on ${checked.since.toISOString()}, so it is not given out. Its holder can bring it back from a package or a backup; try again later.`,
  );
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
