import { Readable } from 'node:stream';
import type { ByteRange, ContentStore, ManyContents } from '../../storage/ports/content-store.ts';

/** A file of up to so many bytes is held. */
export const HELD_BYTES = 1_048_576;
/** Of all that is held for one piece of work; the rest of its files is read one by one. */
const MOST_BYTES = 32 * 1_048_576;

export interface HeldFile {
  readonly cid: string;
  readonly bytes: number;
}

/** Content that is read at once, and then again and again by those who work on it. */
export class HeldContents implements Pick<ContentStore, 'read'> {
  readonly #content: Pick<ContentStore, 'read'>;
  readonly #many: ManyContents;
  readonly #held = new Map<string, Uint8Array>();

  constructor(content: Pick<ContentStore, 'read'>, many: ManyContents) {
    this.#content = content;
    this.#many = many;
  }

  /** What can't be held is read when it is asked for, and says then why that fails. */
  async whileHeld<T>(files: readonly HeldFile[], work: () => Promise<T>): Promise<T> {
    const wanted: string[] = [];
    let room = MOST_BYTES;
    for (const { cid, bytes } of files) {
      if (bytes === 0 || bytes > HELD_BYTES || bytes > room || this.#held.has(cid)) continue;
      room -= bytes;
      wanted.push(cid);
    }
    try {
      for (const [cid, bytes] of await this.#many.readMany(wanted)) this.#held.set(cid, bytes);
      return await work();
    } finally {
      for (const cid of wanted) this.#held.delete(cid);
    }
  }

  /** Null for what is not held. */
  find(cid: string): Uint8Array | null {
    return this.#held.get(cid) ?? null;
  }

  async read(cid: string, range?: ByteRange): Promise<Readable> {
    const held = this.#held.get(cid);
    if (held === undefined) return this.#content.read(cid, range);
    const part = held.subarray(range?.start ?? 0, range?.end ?? held.length);
    return Readable.from(part.length === 0 ? [] : [part]);
  }
}
