import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { digestFile } from '@lanran/protocol/files/digest';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { parseNewPath } from '@lanran/protocol/kernel/path';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';

const READ_BYTES = 1024 * 1024;

/** A file of this machine, and the path it has in the asset. */
export interface LocalFile {
  readonly localPath: string;
  readonly path: string;
  readonly bytes: number;
}

export interface HashedFile extends LocalFile {
  readonly digest: FileDigest;
}

/** @throws ArgumentError when it can't be read, is no file, or its name can't be kept */
export async function findLocalFile(localPath: string): Promise<LocalFile> {
  const found = await stat(localPath).catch((cause: unknown) => {
    throw new ArgumentError('file', `${localPath} can't be read: ${reasonOf(cause)}`, { cause });
  });
  if (!found.isFile()) throw new ArgumentError('file', `${localPath} is not a file.`);
  try {
    return { localPath, path: parseNewPath(basename(localPath).normalize('NFC')), bytes: found.size };
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new ArgumentError('file', `${localPath} can't keep its name: ${cause.message}`, { cause });
  }
}

/** SHA-256 of a document whose hash is signed. @throws ArgumentError as above, and for a file without a byte */
export async function hashDocument(localPath: string): Promise<string> {
  const { bytes } = await findLocalFile(localPath);
  if (bytes === 0)
    throw new ArgumentError(
      'file',
      `${localPath} is empty: its hash proves nothing. Name the file that was meant. · 文件为空，其哈希不能证明任何内容。`,
    );
  return (await hashFile(localPath)).sha256;
}

/** One pass, constant memory. `onBytes` hears how much was read since it was last called. */
export async function hashFile(
  localPath: string,
  onBytes: (count: number) => void = () => undefined,
): Promise<FileDigest> {
  async function* portions() {
    for await (const portion of createReadStream(localPath, { highWaterMark: READ_BYTES })) {
      if (!(portion instanceof Uint8Array)) throw new TypeError(`${localPath} was not read as bytes`);
      onBytes(portion.length);
      yield portion;
    }
  }
  return digestFile(portions(), { createSha256: () => createHash('sha256') });
}
