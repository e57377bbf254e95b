import { type FileHandle, open } from 'node:fs/promises';
import { AgeHeaderError, NoIdentityError, openHeader } from '@lanran/api/age/header';
import type { Identity } from '@lanran/api/age/identity';
import {
  CHUNK_BYTES,
  chunkCountOf,
  DamagedPayloadError,
  NONCE_BYTES,
  openChunk,
  payloadKeyOf,
  plainBytesOf,
  sealedStartOf,
} from '@lanran/api/age/payload';
import { BackupDamagedError, BackupEncryptedError, BackupRefusedError } from './errors.ts';

const AGE = 'age-encryption.org/v1\n';
/** More than a header of hundreds of recipients. */
const LONGEST_HEADER = 65_536;

/** The bytes of an archive, decrypted where it is encrypted. */
export interface ArchiveSource {
  /** Of the archive, without encryption. */
  readonly bytes: number;
  readonly isEncrypted: boolean;
  /** Shorter at the end. @throws BackupDamagedError */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** @throws BackupRefusedError when it can't be opened, BackupEncryptedError when no identity opens it */
export async function openSource(path: string, identities: readonly Identity[]): Promise<ArchiveSource> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const beginning = await readUpTo(file, 0, LONGEST_HEADER + NONCE_BYTES);
    if (beginning.toString('latin1', 0, AGE.length) !== AGE) return new PlainSource(file, size);
    if (identities.length === 0) throw new BackupEncryptedError(path);
    return openSealed({ path, file, size, beginning }, identities);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw new BackupRefusedError(
      `The backup ${path} can't be opened. Name the file that lanran backup wrote.`,
      { cause },
    );
  }
}

interface AgeFile {
  readonly path: string;
  readonly file: FileHandle;
  readonly size: number;
  /** Header and nonce, and perhaps more. */
  readonly beginning: Buffer;
}

function openSealed(
  { path, file, size, beginning }: AgeFile,
  identities: readonly Identity[],
): ArchiveSource {
  const headerBytes = headerBytesOf(beginning);
  if (headerBytes === null) throw new BackupDamagedError(path, 'its age header has no end');
  const payloadBytes = size - headerBytes;
  const nonce = beginning.subarray(headerBytes, headerBytes + NONCE_BYTES);
  const fileKey = openFileKey(path, beginning.toString('latin1', 0, headerBytes), identities);
  return new SealedSource({
    path,
    file,
    payloadKey: payloadKeyOf(fileKey, nonce),
    payloadStart: headerBytes,
    payloadBytes,
  });
}

/** Null without the line that ends a header. */
function headerBytesOf(beginning: Buffer): number | null {
  const lastLine = beginning.indexOf('\n---');
  const end = lastLine === -1 ? -1 : beginning.indexOf('\n', lastLine + 1);
  return end === -1 ? null : end + 1;
}

function openFileKey(path: string, header: string, identities: readonly Identity[]): Buffer {
  try {
    return openHeader(header, identities);
  } catch (error) {
    if (error instanceof NoIdentityError) throw new BackupEncryptedError(path, { cause: error });
    if (error instanceof AgeHeaderError) throw new BackupDamagedError(path, 'its age header was altered');
    throw error;
  }
}

class PlainSource implements ArchiveSource {
  readonly bytes: number;
  readonly isEncrypted = false;
  readonly #file: FileHandle;

  constructor(file: FileHandle, bytes: number) {
    this.#file = file;
    this.bytes = bytes;
  }

  read(offset: number, length: number): Promise<Buffer> {
    return readUpTo(this.#file, offset, length);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

interface SealedSourceOptions {
  readonly path: string;
  readonly file: FileHandle;
  readonly payloadKey: Uint8Array;
  readonly payloadStart: number;
  readonly payloadBytes: number;
}

/** Reads by chunks. The last one is kept, because an archive of small files reads each chunk many times. */
class SealedSource implements ArchiveSource {
  readonly bytes: number;
  readonly isEncrypted = true;
  readonly #options: SealedSourceOptions;
  #kept: { readonly index: number; readonly plain: Buffer } | null = null;

  constructor(options: SealedSourceOptions) {
    this.#options = options;
    this.bytes = plainBytesOf(options.payloadBytes);
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const end = Math.min(offset + length, this.bytes);
    const parts: Buffer[] = [];
    for (let at = offset; at < end;) {
      const index = Math.floor(at / CHUNK_BYTES);
      const start = index * CHUNK_BYTES;
      const plain = await this.#open(index);
      parts.push(plain.subarray(at - start, end - start));
      at = start + plain.length;
    }
    return Buffer.concat(parts);
  }

  close(): Promise<void> {
    return this.#options.file.close();
  }

  async #open(index: number): Promise<Buffer> {
    if (this.#kept?.index === index) return this.#kept.plain;
    const { path, file, payloadKey, payloadStart, payloadBytes } = this.#options;
    const end = Math.min(sealedStartOf(index + 1), payloadBytes);
    const sealed = await readUpTo(file, payloadStart + sealedStartOf(index), end - sealedStartOf(index));
    const isLast = index === chunkCountOf(this.bytes) - 1;
    try {
      const plain = openChunk(payloadKey, { index, isLast }, sealed);
      this.#kept = { index, plain };
      return plain;
    } catch (error) {
      if (!(error instanceof DamagedPayloadError)) throw error;
      const problem = `the encrypted bytes from ${index * CHUNK_BYTES} on were altered, or it was cut short`;
      throw new BackupDamagedError(path, problem, { cause: error });
    }
  }
}

async function readUpTo(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(buffer, read, length - read, offset + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
