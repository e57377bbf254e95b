import { allocatePages } from './pages.ts';

/** What one write to the disk and one message to a thread carry at most: below it, their own cost shows (measured). */
export const BLOCK_BYTES = 4_194_304;
/** Kept for the next upload when nobody uses them. */
const MOST_SPARE = 16;
/** In use by all uploads together, unless there are so many uploads that each has two. */
const MOST_IN_USE = 10;
const MOST_OF_ONE = 4;
const LEAST_OF_ONE = 2;
/** Without use for so long they are given up. */
const IDLE_MS = 5_000;

/**
 * Blocks of memory that threads see too and that begin at a page, used again and again: a fresh one for each MiB would be garbage of
 * the file's size. One that is not given back is garbage like any other.
 */
export class SharedBlocks {
  readonly #spare: ArrayBufferLike[] = [];
  #idle: NodeJS.Timeout | null = null;
  #uploads = 0;
  readonly #inUse = new WeakSet<ArrayBufferLike>();

  /** How many blocks one upload may have at the moment. */
  get share(): number {
    const share = Math.floor(MOST_IN_USE / Math.max(1, this.#uploads));
    return Math.min(MOST_OF_ONE, Math.max(LEAST_OF_ONE, share));
  }

  /** An upload begins. */
  enter(): void {
    this.#uploads += 1;
  }

  /** It ended. */
  leave(): void {
    this.#uploads -= 1;
  }

  take(): Uint8Array {
    const memory = this.#spare.pop() ?? allocatePages(BLOCK_BYTES);
    this.#inUse.add(memory);
    return new Uint8Array(memory);
  }

  /** A block, or a part of one, at which nobody looks any more. Any other memory is left alone. */
  giveBack({ buffer }: Uint8Array): void {
    if (!this.#inUse.delete(buffer)) return;
    if (this.#spare.length < MOST_SPARE) this.#spare.push(buffer);
    this.#idle ??= setTimeout(() => this.#spare.splice(0), IDLE_MS).unref();
    this.#idle.refresh();
  }

  /** Whether the bytes lie in a block that is in use, from its beginning. */
  has({ buffer, byteOffset }: Uint8Array): boolean {
    return byteOffset === 0 && this.#inUse.has(buffer);
  }
}

/** Of all uploads: who gathers a portion and who reads it see each other only through the tus server's streams. */
export const sharedBlocks = new SharedBlocks();
