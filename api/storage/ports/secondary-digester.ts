import type { Readable } from 'node:stream';
import type { StoredFile } from './content-store.ts';

/** What other systems know a file by. */
export interface StreamDigests {
  /** Lowercase hex. */
  readonly md5: string;
  /** 64 bytes; the C4 identifier is made of it. */
  readonly sha512: Uint8Array;
}

/** Hashes streams without holding anybody up. */
export interface SecondaryDigester {
  /**
   * Reads the stream to its end, which is closed in any case; `beforeEach` is called before each portion, and what it throws ends
   * the reading. @throws whatever the stream throws
   */
  digest(source: Readable, beforeEach: (bytes: number) => void): Promise<StreamDigests>;
  /**
   * The same of a file where it lies; `beforeEach` is called before each part of it with the part's length. @throws what `beforeEach`
   * throws; DigestingFailedError, also when the file is gone or altered
   */
  digestStored(
    file: StoredFile & { readonly bytes: number },
    beforeEach: (bytes: number) => void,
  ): Promise<StreamDigests>;
  /** Of so few bytes that nobody waits long for it. */
  digestBytes(bytes: Uint8Array): StreamDigests;
}
