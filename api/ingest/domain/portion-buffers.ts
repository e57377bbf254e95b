/** What a body is gathered in at most, and then what came of one read of the socket. */
export const PORTION_BYTES = 2_097_152;
const BUFFER_BYTES = PORTION_BYTES + 131_072;
/** Kept for the next portions when nobody uses them. */
const MOST_SPARE = 8;

/**
 * Memory in which portions of bodies are gathered, used again and again: a fresh piece for each would be garbage of the size of the
 * upload. One that is not given back is garbage like any other.
 */
export class PortionBuffers {
  readonly #spare: ArrayBuffer[] = [];
  readonly #inUse = new WeakSet<ArrayBufferLike>();

  /** The bytes of all of them, one after the other. */
  join(parts: readonly Uint8Array[], bytes: number): Uint8Array {
    const memory = bytes > BUFFER_BYTES ? new ArrayBuffer(bytes) : this.#take();
    const joined = Buffer.from(memory, 0, bytes);
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }

  /** What was read in full, and is looked at no more. Anything but a joined portion is left alone. */
  giveBack({ buffer }: Uint8Array): void {
    if (!(buffer instanceof ArrayBuffer) || !this.#inUse.delete(buffer)) return;
    if (this.#spare.length < MOST_SPARE) this.#spare.push(buffer);
  }

  #take(): ArrayBuffer {
    const memory = this.#spare.pop() ?? new ArrayBuffer(BUFFER_BYTES);
    this.#inUse.add(memory);
    return memory;
  }
}

/** Of all uploads: who gathers a portion and who reads it see each other only through the tus server's streams. */
export const portionBuffers = new PortionBuffers();
