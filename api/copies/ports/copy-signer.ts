import type { Readable } from 'node:stream';
import type { ManifestDefinition, ParentIngredient } from '../domain/manifest-definition.ts';

export interface CopyOrder {
  readonly definition: ManifestDefinition;
  readonly parent: ParentIngredient;
  /** One of the types of which copies are made. */
  readonly mediaType: string;
  readonly bytes: number;
  /** Written into the copy before it is signed. */
  readonly xmp: string;
  /** The original. */
  read(): Promise<Readable>;
}

export interface SidecarOrder {
  readonly definition: ManifestDefinition;
  readonly parent: ParentIngredient;
}

export interface PreviewOrder extends SidecarOrder {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface SignedBytes {
  readonly bytes: number;
  readonly sha256: string;
  readonly hasXmp: boolean;
  /** To be read once, within `use`. */
  read(): AsyncIterable<Uint8Array>;
}

/** The file can't be signed, however often it is tried; the message says why, in English. */
export class UnsignableFileError extends Error {
  override readonly name = 'UnsignableFileError';
}

/** Nobody signs at present; no file is to blame. The message says what to do. */
export class SignerUnavailableError extends Error {
  override readonly name = 'SignerUnavailableError';
}

export interface PreviewLimits {
  /** For its turn. */
  readonly waitMs: number;
  /** From when its turn begins. */
  readonly workMs: number;
}

/** Makes signed C2PA copies and sidecars, outside of this process, within limits of time and memory. */
export interface CopySigner {
  /** `use` gets the copy, and reads it before it returns. @throws UnsignableFileError, what reading throws, and the signal's reason */
  copy<T>(order: CopyOrder, use: (signed: SignedBytes) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** The same of a picture in memory. @throws UnsignableFileError, and a TimeoutError past the limits */
  preview<T>(
    order: PreviewOrder,
    use: (signed: SignedBytes) => Promise<T>,
    limits: PreviewLimits,
  ): Promise<T>;
  /** The same of a manifest alone. */
  sidecar<T>(order: SidecarOrder, use: (signed: SignedBytes) => Promise<T>, signal: AbortSignal): Promise<T>;
}
