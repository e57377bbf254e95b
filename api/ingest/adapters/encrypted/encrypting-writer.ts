import { ConflictError } from '../../../platform/kernel/errors.ts';
import { CHUNK_BYTES, sealedStartOf } from '../../../age/payload.ts';
import type { RunningDigest } from '../digests/running-digest.ts';
import type { SequentialFile } from '../sequential-file.ts';
import { PORTION_BYTES } from '../../domain/portion.ts';
import type { SharedBlocks } from '../../domain/shared-blocks.ts';
import { type Sealer, sealedLengthOf } from './chunk-encryption.ts';
import type { Tail } from './partial-chunk-file.ts';

/** Blocks of one upload that are encrypted, digested or written; beyond, its sender waits. */
const MOST_UNDER_WAY = 3;
/** The disk is kept busy while bytes arrive: left to the end, bringing them there would take as long again. */
const SYNC_EVERY_BYTES = 64 * 1_048_576;

export interface SealedWriterOptions {
  /** At the end of the whole chunks. */
  readonly file: SequentialFile;
  readonly sealer: Sealer;
  readonly payloadKey: Uint8Array;
  /** Of the whole upload. */
  readonly size: number;
  /** Where the whole chunks on the disk end, and what was kept after them. */
  readonly kept: Tail;
  /** What a kill left in the file of the next chunk: only the same bytes may be encrypted under its nonce again. */
  readonly torn: Uint8Array;
  /** Of the bytes before, the kept tail included; null when it is to be made from the file. */
  readonly digest: RunningDigest | null;
  readonly blocks: SharedBlocks;
  keepTail(tail: Tail): Promise<void>;
}

/**
 * Encrypts bytes as they arrive and has them digested in the same pass: copied once, into blocks of shared memory that
 * threads read and write. Whole chunks go to the file, in order, each once; what is left of a chunk goes to the tail.
 */
export class SealedWriter {
  readonly #options: SealedWriterOptions;
  #block: Uint8Array | null = null;
  /** Of the block's first byte in the upload. */
  #start: number;
  #filled = 0;
  /** Bytes of the block that were sent on to be encrypted, and to be digested. */
  #sealed = 0;
  #digested = 0;
  #torn: Uint8Array;
  readonly #underWay = new Set<Promise<void>>();
  #writing: Promise<void> = Promise.resolve();
  #syncing: Promise<void> = Promise.resolve();
  #unsyncedBytes = 0;
  #failure: { readonly cause: unknown } | null = null;

  constructor(options: SealedWriterOptions) {
    this.#options = options;
    this.#start = options.kept.position;
    this.#torn = options.torn;
    if (options.kept.plain.length > 0) {
      this.#open().set(options.kept.plain);
      this.#filled = this.#digested = options.kept.plain.length;
    }
  }

  /**
   * Resolves when there is room for more; that is the back-pressure. A whole portion in a block of its own is kept, not copied.
   * @throws what the disk failed with, ConflictError
   */
  async take(portion: Uint8Array): Promise<boolean> {
    const { blocks } = this.#options;
    if (this.#block === null && portion.length === PORTION_BYTES && blocks.has(portion)) {
      await this.#hasRoom();
      this.#block = portion;
      this.#filled = portion.length;
      this.#send();
      return true;
    }
    for (let rest = portion; rest.length > 0;) {
      await this.#hasRoom();
      const part = rest.subarray(0, PORTION_BYTES - this.#filled);
      this.#open().set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      if (this.#filled === PORTION_BYTES) this.#send();
    }
    return false;
  }

  /** Resolves when all that was taken is on the disk. */
  async written(): Promise<void> {
    this.#send();
    await this.#settled();
    const { file } = this.#options;
    await file.flush();
    await file.datasync();
    const position = this.#start + this.#sealed;
    const plain = this.#block?.slice(this.#sealed, this.#filled) ?? new Uint8Array(0);
    if (plain.length > 0) await this.#options.keepTail({ position, plain });
  }

  /** @returns how much of the upload is on the disk, and digested */
  async settle(): Promise<number> {
    await this.written();
    return this.#start + this.#filled;
  }

  /** Resolves when nothing uses the file or the blocks any more, whatever failed. */
  async end(): Promise<void> {
    await Promise.all(this.#underWay);
    await this.#syncing;
    if (this.#block !== null) this.#options.blocks.giveBack(this.#block);
    this.#block = null;
  }

  #open(): Uint8Array {
    return (this.#block ??= this.#options.blocks.take());
  }

  /** Sends on the whole chunks that the block has, or all of it where the upload ends; and all of it to the digest. */
  #send(): void {
    const block = this.#block;
    if (block === null) return;
    const isEnd = this.#start + this.#filled === this.#options.size;
    const end = isEnd ? this.#filled : Math.floor(this.#filled / CHUNK_BYTES) * CHUNK_BYTES;
    const isFull = this.#filled === PORTION_BYTES || isEnd;
    const digesting = this.#digest(block.subarray(this.#digested, this.#filled));
    const sealing = this.#seal(block.subarray(this.#sealed, end), {
      start: this.#start + this.#sealed,
      isEnd,
    });
    this.#digested = this.#filled;
    this.#sealed = end;
    const done = Promise.all([digesting, sealing])
      .then(() => undefined)
      .finally(() => {
        this.#underWay.delete(done);
        if (isFull) this.#options.blocks.giveBack(block);
      });
    this.#underWay.add(done);
    if (!isFull) return;
    this.#start += this.#filled;
    this.#filled = this.#sealed = this.#digested = 0;
    this.#block = null;
  }

  /** A digest that fails says so itself, and is made from the file again; the upload goes on. */
  async #digest(bytes: Uint8Array): Promise<void> {
    if (bytes.length > 0) await this.#options.digest?.update(bytes).catch(() => undefined);
  }

  async #seal(plain: Uint8Array, { start, isEnd }: { start: number; isEnd: boolean }): Promise<void> {
    if (plain.length === 0) return;
    const { sealer, payloadKey, blocks, file } = this.#options;
    const block = blocks.take();
    const index = start / CHUNK_BYTES;
    const position = sealedStartOf(index);
    const lead = file.leadAt(position);
    const target = block.subarray(lead, lead + sealedLengthOf(plain.length));
    const sealing = sealer.seal({ payloadKey, plain, target, index, isEnd });
    const before = this.#writing;
    this.#writing = Promise.all([sealing, before])
      .then(() => this.#write(block, target, position))
      .catch((cause: unknown) => {
        this.#failure ??= { cause };
      })
      .finally(() => blocks.giveBack(block));
    await this.#writing;
  }

  async #write(block: Uint8Array, sealed: Uint8Array, position: number): Promise<void> {
    this.#requireWell();
    this.#requireSame(sealed);
    const { file } = this.#options;
    await file.write(block, file.leadAt(position) + sealed.length, position);
    this.#unsyncedBytes += sealed.length;
    if (this.#unsyncedBytes < SYNC_EVERY_BYTES) return;
    this.#unsyncedBytes = 0;
    const before = this.#syncing;
    this.#syncing = before
      .then(() => this.#options.file.datasync())
      .catch((cause: unknown) => {
        this.#failure ??= { cause };
      });
    // Never more than one step behind: else the page cache would hold what the disk has yet to take.
    await before;
  }

  #requireSame(sealed: Uint8Array): void {
    const torn = this.#torn;
    this.#torn = new Uint8Array(0);
    if (Buffer.compare(sealed.subarray(0, torn.length), torn) === 0) return;
    throw new ConflictError(
      'These are other bytes than were sent here before the upload broke off. Cancel it, then upload the file again.',
    );
  }

  async #hasRoom(): Promise<void> {
    while (this.#underWay.size >= MOST_UNDER_WAY) await Promise.race(this.#underWay);
    this.#requireWell();
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#requireWell();
  }

  #requireWell(): void {
    if (this.#failure !== null) throw this.#failure.cause;
  }
}
