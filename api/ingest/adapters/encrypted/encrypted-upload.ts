import { createReadStream } from 'node:fs';
import { open, stat, writeFile } from 'node:fs/promises';
import { buildHeader, generateFileKey } from '../../../age/header.ts';
import { openRange } from '../../../age/open-range.ts';
import {
  CHUNK_BYTES,
  generateNonce,
  NONCE_BYTES,
  payloadKeyOf,
  SEALED_CHUNK_BYTES,
  sealChunk,
  sealedBytesOf,
  sealedStartOf,
  TAG_BYTES,
} from '../../../age/payload.ts';
import type { VaultKeys } from '../../../age/vault-keys.ts';
import { sealedPathsOf, type SealedPaths } from './encrypted-paths.ts';
import { fileKeyOf, keepFileKey } from './recent-file-keys.ts';
import { forgetTail, readTail, tailAt } from './partial-chunk-file.ts';
import { removeFile } from '../remove-file.ts';
import type { SequentialFile } from '../sequential-file.ts';

/** How much of a sealed upload is on the disk. */
export interface SealedProgress {
  /** Plaintext in whole chunks; the last chunk is whole when all has arrived. */
  readonly chunkedBytes: number;
  readonly tailBytes: number;
  /** There may be one of another position. */
  readonly hasTail: boolean;
  readonly touchedAt: Date;
}

export interface SealedUploadOptions {
  /** Where the upload would lie in clear. */
  readonly path: string;
  /** As announced. */
  readonly size: number;
  readonly header: string;
  readonly vault: VaultKeys;
}

/** An upload that is encrypted as it arrives: `header` and the payload file are an age file once all of it is there. */
export class SealedUpload {
  readonly paths: SealedPaths;
  readonly size: number;
  readonly fileKey: Buffer;
  readonly payloadKey: Buffer;
  readonly nonce: Buffer;

  private constructor(options: SealedUploadOptions, fileKey: Buffer, nonce: Buffer) {
    this.paths = sealedPathsOf(options.path);
    this.size = options.size;
    this.fileKey = fileKey;
    this.nonce = nonce;
    this.payloadKey = payloadKeyOf(fileKey, nonce);
  }

  /** Makes the payload file, with nothing in it yet. @returns the header, which is to be kept in the upload's record */
  static async create({ path, size, vault }: Omit<SealedUploadOptions, 'header'>): Promise<string> {
    const [fileKey, nonce] = [generateFileKey(), generateNonce()];
    const only = Buffer.alloc(size === 0 ? TAG_BYTES : 0);
    if (size === 0) {
      const place = { index: 0, isLast: true };
      sealChunk(payloadKeyOf(fileKey, nonce), { place, plain: new Uint8Array(0), target: only });
    }
    await writeFile(sealedPathsOf(path).payload, Buffer.concat([nonce, only]), { mode: 0o600 });
    const header = buildHeader(fileKey, [vault.recipient]);
    await keepFileKey(vault, header, fileKey);
    return header;
  }

  /** @throws AgeHeaderError, NoIdentityError */
  static async open(options: SealedUploadOptions): Promise<SealedUpload> {
    const fileKey = await fileKeyOf(options.vault, options.header);
    const handle = await open(sealedPathsOf(options.path).payload, 'r');
    try {
      const nonce = Buffer.alloc(NONCE_BYTES);
      await handle.read(nonce, 0, NONCE_BYTES, 0);
      return new SealedUpload(options, fileKey, nonce);
    } finally {
      await handle.close();
    }
  }

  /** Null when there is no payload file. Needs no key. */
  static async progress(path: string, size: number): Promise<SealedProgress | null> {
    const { payload, tail } = sealedPathsOf(path);
    const file = await stat(payload).catch(() => null);
    if (file === null) return null;
    if (file.size >= sealedBytesOf(size))
      return { chunkedBytes: size, tailBytes: 0, hasTail: true, touchedAt: file.mtime };
    const chunkedBytes =
      Math.max(0, Math.floor((file.size - NONCE_BYTES) / SEALED_CHUNK_BYTES)) * CHUNK_BYTES;
    const kept = await tailAt(tail, chunkedBytes);
    const touchedAt = later(file.mtime, kept?.touchedAt ?? null);
    return { chunkedBytes, tailBytes: kept?.bytes ?? 0, hasTail: kept !== null, touchedAt };
  }

  readTail(position: number): Promise<Buffer> {
    return readTail(this.paths.tail, this.fileKey, position);
  }

  /** What a kill left of a chunk. */
  async readTorn(file: Pick<SequentialFile, 'read'>, chunkedBytes: number): Promise<Buffer> {
    const torn = Buffer.alloc(SEALED_CHUNK_BYTES);
    const bytes = await file.read(torn, sealedStartOf(chunkedBytes / CHUNK_BYTES));
    return torn.subarray(0, bytes);
  }

  /** The plaintext of what has arrived. @throws DamagedPayloadError */
  async *read({ chunkedBytes, tailBytes }: SealedProgress): AsyncGenerator<Uint8Array> {
    const sealed = createReadStream(this.paths.payload, {
      start: NONCE_BYTES,
      end: sealedEndOf(chunkedBytes, this.size) - 1,
      highWaterMark: 16 * SEALED_CHUNK_BYTES,
    });
    const payload = { payloadKey: this.payloadKey, bytes: this.size };
    if (chunkedBytes > 0) yield* openRange(payload, { start: 0, end: chunkedBytes }, sealed);
    else sealed.destroy();
    if (tailBytes > 0) yield await this.readTail(chunkedBytes);
  }
}

/** Where in the payload so many bytes of plaintext, whole chunks or all, end. */
export function sealedEndOf(chunkedBytes: number, size: number): number {
  return chunkedBytes === size ? sealedBytesOf(size) : sealedStartOf(chunkedBytes / CHUNK_BYTES);
}

export async function removeSealed(path: string): Promise<void> {
  const { payload, tail } = sealedPathsOf(path);
  await removeFile(payload);
  await forgetTail(tail);
}

function later(one: Date, other: Date | null): Date {
  return other !== null && other > one ? other : one;
}
