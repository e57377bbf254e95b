import type { IncomingMessage } from 'node:http';
import { PORTION_BYTES } from '../domain/portion.ts';
import { sharedBlocks } from '../domain/shared-blocks.ts';

/** Each portion costs the tus server's streams the same, whatever its size. Less waits for more, which a fast line brings meanwhile. */
const GATHER_MS = 10;
/** Less is not worth a block of its own. */
const SMALL_BYTES = 65_536;
const LINE_END = 10;

/**
 * A request's body as it arrives: each portion is all that has come since the one before, so that a fast line gives large
 * ones and a slow line waits for next to nothing. A connection that breaks ends it: what came before counts. Leaving it early leaves
 * the connection, so that the answer can still be sent.
 */
export async function* uploadBody(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  const body = new UploadBody(request);
  try {
    for (let portion = await body.read(); portion !== null; portion = await body.read()) yield portion;
  } finally {
    body.leave();
  }
}

/** The same, read as its reader asks: one call at a time. */
export class UploadBody {
  readonly #request: IncomingMessage;
  readonly #gathered: Buffer[] = [];
  #bytes = 0;
  /** How much the reader waits for. */
  #wanted = PORTION_BYTES;
  #isOver: boolean;
  #isDue: boolean;
  #gathering: NodeJS.Timeout | undefined;
  #wake = () => {};

  constructor(request: IncomingMessage) {
    this.#request = request;
    this.#isOver = this.#isDue = request.destroyed;
    request.on('data', this.#onData);
    for (const event of ['end', 'error', 'close']) request.on(event, this.#onEnd);
  }

  /** A portion of at most so many bytes, more than none; null at the end. */
  async read(most = PORTION_BYTES): Promise<Uint8Array | null> {
    this.#wanted = Math.min(most, PORTION_BYTES);
    await this.#gather();
    return this.#bytes === 0 ? null : this.#take(Math.min(this.#bytes, this.#wanted));
  }

  /** What comes before the next line feed, which is left out; null where there is none in so many bytes, or the body ends. */
  async readLine(mostBytes: number): Promise<string | null> {
    for (;;) {
      const end = this.#findLineEnd();
      if (end > mostBytes) return null;
      if (end >= 0) return new TextDecoder().decode(this.#take(end + 1).subarray(0, end));
      if (this.#bytes > mostBytes || this.#isOver) return null;
      this.#wanted = this.#bytes + 1;
      await this.#arrival();
    }
  }

  /** Whether all of it was read that has come. */
  get isRead(): boolean {
    return this.#bytes === 0;
  }

  /** Reads no more of the request. */
  leave(): void {
    this.#beginAnew();
    this.#request.pause();
    this.#request.off('data', this.#onData);
    for (const event of ['end', 'error', 'close']) this.#request.off(event, this.#onEnd);
  }

  /** Until as much has come as is wanted, or what has come waited long enough, or nothing more comes. */
  async #gather(): Promise<void> {
    do {
      if (this.#bytes > 0 && this.#bytes < this.#wanted) this.#gathering ??= setTimeout(this.#due, GATHER_MS);
      await this.#arrival();
    } while (this.#bytes === 0 && !this.#isOver);
  }

  async #arrival(): Promise<void> {
    const isReady = this.#bytes >= this.#wanted || this.#isDue || this.#isOver;
    if (!isReady) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#beginAnew();
  }

  readonly #due = () => {
    this.#isDue = true;
    this.#wake();
  };

  readonly #onData = (chunk: Buffer) => {
    this.#gathered.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= PORTION_BYTES) this.#request.pause();
    if (this.#bytes >= this.#wanted) this.#due();
    else this.#gathering ??= setTimeout(this.#due, GATHER_MS);
  };

  readonly #onEnd = () => {
    this.#isOver = true;
    this.#due();
  };

  #beginAnew(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#isDue = false;
  }

  #findLineEnd(): number {
    let before = 0;
    for (const piece of this.#gathered) {
      const end = piece.indexOf(LINE_END);
      if (end >= 0) return before + end;
      before += piece.length;
    }
    return -1;
  }

  #take(bytes: number): Uint8Array {
    this.#bytes -= bytes;
    const portion = joinFrom(this.#gathered, bytes);
    if (this.#bytes < PORTION_BYTES) this.#request.resume();
    return portion;
  }
}

/** Takes so many bytes from the first of the pieces. */
function joinFrom(pieces: Buffer[], bytes: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && only.length >= bytes && bytes < PORTION_BYTES)
    return cutFrom(pieces, only, bytes);
  const block = bytes < SMALL_BYTES ? Buffer.allocUnsafe(bytes) : sharedBlocks.take();
  for (let filled = 0; filled < bytes;) {
    const [piece] = pieces;
    if (piece === undefined) throw new Error('Fewer bytes were gathered than are asked for.');
    const part = cutFrom(pieces, piece, bytes - filled);
    block.set(part, filled);
    filled += part.length;
  }
  return block.subarray(0, bytes);
}

function cutFrom(pieces: Buffer[], first: Buffer, bytes: number): Buffer {
  if (first.length <= bytes) pieces.shift();
  else pieces[0] = first.subarray(bytes);
  return first.subarray(0, bytes);
}
