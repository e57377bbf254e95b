import { open, type FileHandle } from 'node:fs/promises';

const READ_BYTES = 1_048_576;

export async function* readPortions(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    yield* portionsOf(handle, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

/** A file's bytes in portions, read ahead by one; `size` is how many are expected. */
export async function* portionsOf(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  const portionBytes = Math.min(READ_BYTES, size + 1);
  const read = (position: number): Promise<{ bytesRead: number; buffer: Buffer }> =>
    handle.read(Buffer.allocUnsafe(portionBytes), 0, portionBytes, position);
  let position = 0;
  let next = read(0);
  while (true) {
    const { bytesRead, buffer } = await next;
    if (bytesRead === 0) return;
    position += bytesRead;
    // A file that ends here is asked once more, as it may have grown.
    next = read(position);
    // Reported by the await above, unless the consumer stops before.
    next.catch(() => undefined);
    yield buffer.subarray(0, bytesRead);
  }
}
