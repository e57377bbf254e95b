/** The bytes contradict their format, or end before it says they do; the message says where. */
export class UndecodableFileError extends Error {
  override readonly name = 'UndecodableFileError';
}

/** Reads a header from its start on, and never past its end. */
export class ByteCursor {
  readonly #view: DataView;
  #at: number;

  constructor(
    readonly bytes: Uint8Array,
    at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }

  u32(isLittle = true): number {
    return this.#view.getUint32(this.#step(4), isLittle);
  }

  i32(): number {
    return this.#view.getInt32(this.#step(4), true);
  }

  f32(isLittle = true): number {
    return this.#view.getFloat32(this.#step(4), isLittle);
  }

  u16(isLittle = true): number {
    return this.#view.getUint16(this.#step(2), isLittle);
  }

  take(length: number): Uint8Array {
    const from = this.#step(length);
    return this.bytes.subarray(from, from + length);
  }

  /** Text up to a zero byte, of at most so many bytes. */
  text(most: number): string {
    const end = this.bytes.indexOf(0, this.#at);
    if (end < 0 || end - this.#at > most)
      throw new UndecodableFileError(`A name at byte ${this.#at} has no end within ${most} bytes.`);
    const text = Buffer.from(this.bytes.subarray(this.#at, end)).toString('utf8');
    this.#at = end + 1;
    return text;
  }

  #step(length: number): number {
    const from = this.#at;
    if (length < 0 || from + length > this.bytes.length)
      throw new UndecodableFileError(
        `${length} bytes are due at byte ${from}, of which there are ${this.bytes.length}.`,
      );
    this.#at = from + length;
    return from;
  }
}
