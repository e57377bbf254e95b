import { createServer } from 'node:net';
import { once } from 'node:events';
import { vi } from 'vitest';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';

/** Takes the port of a service that was killed, so that it stays away until released: whoever connects is cut off. */
export async function occupyPort(port: number): Promise<() => Promise<void>> {
  const server = createServer((socket) => socket.destroy());
  await vi.waitFor(
    async () => {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    { timeout: 5_000, interval: 10 },
  );
  return async () => {
    server.close();
    await once(server, 'close');
  };
}

/** The same for a service that has a Unix socket: no other can take its data directory. */
export async function occupyDirectory(directory: string): Promise<() => Promise<void>> {
  const release = await vi.waitFor(() => lockDataDirectory(directory), { timeout: 5_000, interval: 10 });
  return async () => release();
}
