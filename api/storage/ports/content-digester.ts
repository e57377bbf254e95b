import type { Readable } from 'node:stream';
import type { FileDigest } from '@lanran/protocol/files/file-digest';

/** Hashes streams without holding anybody up. */
export interface ContentDigester {
  /**
   * Reads the stream to its end, which is closed in any case; `beforeEach` is awaited before each portion is hashed, and what it
   * throws ends the reading.
   * @throws whatever the stream throws; DigestingFailedError
   */
  digest(source: Readable, beforeEach: (bytes: number) => Promise<void>): Promise<FileDigest>;
  /** Lets go what it holds, if nothing is being hashed. */
  rest(): Promise<void>;
}

/** Hashing itself failed, which says nothing of the content. */
export class DigestingFailedError extends Error {
  override readonly name = 'DigestingFailedError';
}
