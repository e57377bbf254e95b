import type { IncomingMessage } from 'node:http';
import { PORTION_BYTES, portionBuffers } from '../domain/portion-buffers.ts';

/** Each portion costs the tus server's streams the same, whatever its size. Less waits for more, which a fast line brings meanwhile. */
const WORTH_BYTES = PORTION_BYTES / 2;
const GATHER_MS = 10;

/**
 * A request's body as it arrives: each portion is all that has come since the one before, so that a fast line gives large
 * ones and a slow line waits for next to nothing. A connection that breaks ends it: what came before counts. Leaving it early leaves
 * the connection, so that the answer can still be sent.
 */
export async function* uploadBody(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  let gathered: Buffer[] = [];
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
    if (bytes >= PORTION_BYTES) request.pause();
    if (bytes >= WORTH_BYTES) due();
    else gathering ??= setTimeout(due, GATHER_MS);
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
      const [only] = gathered;
      const portion =
        gathered.length === 1 && only !== undefined ? only : portionBuffers.join(gathered, bytes);
      gathered = [];
      bytes = 0;
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
