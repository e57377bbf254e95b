import type { IncomingMessage } from 'node:http';

/** What is gathered at most before its sender waits: each portion costs the tus server's streams the same, whatever its size. */
const PORTION_BYTES = 1_048_576;

/**
 * A request's body as it arrives: each portion is all that has come since the one before, so that a fast line gives large
 * ones and a slow line waits for nothing. A connection that breaks ends it: what came before counts. Leaving it early leaves
 * the connection, so that the answer can still be sent.
 */
export async function* uploadBody(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let isOver = request.destroyed;
  let wake = () => {};
  const onData = (chunk: Buffer) => {
    gathered.push(chunk);
    bytes += chunk.length;
    if (bytes >= PORTION_BYTES) request.pause();
    wake();
  };
  const onEnd = () => {
    isOver = true;
    wake();
  };
  request.on('data', onData);
  for (const event of ['end', 'error', 'close']) request.on(event, onEnd);
  try {
    while (true) {
      if (bytes === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      if (bytes === 0) return;
      const portion =
        gathered.length === 1 && gathered[0] !== undefined ? gathered[0] : Buffer.concat(gathered, bytes);
      gathered = [];
      bytes = 0;
      request.resume();
      yield portion;
    }
  } finally {
    request.pause();
    request.off('data', onData);
    for (const event of ['end', 'error', 'close']) request.off(event, onEnd);
  }
}
