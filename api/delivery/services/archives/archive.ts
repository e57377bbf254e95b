import type { Portions } from '../../../platform/concurrency/pieces.ts';

/** A file that goes into an archive. */
export interface ArchivedFile {
  readonly path: string;
  readonly bytes: number;
  /** UnixFS CID of its bytes. */
  readonly cid: string;
  /** Called when it is its turn, once. */
  read(): Portions;
}

/** Files as one stream, whose length is known before the first byte. */
export interface Archive {
  readonly mediaType: string;
  readonly bytes: number;
  /** @throws where a file can't be read or is not what was stated: the stream ends short then, never well-formed */
  write(): Portions;
}

export interface ArchiveContent {
  readonly files: readonly ArchivedFile[];
  /** Of all files in the archive. */
  readonly changedAt: Date;
}

/** A file's bytes, which must be as many as were stated: whoever counts on them would read the next file as a part of it. */
export async function* exactly({
  path,
  bytes,
  read,
}: ArchivedFile): Portions & AsyncGenerator<readonly Uint8Array[]> {
  let count = 0;
  for await (const pieces of read()) {
    for (const piece of pieces) count += piece.length;
    if (count > bytes) break;
    yield pieces;
  }
  if (count !== bytes) throw new Error(`${path} has ${count} bytes instead of ${bytes}.`);
}
