import { UndecodableFileError } from './inspection/byte-cursor.ts';

/** Reads bits from the least significant of a byte on, and never past the end. */
export class BitCursor {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, firstByte = 0) {
    this.#bytes = bytes;
    this.#at = firstByte * 8;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  /** At most 32 of them, as a number. */
  bits(count: number): number {
    if (this.#at + count > this.#bytes.length * 8)
      throw new UndecodableFileError(`Its header has no end within ${this.#bytes.length} bytes.`);
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, this.#at += 1) {
      const byte = this.#bytes[this.#at >>> 3] ?? 0;
      if (((byte >>> (this.#at & 7)) & 1) === 1) value += 2 ** bit;
    }
    return value;
  }

  /** The bits up to the next byte. */
  restOfByte(): number {
    return this.bits((8 - (this.#at & 7)) & 7);
  }
}
