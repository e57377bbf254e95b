/** What one write to the disk and one message to a thread carry at most: below it, their own cost shows (measured). */
export const BLOCK_BYTES = 2_097_152;
/** Kept for the next upload when nobody uses them. */
const MOST_SPARE = 32;

/** Blocks of memory that threads see too, used again and again: a fresh one for each MiB would be garbage of the file's size. */
export class SharedBlocks {
  readonly #spare: Uint8Array[] = [];

  take(): Uint8Array {
    return this.#spare.pop() ?? new Uint8Array(new SharedArrayBuffer(BLOCK_BYTES));
  }

  giveBack(block: Uint8Array): void {
    if (this.#spare.length < MOST_SPARE) this.#spare.push(block);
  }
}
