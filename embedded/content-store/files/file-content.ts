import { createReadStream, open as openCallback } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { systemErrorCode } from '../errors.ts';

/** A file's content. `read` gives `length` bytes from `offset`, both within `bytes`. */
export interface FileContent {
  kind: 'file';
  bytes: number;
  read(offset: number, length: number): Promise<Readable>;
}

/** A part of a file on the shelf. */
export interface FileRange {
  path: string;
  offset: number;
  span: number;
}

const READ_BYTES = 1_048_576;

/**
 * Content held as one range of a file. `findAgain` is asked when the file went after it was found: what was pinned of it has
 * another place then.
 */
export function rangeContent(range: FileRange, findAgain: () => Promise<FileContent>): FileContent {
  return {
    kind: 'file',
    bytes: range.span,
    read: async (offset, length) => {
      if (length === 0) return Readable.from([]);
      const fd = await openDescriptor(range.path);
      if (fd === null) return (await findAgain()).read(offset, length);
      const start = range.offset + offset;
      // By descriptor: a stream over a FileHandle reads a fifth slower.
      return createReadStream(range.path, { fd, start, end: start + length - 1, highWaterMark: READ_BYTES });
    },
  };
}

export function bytesContent(bytes: Uint8Array): FileContent {
  return {
    kind: 'file',
    bytes: bytes.length,
    read: async (offset, length) => Readable.from([bytes.subarray(offset, offset + length)]),
  };
}

async function openDescriptor(path: string): Promise<number | null> {
  try {
    return await promisify(openCallback)(path, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Opens a file for reading, or gives null if there is none. */
export async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
