import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { tooManyBytes, undecodable } from './picture-refusal.ts';

/** The original on disk, read where a decoder needs it. */
export class OriginalFile {
  readonly bytes: number;
  readonly #descriptor: number;

  constructor(readonly path: string) {
    this.#descriptor = openSync(path, 'r');
    this.bytes = fstatSync(this.#descriptor).size;
  }

  /** @throws PictureRefusal where the file ends before that */
  read(start: number, length: number): Buffer {
    if (!(start >= 0) || !(length >= 0) || start + length > this.bytes)
      throw undecodable(`${length} bytes are due at byte ${start}, and it has ${this.bytes}.`);
    const buffer = Buffer.alloc(length);
    this.readInto(buffer, start);
    return buffer;
  }

  /** From `start` on, or less where the file ends. */
  readUpTo(start: number, length: number): Buffer {
    return this.read(Math.min(start, this.bytes), Math.max(0, Math.min(length, this.bytes - start)));
  }

  /** Fills the target. @throws PictureRefusal where the file ends before that */
  readInto(target: Uint8Array, start: number): void {
    for (let at = 0; at < target.length;) {
      const read = readSync(this.#descriptor, target, at, target.length - at, start + at);
      if (read === 0) throw undecodable(`It ends at byte ${start + at}.`);
      at += read;
    }
  }

  /** The whole, for libraries that take nothing else. @throws PictureRefusal for a longer one */
  readWhole(maxBytes: number): Buffer {
    if (this.bytes > maxBytes) throw tooManyBytes(this.bytes, maxBytes);
    return this.read(0, this.bytes);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
