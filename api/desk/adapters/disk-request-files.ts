import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AgeHeaderError, buildHeader, generateFileKey, openHeader } from '../../age/header.ts';
import { openRange, sealedRangeOf } from '../../age/open-range.ts';
import {
  DamagedPayloadError,
  generateNonce,
  NONCE_BYTES,
  payloadKeyOf,
  sealedBytesOf,
} from '../../age/payload.ts';
import { sealStream } from '../../age/seal-stream.ts';
import type { VaultKeys } from '../../age/vault-keys.ts';
import {
  ContentDamagedError,
  ContentMissingError,
  ContentUnreadableError,
  LimitExceededError,
  StorageFullError,
} from '../../platform/kernel/errors.ts';
import { RESERVED_BYTES } from '../../platform/process/directory-disk-space.ts';
import { syncDirectory } from '../../platform/process/durable-file.ts';
import type { IncomingFile, RequestFileDisk, SealedFile } from '../ports/request-file-disk.ts';
import type { ReceivedFile } from '../ports/request-file-store.ts';

const FILE = /^([0-9a-f]{32})(\.tmp)?$/;

export interface DiskRequestFilesOptions {
  readonly directory: string;
  readonly vault: VaultKeys;
  /** Room left for everything else on the disk. */
  readonly reservedBytes?: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Payloads of age files, one a file, by their ids; their headers are in the records. */
export class DiskRequestFiles implements RequestFileDisk {
  readonly #directory: string;
  readonly #vault: VaultKeys;
  readonly #reservedBytes: number;

  constructor({ directory, vault, reservedBytes = RESERVED_BYTES }: DiskRequestFilesOptions) {
    this.#directory = directory;
    this.#vault = vault;
    this.#reservedBytes = reservedBytes;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  get vaultKey(): string {
    return this.#vault.recipient.text;
  }

  async ensureRoom(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#directory);
    if (bavail * bsize - this.#reservedBytes < bytes) throw noRoom();
  }

  async receive(source: AsyncIterable<Uint8Array>, mostBytes: number): Promise<IncomingFile> {
    const id = randomBytes(16).toString('hex');
    const [fileKey, nonce] = [generateFileKey(), generateNonce()];
    const hash = createHash('sha256');
    let bytes = 0;
    const measured = async function* () {
      for await (const portion of source) {
        bytes += portion.length;
        if (bytes > mostBytes)
          throw new LimitExceededError(`A file has at most ${mostBytes} bytes; this one has more.`);
        hash.update(portion);
        yield portion;
      }
    };
    try {
      await writeDurably(this.#incomingPathOf(id), async (write) => {
        await write(nonce);
        for await (const sealed of sealStream(payloadKeyOf(fileKey, nonce), measured())) await write(sealed);
      });
    } catch (error) {
      await rm(this.#incomingPathOf(id), { force: true });
      throw isFullDisk(error) ? noRoom(error) : error;
    }
    const header = buildHeader(fileKey, [this.#vault.recipient]);
    return { id, bytes, sha256: hash.digest('hex'), header, vaultKey: this.vaultKey };
  }

  readIncoming(file: IncomingFile, range: Range): AsyncIterable<Uint8Array> {
    return this.#read(this.#incomingPathOf(file.id), file, range);
  }

  async keep({ id }: IncomingFile): Promise<void> {
    await rename(this.#incomingPathOf(id), this.#pathOf(id));
    await syncDirectory(this.#directory);
  }

  async drop({ id }: IncomingFile): Promise<void> {
    await rm(this.#incomingPathOf(id), { force: true });
  }

  async read(file: SealedFile): Promise<AsyncIterable<Uint8Array>> {
    const path = this.#pathOf(file.id);
    const found = await stat(path).catch(noneIfAbsent);
    if (found === null)
      throw new ContentMissingError(
        `File ${file.id} of a thread is not on the disk. Restore it from a backup.`,
      );
    if (found.size !== sealedBytesOf(file.bytes)) throw damaged(file);
    this.#fileKeyOf(file);
    return this.#read(path, file, { start: 0, end: file.bytes });
  }

  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
    await rm(this.#incomingPathOf(id), { force: true });
  }

  reseal({
    header,
    vaultKey,
  }: Pick<ReceivedFile, 'header' | 'vaultKey'>): Pick<ReceivedFile, 'header' | 'vaultKey'> | null {
    if (vaultKey === this.vaultKey) return null;
    const fileKey = this.#fileKeyOf({ header });
    return { header: buildHeader(fileKey, [this.#vault.recipient]), vaultKey: this.vaultKey };
  }

  async listBefore(time: Date): Promise<string[]> {
    const ids = new Set<string>();
    for (const name of await readdir(this.#directory)) {
      const id = FILE.exec(name)?.[1];
      const found = id === undefined ? null : await stat(join(this.#directory, name)).catch(noneIfAbsent);
      if (id !== undefined && found !== null && found.mtime < time) ids.add(id);
    }
    return [...ids];
  }

  async *#read(path: string, file: SealedFile, range: Range): AsyncGenerator<Uint8Array> {
    const payloadKey = payloadKeyOf(this.#fileKeyOf(file), await readNonce(path));
    const { start, end } = sealedRangeOf(file, range);
    try {
      const sealed = createReadStream(path, { start, end: end - 1 });
      yield* openRange({ payloadKey, bytes: file.bytes }, range, sealed as AsyncIterable<Uint8Array>);
    } catch (error) {
      if (error instanceof DamagedPayloadError) throw damaged(file, error);
      throw error;
    }
  }

  #fileKeyOf({ header }: Pick<SealedFile, 'header'>): Buffer {
    try {
      return openHeader(header, this.#vault.identities);
    } catch (cause) {
      if (!(cause instanceof AgeHeaderError)) throw cause;
      throw new ContentUnreadableError(
        'A file of a thread is encrypted to a vault key that the platform was not given. Ask the operator to put it back.',
        { cause },
      );
    }
  }

  #pathOf(id: string): string {
    return join(this.#directory, id);
  }

  #incomingPathOf(id: string): string {
    return `${this.#pathOf(id)}.tmp`;
  }
}

async function writeDurably(
  path: string,
  content: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await content((bytes) => file.writeFile(bytes));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readNonce(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const nonce = Buffer.alloc(NONCE_BYTES);
    await file.read(nonce, 0, NONCE_BYTES, 0);
    return nonce;
  } finally {
    await file.close();
  }
}

function damaged({ id }: Pick<SealedFile, 'id'>, cause?: unknown): ContentDamagedError {
  return new ContentDamagedError(
    `File ${id} of a thread was altered on the disk. Restore it from a backup.`,
    { cause },
  );
}

function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function noRoom(cause?: unknown): StorageFullError {
  return new StorageFullError(
    'The disk has no room for the file, and nothing of it was kept. Tell the operator to free some space, then send it again.',
    { cause },
  );
}

function noneIfAbsent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
