import type { ByteRange } from '../../ports/content-store.ts';

/** As much is read at once: a whole number of the chunks of an encrypted file, so that none begins in one portion and ends in another. */
const PORTION_BYTES = 16 * 65_552;
/** Without use for so long spare memory is given up. */
const IDLE_MS = 5_000;
const MOST_SPARE = 8;

/** As a file handle. */
interface OpenFile {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  close(): Promise<void>;
}

const spare: Buffer[] = [];
let idle: NodeJS.Timeout | null = null;

/**
 * A part of a file. While one portion is looked at, the next is read; a portion holds until the next is asked for, as its memory is used
 * again: fresh memory for each costs more than to read it (measured). Closes the file.
 */
export async function* portionsOf(handle: OpenFile, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  let [shown, filling] = [take(), take()];
  let reading: Promise<unknown> | null = null;
  try {
    const readAt = (position: number) => {
      const length = Math.min(PORTION_BYTES, end - position);
      return length > 0 ? fill(handle, { buffer: filling, position, length }) : Promise.resolve(0);
    };
    let position = start;
    reading = readAt(position);
    for (;;) {
      const count: number = await (reading as Promise<number>);
      if (count === 0) return;
      [shown, filling] = [filling, shown];
      position += count;
      reading = readAt(position);
      // Its failure is thrown where it is awaited.
      reading.catch(() => undefined);
      yield shown.subarray(0, count);
    }
  } finally {
    await reading?.catch(() => undefined);
    giveBack(shown, filling);
    await handle.close();
  }
}

/** @returns fewer bytes than asked for only at the end of the file */
async function fill(
  handle: OpenFile,
  {
    buffer,
    position,
    length,
  }: { readonly buffer: Buffer; readonly position: number; readonly length: number },
): Promise<number> {
  for (let filled = 0; ;) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    filled += bytesRead;
    if (bytesRead === 0 || filled === length) return filled;
  }
}

function take(): Buffer {
  return spare.pop() ?? Buffer.allocUnsafeSlow(PORTION_BYTES);
}

function giveBack(...buffers: readonly Buffer[]): void {
  spare.push(...buffers.slice(0, Math.max(0, MOST_SPARE - spare.length)));
  idle ??= setTimeout(() => spare.splice(0), IDLE_MS).unref();
  idle.refresh();
}
