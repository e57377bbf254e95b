import { formatDay } from '@lanran/protocol/kernel/day';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { type FileFrame, framesOf } from '@lanran/protocol/files/frames';
import type { AssetFile } from '../../assets/domain/asset.ts';
import { formatFileId } from '../../assets/domain/file-id.ts';
import type { IndexedFile, ManifestStore } from '../../assets/ports/manifest-store.ts';
import { UNKNOWN_MEDIA_TYPE } from '../../files/domain/media-type.ts';
import type { FileDescriptionStore } from '../../files/ports/file-description-store.ts';
import type { InspectionStore } from '../../files/ports/inspection-store.ts';
import {
  BadInputError,
  type DomainError,
  ForbiddenError,
  TakenDownError,
  VersionRefusedError,
} from '../../platform/kernel/errors.ts';
import { type DeliveryToken, folderOf } from '../domain/delivery-token.ts';
import type { DownloadsService, OpenedVersionFiles } from './downloads.ts';

/** A file of a licensed asset, and the id that `/files/` knows it by. */
export interface LicensedFile extends Pick<AssetFile, 'path' | 'bytes' | 'sha256' | 'cid' | 'xxh64'> {
  readonly id: string;
  readonly asset: AssetId;
  /** The license that opens it. */
  readonly license: LicenseId;
  readonly version: number;
  /** Found out from its bytes. */
  readonly mediaType: string;
  /** Null for a file that belongs to no sequence. */
  readonly frame: FileFrame | null;
  /** Null until a job has read the file for them. */
  readonly c4: string | null;
  readonly md5: string | null;
  /** Last day of the license, YYYY-MM-DD (UTC). */
  readonly licenseEnds: string;
}

/** A license of a token that opens no files now, and why. */
export interface ClosedLicense {
  readonly license: LicenseId;
  readonly asset: AssetId;
  readonly refusal: DomainError;
}

export interface LicensedListingOptions {
  readonly downloads: Pick<DownloadsService, 'requireVersionFiles'>;
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly descriptions: Pick<FileDescriptionStore, 'findMany'>;
  readonly inspections: Pick<InspectionStore, 'findDigests'>;
}

const LISTED_AT_ONCE = 1_000;
/** Each license is asked for at the chain. */
const ASKED_AT_ONCE = 8;

/** What a delivery token opens, file by file. */
export class LicensedListing {
  readonly #options: LicensedListingOptions;

  constructor(options: LicensedListingOptions) {
    this.#options = options;
  }

  /**
   * Each asset once, by the license that opens its newest version, or the wanted one; in the order of the token. A license that
   * opens nothing is one line that says why, and the others go on.
   * @throws BadInputError for a version where the token opens several assets, VersionRefusedError for one that it does not open
   */
  async *list(
    token: Pick<DeliveryToken, 'licenses' | 'licensee'>,
    wanted: number | null,
  ): AsyncGenerator<LicensedFile | ClosedLicense> {
    const assetIds = [...new Set(token.licenses.map(({ assetId }) => assetId))];
    if (wanted !== null && assetIds.length > 1)
      throw new BadInputError(
        'version',
        'this token opens several assets, each with versions of its own. Leave it out.',
      );
    for (let from = 0; from < assetIds.length; from += ASKED_AT_ONCE) {
      const asked = await inParallel(assetIds.slice(from, from + ASKED_AT_ONCE), ASKED_AT_ONCE, (assetId) =>
        this.#open(token, assetId, wanted),
      );
      for (const { closed, opened } of asked) {
        yield* closed;
        if (opened !== null) yield* this.#filesOf(opened, { isOneOfMany: assetIds.length > 1 });
      }
    }
  }

  async #open(
    { licenses, licensee }: Pick<DeliveryToken, 'licenses' | 'licensee'>,
    assetId: AssetId,
    wanted: number | null,
  ) {
    const closed: ClosedLicense[] = [];
    let opened: OpenedVersionFiles | null = null;
    for (const { licenseId } of licenses.filter((each) => each.assetId === assetId)) {
      try {
        const found = await this.#options.downloads.requireVersionFiles(
          { licenseId, licensee, assetId },
          wanted,
        );
        if (opened === null || found.version > opened.version) opened = found;
      } catch (refusal) {
        if (!isOfLicense(refusal, wanted)) throw refusal;
        closed.push({ license: licenseId, asset: assetId, refusal });
      }
    }
    return { closed, opened };
  }

  async *#filesOf(
    { assetId, licenseId, version, lastDay, filesField }: OpenedVersionFiles,
    { isOneOfMany }: { readonly isOneOfMany: boolean },
  ): AsyncGenerator<LicensedFile> {
    const { manifests, descriptions, inspections } = this.#options;
    const prefix = isOneOfMany ? `${folderOf(assetId)}/` : '';
    const files: IndexedFile[] = [];
    for (let from = 0; from < filesField.count; from += LISTED_AT_ONCE)
      for (const file of await manifests.list(filesField.root, from, from + LISTED_AT_ONCE))
        files.push({ ...file, path: `${prefix}${file.path}` });
    const frames = framesOf(files);
    for (let from = 0; from < files.length; from += LISTED_AT_ONCE) {
      const page = files.slice(from, from + LISTED_AT_ONCE);
      const sha256s = [...new Set(page.map(({ sha256 }) => sha256))];
      const [described, digested] = await Promise.all([
        descriptions.findMany(sha256s),
        inspections.findDigests(sha256s),
      ]);
      const types = new Map(described.map(({ sha256, mediaType }) => [sha256, mediaType]));
      const digests = new Map(digested.map((each) => [each.sha256, each]));
      for (const [at, { index, path, bytes, sha256, cid, xxh64 }] of page.entries())
        yield {
          id: formatFileId({ assetId, version, index }),
          path,
          bytes,
          sha256,
          cid,
          xxh64,
          asset: assetId,
          license: licenseId,
          version,
          mediaType: types.get(sha256) ?? UNKNOWN_MEDIA_TYPE,
          frame: frames.get(from + at) ?? null,
          c4: digests.get(sha256)?.c4 ?? null,
          md5: digests.get(sha256)?.md5 ?? null,
          licenseEnds: formatDay(lastDay),
        };
    }
  }
}

/** Whether it says that a license opens nothing, not that the question was wrong or a service is away. */
function isOfLicense(error: unknown, wanted: number | null): error is DomainError {
  if (error instanceof ForbiddenError) return true;
  return wanted === null && (error instanceof VersionRefusedError || error instanceof TakenDownError);
}
