import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { eachAlone, eachPiece, type Portions } from '../../platform/concurrency/pieces.ts';
import { ContentDamagedError, DomainError } from '../../platform/kernel/errors.ts';
import type { ByteRange } from '../../storage/ports/content-store.ts';
import type { DagStore } from '../../storage/ports/dag-store.ts';
import type { Seal, SealedFile } from '../ports/sealed-file-store.ts';
import type { StagedSeal } from '../../storage/ports/content-store.ts';
import { openHeader } from '../../age/header.ts';
import {
  openPart,
  openPortions,
  openRange,
  type SealedPayload,
  sealedRangeOf,
} from '../../age/open-range.ts';
import { DamagedPayloadError, NONCE_BYTES, openPayload, payloadKeyOf } from '../../age/payload.ts';
import type { VaultKeys } from '../../age/vault-keys.ts';
import type { SealKeeper } from './seal-keeper.ts';

/** As much of a file is read at once. */
export const READ_BYTES = 1_048_576;

export interface SealedReaderOptions {
  readonly objects: Pick<DagStore, 'readPart' | 'readPortions'>;
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
    return streamOf(await this.readOpened(this.open(file, seal), asked));
  }

  /** @throws ContentDamagedError, ContentUnreadableError */
  open(file: SealedFile, seal: Seal): OpenedSeal {
    const { cid, bytes } = file;
    const payloadKey = payloadKeyOf(this.#keeper.openKey(file, seal), Buffer.from(seal.nonce, 'hex'));
    return { cid, payloadCid: seal.payloadCid, payloadKey, bytes };
  }

  /**
   * What is opened together is given together. The first is awaited here, so that a file that was altered at once is an error and not
   * a broken stream. @throws ContentMissingError, ContentDamagedError
   */
  async readOpened(opened: OpenedSeal, asked?: ByteRange): Promise<Portions> {
    const { cid, payloadCid, bytes } = opened;
    const range = { start: asked?.start ?? 0, end: Math.min(asked?.end ?? bytes, bytes) };
    const isEmpty = range.end <= range.start;
    if (isEmpty && bytes > 0) return eachAlone(Readable.from([]));
    const sealed = await this.#options.objects.readPortions(payloadCid, sealedRangeOf(opened, range));
    const opening = named(cid, openPortions(opened, range, sealed));
    return follow(await opening.next(), opening);
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

export function streamOf(portions: Portions): Readable {
  return Readable.from(eachPiece(portions), { objectMode: false, highWaterMark: READ_BYTES });
}

/** Hex. */
export async function readNonce(path: string): Promise<string> {
  for await (const nonce of createReadStream(path, { end: NONCE_BYTES - 1 }))
    return (nonce as Buffer).toString('hex');
  throw new RangeError(`${path} is no age payload.`);
}

async function* follow<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* named<T>(cid: string, opening: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* opening;
  } catch (cause) {
    throw explained(cid, cause);
  }
}

function explained(cid: string, cause: unknown): unknown {
  if (!(cause instanceof DamagedPayloadError)) return cause;
  const whatToDo = 'Restore it from a backup, or repair it from a package.';
  return new ContentDamagedError(`${cid}: ${cause.message} ${whatToDo}`, { cause });
}
