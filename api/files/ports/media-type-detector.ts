import type { ByteRange } from '../../storage/ports/content-store.ts';

/** A file whose type is asked for, read where that needs it. */
export interface SniffedFile {
  readonly bytes: number;
  /** Ends with the file. */
  read(range: ByteRange): Promise<Uint8Array>;
}

/** Finds out what a file is from its bytes alone. */
export interface MediaTypeDetector {
  /**
   * By the file's first bytes, and those that they point to, whatever its name says; `application/octet-stream` when they say nothing.
   * @throws what reading throws
   */
  typeOf(file: SniffedFile): Promise<string>;
}
