import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { ERRORS, Upload } from '@tus/server';
import { StorageFullError } from '../../platform/kernel/errors.ts';
import type { PortionChecksum } from '../domain/portion-checksum.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { Turn } from '../../platform/concurrency/mutex.ts';
import type { FileInBatch } from '../ports/staging-area.ts';
import type { UploadDigests } from './digests/upload-digests.ts';
import { PortionCheck } from './portion-check.ts';
import { portionsOf, takeAll } from './portions.ts';
import type { SealedReceiver } from './encrypted/encrypting-receiver.ts';
import { removeSealed, SealedUpload } from './encrypted/encrypted-upload.ts';
import type { Sealing } from './encrypted/encryption-options.ts';
import type { SharedBlocks } from '../domain/shared-blocks.ts';
import type { UploadRecord, UploadRecords } from './upload-records.ts';
import type { UploadTurns } from './interruptible-uploads.ts';
import { UploadWriter } from './upload-writer.ts';
import { removeFile } from './remove-file.ts';

/** Digested in a moment when whole: no thread has to hear of so little. */
export const SMALL_BYTES = 1_048_576;

export interface StagedFileStoreOptions {
  readonly directory: string;
  readonly records: UploadRecords;
  readonly turns: UploadTurns;
  /** Which uploads are encrypted, and how; null where none is. */
  readonly sealing: (Sealing & { readonly receiver: SealedReceiver }) | null;
  readonly digests: UploadDigests;
  readonly blocks: SharedBlocks;
  readonly failPoints: FailPoints;
  /** How long an upload that is not whole is kept after its last byte. */
  readonly keptMs: number;
  /** Of the one portion that this store is to write; null for a client that says none. */
  readonly checksum?: PortionChecksum | null;
}

/** One portion on its way into an upload. */
interface Portion {
  readonly source: AsyncIterable<Uint8Array>;
  readonly id: string;
  /** Where in the upload it begins. */
  readonly offset: number;
  readonly turn: Turn;
}

/**
 * tus uploads as files: `<id>` holds the bytes, `<id>.json` what was announced. What is not for everyone is encrypted as it
 * arrives: its record has the header of an age file, `<id>.payload` the rest. Differs from the stock FileStore where a
 * crash or a full disk would show: records are written whole or not at all, received bytes are on disk before their offset
 * is acknowledged, a portion with a checksum counts when it is proven, and a full disk is named.
 */
export class StagedFileStore extends FileStore {
  readonly #records: UploadRecords;
  readonly #options: StagedFileStoreOptions;
  readonly #checksum: PortionChecksum | null;

  constructor(options: StagedFileStoreOptions) {
    const { directory, records, keptMs, checksum = null } = options;
    super({ directory, configstore: records, expirationPeriodInMilliseconds: keptMs });
    // A length is always announced, so that room can be made sure of.
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'checksum', 'expiration'];
    this.#records = records;
    this.#options = options;
    this.#checksum = checksum;
  }

  override async create(upload: Upload): Promise<Upload> {
    const { sealing } = this.#options;
    const draftId = upload.metadata?.['draft'] ?? null;
    const isSealed = draftId !== null && (await sealing?.isSealed(draftId)) === true;
    return nameFullDisk(() => this.#unlessGone(upload.id, () => this.#create(upload, isSealed)));
  }

  async #create(upload: Upload, isSealed: boolean): Promise<Upload> {
    const { sealing } = this.#options;
    if (sealing === null || !isSealed) return super.create(upload);
    const path = resolve(this.directory, upload.id);
    const header = await SealedUpload.create({ path, size: upload.size ?? 0, vault: sealing.vault });
    const { id, size, offset, metadata, creation_date, storage } = upload;
    await this.#records.set(id, { id, size, offset, metadata, creation_date, storage, header });
    upload.storage = { type: 'file', path };
    return upload;
  }

  /** A file that comes in one piece: what does not come whole is the caller's to remove. */
  async receive(id: string, file: FileInBatch, source: AsyncIterable<Uint8Array>): Promise<void> {
    const { draftId, path, sha256, bytes, isPrivate } = file;
    const metadata = { draft: draftId, path, sha256 };
    await nameFullDisk(async () => {
      await this.#create(new Upload({ id, size: bytes, offset: 0, metadata }), isPrivate);
      await this.#options.turns.take(id, (_, turn) => this.#write({ source, id, offset: 0, turn }, bytes));
    });
  }

  /**
   * What has arrived and is proven. `creation_date`, from which the tus server counts the days, is that of the last byte; one
   * that is whole has none, as its draft keeps it.
   */
  override async getUpload(id: string): Promise<Upload> {
    const path = resolve(this.directory, id);
    const record = await this.#records.get(id);
    // The stock store says what is missing.
    if (record === undefined) return super.getUpload(id);
    const received = await receivedOf(path, record);
    if (received === null) refuseAsGone();
    const { size, metadata } = record;
    const upload = new Upload({
      id,
      offset: received.bytes,
      ...(size !== undefined && { size }),
      ...(metadata !== undefined && { metadata }),
      creation_date: received.touchedAt.toISOString(),
      storage: { type: 'file', path },
    });
    if (upload.offset === size) upload.creation_date = undefined;
    return upload;
  }

  /** The upload, or null when it was never announced, or its bytes moved on to the content store. */
  async findUpload(id: string): Promise<Upload | null> {
    try {
      return await this.getUpload(id);
    } catch (error) {
      if (error === ERRORS.FILE_NOT_FOUND || error === ERRORS.FILE_NO_LONGER_EXISTS) return null;
      throw error;
    }
  }

  /** The same store, for one portion of which the client says a checksum: nothing of it is kept unless it is right. */
  proving(checksum: PortionChecksum): StagedFileStore {
    return new StagedFileStore({ ...this.#options, checksum });
  }

  /**
   * @returns the upload's new offset
   * @throws ChecksumMismatchError, StorageFullError, or what the source failed with
   */
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    return this.#options.turns.take(id, async (stopped, turn) => {
      const portion = { source: portionsOf(source, stopped), id, offset, turn };
      const { size = Number.POSITIVE_INFINITY } = await this.getUpload(id);
      return nameFullDisk(() => this.#unlessGone(id, () => this.#write(portion, size)));
    });
  }

  async #write(portion: Portion, size: number): Promise<number> {
    const { sealing } = this.#options;
    const { header } = (await this.#records.get(portion.id)) ?? {};
    if (sealing === null || header === undefined) return this.#writeClear(portion, size);
    const path = resolve(this.directory, portion.id);
    return sealing.receiver.receive({ ...portion, path, header, size, checksum: this.#checksum });
  }

  /** A newer upload of the path, or the end of the draft, may take the files away at any moment. */
  async #unlessGone<T>(id: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isCode(error, 'ENOENT') && (await this.findUpload(id)) === null) refuseAsGone();
      throw error;
    }
  }

  /** As the stock store, whatever form the upload has. */
  override async remove(id: string): Promise<void> {
    await this.getUpload(id);
    await this.#options.turns.take(id, async () => {
      const path = resolve(this.directory, id);
      await removeFile(path);
      await removeSealed(path);
      await this.#records.delete(id);
    });
  }

  async #writeClear(portion: Portion, size: number): Promise<number> {
    const { id, offset, turn } = portion;
    const handle = await open(resolve(this.directory, id), 'r+');
    try {
      // Left of a portion that a crash kept from being proven.
      if ((await handle.stat()).size > offset) {
        await turn.require();
        await handle.truncate(offset);
      }
      await this.#markProven(id, this.#checksum === null ? null : offset);
      return await this.#receive(portion, { handle, size });
    } finally {
      await handle.close();
    }
  }

  async #receive(portion: Portion, { handle, size }: StagedFile): Promise<number> {
    const { id, offset, turn } = portion;
    const { digests, blocks, failPoints } = this.#options;
    const isTrusted = this.#checksum === null;
    const digest = size <= SMALL_BYTES ? null : digests.take(id, offset);
    const isBehind = digest === null && size > SMALL_BYTES;
    if (isBehind) this.#follow(id, offset);
    const writer = new UploadWriter({ handle, position: offset, digest, blocks });
    let isKept = false;
    try {
      const check = this.#checksum === null ? null : new PortionCheck(this.#checksum);
      const taking = takeAll(writer, { ...portion, size, check, failPoints });
      // Also what arrived before a failure counts, unless it can't be proven any more: the client goes on from there.
      await (isTrusted ? taking.catch(() => undefined) : taking);
      const position = await writer.settle();
      await handle.datasync();
      if (!isTrusted) {
        await turn.require();
        await this.#markProven(id, null);
      }
      isKept = true;
      if (digest !== null) digests.giveBack(id, digest);
      if (isBehind) this.#follow(id, position);
      await taking;
      return position;
    } finally {
      await writer.end();
      if (!isKept) digest?.drop();
      // Another process may have taken more since this one stood still.
      if (!isKept && !isTrusted && (await hasTurn(turn))) await handle.truncate(offset);
    }
  }

  #follow(uploadId: string, bytes: number): void {
    this.#options.digests.follow({ uploadId, path: resolve(this.directory, uploadId), bytes });
  }

  async #markProven(id: string, bytes: number | null): Promise<void> {
    const record = await this.#records.get(id);
    if (record === undefined || (record.provenBytes ?? null) === bytes) return;
    const { provenBytes, ...announced } = record;
    await this.#records.set(id, bytes === null ? announced : { ...announced, provenBytes: bytes });
  }
}

async function hasTurn(turn: Turn): Promise<boolean> {
  return turn.require().then(
    () => true,
    () => false,
  );
}

interface StagedFile {
  readonly handle: FileHandle;
  /** As announced. */
  readonly size: number;
}

/** How much of an upload has arrived and is proven; null when it moved on. */
async function receivedOf(
  path: string,
  { header, size = 0, provenBytes = Number.POSITIVE_INFINITY }: UploadRecord,
): Promise<{ readonly bytes: number; readonly touchedAt: Date } | null> {
  if (header === undefined) {
    const file = await stat(path).catch(() => null);
    return file === null ? null : { bytes: Math.min(file.size, provenBytes), touchedAt: file.mtime };
  }
  const progress = await SealedUpload.progress(path, size);
  if (progress === null) return null;
  const { chunkedBytes, tailBytes, touchedAt } = progress;
  return { bytes: chunkedBytes + tailBytes, touchedAt };
}

export async function nameFullDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isCode(error, 'ENOSPC') && !isCode(error, 'EDQUOT')) throw error;
    throw new StorageFullError('The staging disk is full. Free some space, then resume the upload.', {
      cause: error,
    });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function refuseAsGone(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- what the tus server knows its refusals by
  throw ERRORS.FILE_NO_LONGER_EXISTS;
}
