import type { Readable } from 'node:stream';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { ByteRange } from '../../storage/ports/content-store.ts';

export interface CopyPlace {
  readonly licenseId: LicenseId;
  /** Letters, digits, hyphens. */
  readonly name: string;
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
  removeLicense(licenseId: LicenseId): Promise<void>;
}
