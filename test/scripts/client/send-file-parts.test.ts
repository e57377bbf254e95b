import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendFileParts } from '@lanran/sdk/node/uploads/send-file-parts';

const BYTES = 5_000_000;

describe('a part of a file that is sent', () => {
  let directory: string;
  let path: string;
  let server: Server | undefined;
  const content = randomBytes(BYTES);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lanran-part-'));
    path = join(directory, 'file');
    writeFileSync(path, content);
  });
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    rmSync(directory, { recursive: true });
  });

  const serve = async (listener: RequestListener): Promise<string> => {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const send = (url: string, end = BYTES) =>
    sendFileParts(url, { method: 'PATCH', headers: { 'x-it': 'is' }, parts: [{ path, start: 7, end }] });

  it('arrives whole, with its length', async () => {
    const url = await serve((request, response) => {
      void buffer(request).then((body) => {
        const isSame = body.equals(content.subarray(7)) && request.headers['x-it'] === 'is';
        response.writeHead(isSame ? 204 : 400, { got: request.headers['content-length'] }).end();
      });
    });
    const response = await send(url);
    expect(response.status).toBe(204);
    expect(response.headers.get('got')).toBe(String(BYTES - 7));
  });

  it('is not sent on once it is refused', async () => {
    let received = 0;
    const url = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => (received += chunk.length));
      response.writeHead(404).end('gone');
      request.once('data', () => request.pause());
    });
    const response = await send(url);
    expect([response.status, await response.text()]).toEqual([404, 'gone']);
    expect(received).toBeLessThan(BYTES);
  });

  it('is refused when the file has become shorter', async () => {
    const url = await serve((request) => request.resume());
    await expect(send(url, BYTES + 1)).rejects.toThrow('became shorter while it was sent');
  });

  it('fails with the connection', async () => {
    const url = await serve((request) => request.once('data', () => request.destroy()));
    await expect(send(url)).rejects.toThrow();
  });
});
