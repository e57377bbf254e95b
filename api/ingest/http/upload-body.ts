import type { IncomingMessage } from 'node:http';
import { PORTION_BYTES } from '../domain/portion.ts';
import { sharedBlocks } from '../domain/shared-blocks.ts';

/** Each portion costs the tus server's streams the same, whatever its size. Less waits for more, which a fast line brings meanwhile. */
const GATHER_MS = 10;

/**
 * A request's body as it arrives: each portion is all that has come since the one before, so that a fast line gives large
 * ones and a slow line waits for next to nothing. A connection that breaks ends it: what came before counts. Leaving it early leaves
 * the connection, so that the answer can still be sent.
 */
export async function* uploadBody(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  const gathered: Buffer[] = [];
  let bytes = 0;
  let isOver = request.destroyed;
  let isDue = isOver;
  let gathering: NodeJS.Timeout | undefined;
  let wake = () => {};
  const due = () => {
    isDue = true;
    wake();
  };
  const beginAnew = () => {
    clearTimeout(gathering);
    gathering = undefined;
    isDue = false;
  };
  const onData = (chunk: Buffer) => {
    gathered.push(chunk);
    bytes += chunk.length;
    if (bytes < PORTION_BYTES) {
      gathering ??= setTimeout(due, GATHER_MS);
      return;
    }
    request.pause();
    due();
  };
  const onEnd = () => {
    isOver = true;
    due();
  };
  request.on('data', onData);
  for (const event of ['end', 'error', 'close']) request.on(event, onEnd);
  try {
    while (true) {
      if (!isDue && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      beginAnew();
      if (bytes === 0 && isOver) return;
      if (bytes === 0) continue;
      const portion = joinFrom(gathered, Math.min(bytes, PORTION_BYTES));
      bytes -= portion.length;
      if (bytes >= PORTION_BYTES) isDue = true;
      else if (bytes > 0) gathering = setTimeout(due, GATHER_MS);
      request.resume();
      yield portion;
    }
  } finally {
    beginAnew();
    request.pause();
    request.off('data', onData);
    for (const event of ['end', 'error', 'close']) request.off(event, onEnd);
  }
}

/** Takes so many bytes from the first of the pieces. */
function joinFrom(pieces: Buffer[], bytes: number): Uint8Array {
  const [only] = pieces;
  if (only?.length === bytes) return pieces.shift() ?? only;
  const block = sharedBlocks.take();
  for (let filled = 0; filled < bytes;) {
    const [piece] = pieces;
    if (piece === undefined) throw new Error('Fewer bytes were gathered than are asked for.');
    const part = piece.subarray(0, bytes - filled);
    block.set(part, filled);
    filled += part.length;
    if (part.length === piece.length) pieces.shift();
    else pieces[0] = piece.subarray(part.length);
  }
  return block.subarray(0, bytes);
}
