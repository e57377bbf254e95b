import type { FileHandle } from 'node:fs/promises';
import type { RunningDigest } from './digests/running-digest.ts';
import { BLOCK_BYTES, type SharedBlocks } from '../domain/shared-blocks.ts';

/** Each write costs the same, whatever its size: less is gathered for a moment, in which a slow line brings nothing more. */
const WRITE_BYTES = BLOCK_BYTES / 2;
const GATHER_MS = 20;
/** The disk is kept busy while bytes arrive: left to the end, bringing them there would take as long again. */
const SYNC_EVERY_BYTES = 64 * 1_048_576;

export interface UploadWriterOptions {
  readonly handle: FileHandle;
  /** Where in the file the first byte goes. */
  readonly position: number;
  /** Of the bytes before `position`; null when it is to be made from the file. */
  readonly digest: RunningDigest | null;
  readonly blocks: SharedBlocks;
}

interface Block {
  readonly bytes: Uint8Array;
  readonly position: number;
  filled: number;
  written: number;
  /** Nothing more is put into it. */
  isClosed: boolean;
  isDigested: boolean;
}

/**
 * Writes bytes as they arrive and has them digested in the same pass: copied once, into blocks of shared memory from which
 * the disk and the threads take them at the same time. Written in order, so what is on disk has no holes.
 */
export class UploadWriter {
  readonly #options: UploadWriterOptions;
  readonly #queue: Block[] = [];
  /** Of the next byte. */
  #position: number;
  #open: Block | null = null;
  #writing: Promise<void> | null = null;
  #syncing: Promise<void> = Promise.resolve();
  #unsyncedBytes = 0;
  #gathering: NodeJS.Timeout | null = null;
  /** What is there is to be written, however little. */
  #isDue = false;
  #failure: { readonly cause: unknown } | null = null;
  #wake: (() => void) | null = null;

  constructor(options: UploadWriterOptions) {
    this.#options = options;
    this.#position = options.position;
    options.blocks.enter();
  }

  /** Resolves when there is room for more; that is the back-pressure. @throws what the disk failed with */
  async take(portion: Uint8Array): Promise<boolean> {
    for (let rest = portion; rest.length > 0;) {
      const block = (this.#open ??= await this.#nextBlock());
      const part = rest.subarray(0, BLOCK_BYTES - block.filled);
      block.bytes.set(part, block.filled);
      block.filled += part.length;
      this.#position += part.length;
      rest = rest.subarray(part.length);
      if (block.filled === BLOCK_BYTES) this.#close(block);
      this.#write();
    }
    this.#gathering ??= setTimeout(() => this.#flush(), GATHER_MS);
    return false;
  }

  /** Resolves when all that was taken is in the file, though a power cut may still lose it. */
  async written(): Promise<void> {
    while (this.#queue.some(({ filled, written }) => written < filled)) {
      this.#flush();
      await this.#change();
    }
  }

  /** Resolves when all that was taken is in the file and digested, though a power cut may still lose it. */
  async settle(): Promise<number> {
    if (this.#open !== null) this.#close(this.#open);
    this.#flush();
    while (this.#queue.length > 0) await this.#change();
    if (this.#failure !== null) throw this.#failure.cause;
    return this.#position;
  }

  /** Resolves when nothing uses the file or the blocks any more, whatever failed. Call it once. */
  async end(): Promise<void> {
    if (this.#open !== null) this.#close(this.#open);
    while (this.#writing !== null || this.#queue.some(({ isDigested }) => !isDigested)) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    await this.#syncing;
    clearTimeout(this.#gathering ?? undefined);
    const { blocks } = this.#options;
    for (const { bytes } of this.#queue.splice(0)) blocks.giveBack(bytes);
    blocks.leave();
  }

  async #nextBlock(): Promise<Block> {
    // Where they are all in use, its sender waits.
    while (this.#queue.length >= this.#options.blocks.share) await this.#change();
    if (this.#failure !== null) throw this.#failure.cause;
    const block = {
      bytes: this.#options.blocks.take(),
      position: this.#position,
      filled: 0,
      written: 0,
      isClosed: false,
      isDigested: false,
    };
    this.#queue.push(block);
    return block;
  }

  async #change(): Promise<void> {
    if (this.#failure !== null) throw this.#failure.cause;
    await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  #close(block: Block): void {
    this.#open = null;
    block.isClosed = true;
    void this.#digest(block).then(() => {
      block.isDigested = true;
      this.#freeBlocks();
    });
  }

  /** A digest that fails says so itself, and is made from the file again; the upload goes on. */
  async #digest({ bytes, filled }: Block): Promise<void> {
    if (this.#failure !== null) return;
    await this.#options.digest?.update(bytes.subarray(0, filled)).catch(() => undefined);
  }

  #freeBlocks(): void {
    for (let [first] = this.#queue; first !== undefined; [first] = this.#queue) {
      if (!first.isClosed || !first.isDigested || first.written < first.filled) break;
      this.#options.blocks.giveBack(first.bytes);
      this.#queue.shift();
    }
    this.#wake?.();
    this.#wake = null;
  }

  #flush(): void {
    clearTimeout(this.#gathering ?? undefined);
    this.#gathering = null;
    this.#isDue = true;
    this.#write();
  }

  /** One write at a time, of all that has arrived in the first block that is not written yet. */
  #write(): void {
    if (this.#writing !== null || this.#failure !== null) return;
    const block = this.#queue.find(({ filled, written }) => written < filled);
    const isWorth = block?.isClosed === true || this.#isDue || pendingBytes(block) >= WRITE_BYTES;
    if (block === undefined || !isWorth) return;
    if (!block.isClosed) this.#isDue = false;
    this.#writing = this.#writeSome(block)
      .catch((cause: unknown) => {
        this.#failure ??= { cause };
      })
      .then(() => {
        this.#writing = null;
        this.#freeBlocks();
        this.#write();
      });
  }

  async #writeSome(block: Block): Promise<void> {
    const { bytes, position, written, filled } = block;
    const { bytesWritten } = await this.#options.handle.write(
      bytes,
      written,
      filled - written,
      position + written,
    );
    block.written += bytesWritten;
    this.#unsyncedBytes += bytesWritten;
    if (this.#unsyncedBytes < SYNC_EVERY_BYTES) return;
    this.#unsyncedBytes = 0;
    const before = this.#syncing;
    this.#syncing = before
      .then(() => this.#options.handle.datasync())
      .catch((cause: unknown) => {
        this.#failure ??= { cause };
      });
    // Never more than one step behind: else the page cache would hold what the disk has yet to take.
    await before;
  }
}

function pendingBytes(block: Block | undefined): number {
  return block === undefined ? 0 : block.filled - block.written;
}
