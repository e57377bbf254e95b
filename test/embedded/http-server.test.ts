import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttpServer } from '../../embedded/http-server.ts';

describe.each([0, 30_000])('a server whose requests may take %i ms', (requestWithinMs) => {
  const open = () => {
    const server = createHttpServer(requestWithinMs, (_, response) => response.end());
    onTestFinished(() => void server.close());
    return server;
  };

  it('tells its clients that an idle connection stays for longer than one of them stands still', async () => {
    const server = open().listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A TCP server that listens has an AddressInfo.
    const { port } = server.address() as AddressInfo;
    const { headers } = await fetch(`http://127.0.0.1:${port}`);
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  it('waits for the headers of a request only so long', () => {
    expect(open()).toMatchObject({ headersTimeout: 30_000, requestTimeout: requestWithinMs });
  });
});
