import type { Readable } from 'node:stream';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { ByteRange } from '../../storage/ports/content-store.ts';

export interface CopyPlace {
  readonly licenseId: LicenseId;
  /** See `copyName`. */
  readonly name: string;
}

/** What lies on the shelf for a license. */
export interface ShelvedCopies {
  readonly licenseId: LicenseId;
  readonly names: readonly string[];
}

export interface KeptCopy {
  readonly bytes: number;
  /** The whole, or a part of it. */
  read(range?: ByteRange): Promise<Readable>;
}

/** The bytes of copies, encrypted. Losing them costs the making. */
export interface CopyShelf {
  open(place: CopyPlace): Promise<KeptCopy | null>;
  /** Whole or not at all, also when the process is killed; what the source throws is thrown. */
  keep(place: CopyPlace, source: AsyncIterable<Uint8Array>): Promise<void>;
  remove(place: CopyPlace): Promise<void>;
  /** Every copy of a content, also those that no record names. */
  removeContent(licenseId: LicenseId, sha256: string): Promise<void>;
  removeLicense(licenseId: LicenseId): Promise<void>;
  /** License by license, in no order that means anything. */
  list(): AsyncIterable<ShelvedCopies>;
}
