import type { FileDigest } from '../files/file-digest.ts';

/** A file of the payload, and what is known of it. */
export interface PackageFile extends FileDigest {
  /** In its version: the package has it at `data/` and this path. */
  readonly path: string;
  /** 32 lower-case hex digits; null while the platform has not computed it. */
  readonly md5: string | null;
  /** SMPTE ST 2114; null while the platform has not computed it. */
  readonly c4: string | null;
}

/** A small file of the package whose bytes are at hand. */
export interface PackageDocument {
  /** Below the package's folder, as `license/odrl.json`. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** One file of a package, in the order in which they are written. */
export type PackageEntry =
  | (PackageDocument & { readonly bytes: number })
  | {
      readonly path: string;
      readonly bytes: number;
      /** Whose bytes these are. */
      readonly file: PackageFile;
    };

export const PAYLOAD_FOLDER = 'data/';
export const LICENSE_FOLDER = 'license/';
export const PROVENANCE_FOLDER = 'provenance/';
export const HISTORY_FOLDER = 'ascmhl/';
