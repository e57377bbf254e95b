import type { Portions } from '../../platform/concurrency/pieces.ts';
import type { SmallFile } from './small-files.ts';

export interface PayloadFile {
  readonly id: string;
  readonly bytes: number;
}

export interface PayloadReaderOptions {
  /** In the order in which they are going to be read. */
  readonly files: readonly PayloadFile[];
  /** May leave some out. */
  readonly readSmall: (ids: readonly string[]) => Promise<AsyncIterable<SmallFile>>;
  readonly readOne: (id: string) => Promise<Portions>;
}

const SMALL_BYTES = 262_144;
const MOST_AHEAD = 64;
const MOST_AHEAD_BYTES = 2_097_152;

/** Reads files one after the other; small ones ahead, several at once. */
export class PayloadReader {
  readonly #options: PayloadReaderOptions;
  readonly #places: ReadonlyMap<string, number>;
  readonly #ahead = new Map<string, Uint8Array>();

  constructor(options: PayloadReaderOptions) {
    this.#options = options;
    this.#places = new Map(options.files.map(({ id }, at) => [id, at]));
  }

  async *read(id: string): AsyncGenerator<readonly Uint8Array[]> {
    const at = this.#places.get(id) ?? 0;
    const isSmall = (this.#options.files[at]?.bytes ?? Infinity) <= SMALL_BYTES;
    if (isSmall && !this.#ahead.has(id)) await this.#readAhead(at);
    const content = this.#ahead.get(id);
    this.#ahead.delete(id);
    if (content !== undefined) yield [content];
    else yield* await this.#options.readOne(id);
  }

  async #readAhead(from: number): Promise<void> {
    this.#ahead.clear();
    const ids: string[] = [];
    let bytes = 0;
    for (const file of this.#options.files.slice(from, from + MOST_AHEAD)) {
      bytes += file.bytes;
      if (file.bytes > SMALL_BYTES || bytes > MOST_AHEAD_BYTES) break;
      ids.push(file.id);
    }
    for await (const { id, content } of await this.#options.readSmall(ids)) this.#ahead.set(id, content);
  }
}
