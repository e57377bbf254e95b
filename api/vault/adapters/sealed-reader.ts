import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ContentDamagedError, DomainError } from '../../platform/kernel/errors.ts';
import type { ByteRange } from '../../storage/ports/content-store.ts';
import type { DagStore } from '../../storage/ports/dag-store.ts';
import type { Seal, SealedFile } from '../ports/sealed-file-store.ts';
import type { StagedSeal } from '../../storage/ports/content-store.ts';
import { openHeader } from '../../age/header.ts';
import { openPart, openRange, type SealedPayload, sealedRangeOf } from '../../age/open-range.ts';
import { DamagedPayloadError, NONCE_BYTES, openPayload, payloadKeyOf } from '../../age/payload.ts';
import type { VaultKeys } from '../../age/vault-keys.ts';
import type { SealKeeper } from './seal-keeper.ts';

/** As much of a file is read at once. */
export const READ_BYTES = 1_048_576;

export interface SealedReaderOptions {
  readonly objects: Pick<DagStore, 'read' | 'readPart'>;
  readonly vault: VaultKeys;
}

/** An encrypted file with the key of its payload. */
export interface OpenedSeal extends SealedPayload {
  /** Of the plaintext. */
  readonly cid: string;
  readonly payloadCid: string;
}

/** The plaintext of what is encrypted, in the store or still on the staging disk. */
export class SealedReader {
  readonly #options: SealedReaderOptions;
  readonly #keeper: Pick<SealKeeper, 'openKey'>;

  constructor(options: SealedReaderOptions, keeper: Pick<SealKeeper, 'openKey'>) {
    this.#options = options;
    this.#keeper = keeper;
  }

  /** @throws ContentMissingError, ContentDamagedError, ContentUnreadableError */
  async read(file: SealedFile, seal: Seal, asked?: ByteRange): Promise<Readable> {
    return this.readOpened(this.open(file, seal), asked);
  }

  /** @throws ContentDamagedError, ContentUnreadableError */
  open(file: SealedFile, seal: Seal): OpenedSeal {
    const { cid, bytes } = file;
    const payloadKey = payloadKeyOf(this.#keeper.openKey(file, seal), Buffer.from(seal.nonce, 'hex'));
    return { cid, payloadCid: seal.payloadCid, payloadKey, bytes };
  }

  /** @throws ContentMissingError, ContentDamagedError */
  async readOpened(opened: OpenedSeal, asked?: ByteRange): Promise<Readable> {
    const { cid, payloadCid, bytes } = opened;
    const range = { start: asked?.start ?? 0, end: Math.min(asked?.end ?? bytes, bytes) };
    const isEmpty = range.end <= range.start;
    if (isEmpty && bytes > 0) return Readable.from([]);
    const sealed = await this.#options.objects.read(payloadCid, sealedRangeOf(opened, range));
    const pieces = named(cid, openRange(opened, range, sealed));
    // The first piece is awaited here, so that a file that was altered at once is an error and not a broken stream.
    const first = await pieces.next();
    return Readable.from(follow(first, pieces), { objectMode: false, highWaterMark: READ_BYTES });
  }

  /** @throws as `readOpened` */
  async readPart(opened: OpenedSeal, range: ByteRange): Promise<readonly Buffer[]> {
    const { objects } = this.#options;
    const sealed = await objects.readPart(opened.payloadCid, sealedRangeOf(opened, range));
    try {
      return openPart(opened, range, sealed);
    } catch (cause) {
      throw explained(opened.cid, cause);
    }
  }

  /** Null where there is no key for it, or its header was altered: `read` says why. */
  findPayloadKey(file: SealedFile, seal: Seal): Buffer | null {
    try {
      return payloadKeyOf(this.#keeper.openKey(file, seal), Buffer.from(seal.nonce, 'hex'));
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }

  /** All of a small file, whose payload is at hand; null where it can't be opened, which `read` gives the reason of. */
  openWhole(file: SealedFile, seal: Seal, payload: Uint8Array): Buffer | null {
    try {
      const plain = openPayload(this.#keeper.openKey(file, seal), payload);
      return plain.length === file.bytes ? plain : null;
    } catch (error) {
      if (error instanceof DamagedPayloadError || error instanceof DomainError) return null;
      throw error;
    }
  }

  /** Of an upload that is encrypted already. */
  async readStaged(filePath: string, { header, bytes }: StagedSeal): Promise<AsyncIterable<Uint8Array>> {
    const fileKey = openHeader(header, this.#options.vault.identities);
    const payloadKey = payloadKeyOf(fileKey, Buffer.from(await readNonce(filePath), 'hex'));
    const sealed = createReadStream(filePath, { start: NONCE_BYTES, highWaterMark: READ_BYTES });
    return openRange({ payloadKey, bytes }, { start: 0, end: bytes }, sealed);
  }
}

/** Hex. */
export async function readNonce(path: string): Promise<string> {
  for await (const nonce of createReadStream(path, { end: NONCE_BYTES - 1 }))
    return (nonce as Buffer).toString('hex');
  throw new RangeError(`${path} is no age payload.`);
}

async function* follow(
  first: IteratorResult<Uint8Array>,
  pieces: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (first.done !== true) yield first.value;
    yield* pieces;
  } finally {
    await pieces.return(undefined);
  }
}

async function* named(cid: string, pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (cause) {
    throw explained(cid, cause);
  }
}

function explained(cid: string, cause: unknown): unknown {
  if (!(cause instanceof DamagedPayloadError)) return cause;
  const whatToDo = 'Restore it from a backup, or repair it from a package.';
  return new ContentDamagedError(`${cid}: ${cause.message} ${whatToDo}`, { cause });
}
