import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import { CredentialsRequiredError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { Archive, ArchiveContent } from './archives/archive.ts';
import { carArchive } from './archives/car-archive.ts';
import { tarArchive } from './archives/tar-archive.ts';
import { zipArchive } from './archives/zip-archive.ts';
import type { DeliveriesService } from './deliveries.ts';
import type { DownloadsService, LicensedFiles } from './downloads.ts';
import type { LicensePackages } from './license-packages.ts';

/** ZIP64, POSIX pax, and CARv1. */
export const PACKAGE_FORMATS = ['zip', 'tar', 'car'] as const;
export type PackageFormat = (typeof PACKAGE_FORMATS)[number];

/** Who asks for a package: a member by a session, or a machine by a delivery token. */
export type PackageReader = { readonly actor: Actor } | { readonly deliveryToken: string };

export interface PackageStreamsOptions {
  readonly packages: Pick<LicensePackages, 'compose'>;
  readonly licenses: Pick<LicenseStore, 'find'>;
  readonly deliveries: Pick<DeliveriesService, 'licenseeOf'>;
  readonly downloads: Pick<DownloadsService, 'requireStanding'>;
}

export interface PackageOrder {
  readonly licenseId: LicenseId;
  readonly format: PackageFormat;
  /** Null: the newest that the license opens. */
  readonly version: number | null;
}

export interface PackageStream {
  /** With its ending. */
  readonly filename: string;
  readonly archive: Archive;
}

/** Whole packages of licenses as one stream each: made while they are sent, never kept. */
export class PackageStreams {
  readonly #options: PackageStreamsOptions;

  constructor(options: PackageStreamsOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, CredentialsRequiredError, DeliveryTokenRefusedError, and as LicensePackages.compose does */
  async open(reader: PackageReader, { licenseId, format, version }: PackageOrder): Promise<PackageStream> {
    const licensed = await this.#requireLicensee(reader, licenseId);
    const { name, files, madeAt } = await this.#options.packages.compose(licensed, version);
    return {
      filename: `${name}.${format}`,
      archive: await archiveOf(format, { name, files, changedAt: madeAt }),
    };
  }

  /** Asked again and again while a package is sent. @throws as `open` once the reader may have it no more */
  async requireOpen(reader: PackageReader, licenseId: LicenseId): Promise<void> {
    const licensed = await this.#requireLicensee(reader, licenseId, { tokenAgeMs: 0 });
    await this.#options.downloads.requireStanding(licensed);
  }

  async #requireLicensee(
    reader: PackageReader,
    licenseId: LicenseId,
    age?: { readonly tokenAgeMs: number },
  ): Promise<LicensedFiles> {
    if ('deliveryToken' in reader)
      return this.#options.deliveries.licenseeOf(reader.deliveryToken, licenseId, age);
    if (reader.actor.kind === 'anonymous') throw new CredentialsRequiredError();
    const license = await this.#options.licenses.find(licenseId);
    if (license === null || membershipIn(reader.actor, license.licensee) === null)
      throw new NotFoundError(`License ${licenseId}`);
    return { licenseId, licensee: license.licensee, assetId: license.terms.assetId };
  }
}

/** Tar and ZIP have the package's folder in them (RFC 8493, 4); the root of a CAR is that folder. */
async function archiveOf(
  format: PackageFormat,
  { name, ...content }: ArchiveContent & { readonly name: string },
): Promise<Archive> {
  if (format === 'car') return carArchive(content);
  const files = content.files.map((file) => ({ ...file, path: `${name}/${file.path}` }));
  return format === 'tar' ? tarArchive({ ...content, files }) : zipArchive({ ...content, files });
}
