import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TusUpload, type UploadHooks } from '../../../sdk/node/uploads/tus-upload.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const BYTES = 3_000_000;

/** A real tus server behind a door that can break connections. */
describe('TusUpload', () => {
  let folder: string;
  let source: string;
  let content: Buffer;
  let apiUrl: string;
  let close: () => Promise<void>;
  /** Decides over each request before the tus server sees it; true when it has dealt with it. */
  let intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
  const requests: string[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    source = join(folder, 'source.bin');
    content = Buffer.from(Array.from({ length: BYTES }, (_, at) => (at * 31) % 251));
    await writeFile(source, content);
    await mkdir(join(folder, 'store'));
    const tus = new Server({
      path: '/uploads',
      datastore: new FileStore({ directory: join(folder, 'store') }),
      relativeLocation: true,
    });
    const server = createServer((request, response) => {
      requests.push(request.method ?? '');
      if (!intercept(request, response)) void tus.handle(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    };
  });
  afterAll(() => close());
  beforeEach(() => {
    intercept = () => false;
    requests.length = 0;
  });

  /** Sends the source and gives what the server has then. */
  async function send(
    hooks: UploadHooks = {},
    resumeUrl: string | null = null,
    throughUrl = apiUrl,
  ): Promise<Buffer> {
    let url = resumeUrl ?? '';
    const upload = new TusUpload(
      { apiUrl: throughUrl, token: 'session' },
      {
        localPath: source,
        bytes: BYTES,
        retryDelaysMs: [10, 10, 10],
        metadata: { draft: 'd1', path: '图/front.tif', sha256: 'ab' },
      },
      { ...hooks, onUrl: async (created) => void (url = created) },
    );
    await upload.send(resumeUrl);
    return readFile(join(folder, 'store', url.split('/').at(-1) ?? ''));
  }

  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  it('sends a file with its metadata and the session', async () => {
    const seen: (string | undefined)[] = [];
    intercept = (request) => {
      if (request.method === 'POST')
        seen.push(request.headers.authorization, request.headers['upload-metadata'] as string);
      return false;
    };
    expect(sha256(await send())).toBe(sha256(content));
    const path = Buffer.from('图/front.tif').toString('base64');
    expect(seen).toEqual([
      'Bearer session',
      `draft ${Buffer.from('d1').toString('base64')},path ${path},sha256 ${Buffer.from('ab').toString('base64')}`,
    ]);
  });

  it('goes on where a broken connection left off', async () => {
    const door = await openBreakingDoor(new URL(apiUrl), BYTES / 3);
    const offsets: number[] = [];
    expect(sha256(await send({ onOffset: (offset) => void offsets.push(offset) }, null, door.url))).toBe(
      sha256(content),
    );
    await door.close();
    expect(requests).toContain('HEAD');
    expect(offsets.at(-1)).toBe(BYTES);
  });

  it('goes on with the upload of an earlier run', async () => {
    let url = '';
    intercept = (request) => {
      if (request.method === 'HEAD') url = `${apiUrl}${request.url ?? ''}`;
      if (request.method === 'PATCH') request.socket.destroy();
      return request.method === 'PATCH';
    };
    await expect(send()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    intercept = () => false;
    requests.length = 0;
    expect(sha256(await send({}, url))).toBe(sha256(content));
    expect(requests).toEqual(['HEAD', 'PATCH']);
  });

  it('goes on with an upload though the platform has moved to another address since', async () => {
    let path = '';
    intercept = (request) => {
      if (request.method === 'HEAD') path = request.url ?? '';
      if (request.method === 'PATCH') request.socket.destroy();
      return request.method === 'PATCH';
    };
    await expect(send()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    intercept = () => false;
    requests.length = 0;
    expect(sha256(await send({}, `http://127.0.0.1:1${path}`))).toBe(sha256(content));
    expect(requests).toEqual(['HEAD', 'PATCH']);
  });

  it('begins anew when the platform has forgotten the upload', async () => {
    expect(sha256(await send({}, `${apiUrl}/uploads/${'0'.repeat(32)}`))).toBe(sha256(content));
  });

  it("gives the platform's reason for a refusal, at once", async () => {
    intercept = (request, response) => {
      request.resume();
      response.writeHead(507, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'STORAGE_FULL', message: 'The disk is full.' } }));
      return true;
    };
    await expect(send()).rejects.toMatchObject({ code: 'STORAGE_FULL', message: 'The disk is full.' });
    expect(requests).toEqual(['POST']);
  });
});

/** A TCP door that drops its first connection once so many bytes have come in. */
async function openBreakingDoor(target: URL, afterBytes: number) {
  let received = 0;
  const server = createTcpServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const drop = () => {
      client.destroy();
      upstream.end();
    };
    client.on('data', (part) => {
      const isWhole = received > afterBytes;
      received += part.length;
      upstream.write(part);
      if (!isWhole && received > afterBytes) drop();
    });
    upstream.pipe(client);
    for (const socket of [client, upstream]) socket.on('error', drop).on('close', drop);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => void server.close(),
  };
}
