import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestFile } from '@lanran/protocol/files/digest';
import type { ManifestEntry } from '@lanran/protocol/files/manifest';
import { FileDownload } from '../../../sdk/node/downloads/file-download.ts';
import { downloadFiles } from '../../../sdk/node/downloads/file-downloads.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const CONTENT = Buffer.from(Array.from({ length: 500_000 }, (_, at) => (at * 7) % 253));

describe('FileDownload', () => {
  let folder: string;
  let target: string;
  let part: string;
  let apiUrl: string;
  let entry: ManifestEntry;
  let close: () => Promise<void>;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const ranges: (string | undefined)[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    entry = { salt: `0x${'01'.repeat(32)}`, path: 'front.tif', ...(await digestFile([CONTENT])) };
    const server = createServer((request, response) => {
      ranges.push(request.headers.range);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    };
  });
  afterAll(() => close());
  beforeEach(async () => {
    target = join(folder, 'media', 'front.tif');
    part = `${target}.part`;
    await rm(join(folder, 'media'), { recursive: true, force: true });
    answer = serve;
    ranges.length = 0;
  });

  /** Whole or from an offset on, as `/files/{id}` does. */
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const offset = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(offset > 0 ? 206 : 200).end(CONTENT.subarray(offset));
  };
  const run = (overrides: Partial<ManifestEntry> = {}) =>
    new FileDownload(
      { apiUrl, token: 'session' },
      { fileId: 'f', entry: { ...entry, ...overrides }, targetPath: target, partPath: part },
    ).run();

  const order = (fileId: string, targetPath: string) => ({
    fileId,
    entry,
    targetPath,
    partPath: `${targetPath}.part`,
  });

  it('writes the published file', async () => {
    await run();
    expect((await readFile(target)).equals(CONTENT)).toBe(true);
  });

  it('goes on after the connection broke', async () => {
    let isFirst = true;
    answer = (request, response) => {
      if (!isFirst) {
        serve(request, response);
        return;
      }
      isFirst = false;
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 200_000), () => response.destroy());
    };
    await run();
    expect((await readFile(target)).equals(CONTENT)).toBe(true);
    expect(ranges[1]).toMatch(/^bytes=\d+-$/);
  });

  it('is told apart from an outage when the stored copy is damaged, and the other files come', async () => {
    answer = (request, response) => {
      if (request.url?.endsWith('damaged') !== true) {
        serve(request, response);
        return;
      }
      const error = { code: 'CONTENT_DAMAGED', message: 'The stored copy was found damaged.' };
      response.writeHead(502).end(JSON.stringify({ error }));
    };
    const damaged = order('damaged', join(folder, 'media', 'damaged.tif'));
    const orders = [damaged, order('f', target)];
    const downloads = { platform: { apiUrl, token: 'session' }, orders, onBegin: () => undefined };
    await expect(downloadFiles(downloads)).rejects.toMatchObject({
      code: 'CONTENT_DAMAGED',
      message: expect.stringMatching(/^1 of 2 files .*\nfront.tif: The stored copy/) as string,
    });
    expect(ranges).toHaveLength(2);
    expect((await readFile(target)).equals(CONTENT)).toBe(true);
  });

  it('begins with what is given or here already, and never with what is refused', async () => {
    const refused = order('refused', join(folder, 'media', 'refused.tif'));
    answer = (request, response) => {
      if (request.url?.endsWith('refused') !== true) {
        serve(request, response);
        return;
      }
      const error = { code: 'NOT_FOUND', message: 'There is no such file.' };
      response.writeHead(403).end(JSON.stringify({ error }));
    };
    const begun: string[] = [];
    const platform = { apiUrl, token: 'session' };
    const given = order('f', target);
    const download = (orders: readonly (typeof given)[]) =>
      downloadFiles({ platform, orders, onBegin: ({ fileId }, at) => void begun.push(`${at} ${fileId}`) });
    await expect(download([given, refused])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(begun).toEqual(['0 f']);
    await download([given]);
    expect(begun).toEqual(['0 f', '0 f']);
  });

  it('goes on with what an earlier run left', async () => {
    await run();
    await rm(target);
    await writeFile(part, CONTENT.subarray(0, 123_456));
    ranges.length = 0;
    await run();
    expect((await readFile(target)).equals(CONTENT)).toBe(true);
    expect(ranges).toEqual(['bytes=123456-']);
  });

  it('leaves the same file as it is, and never overwrites another', async () => {
    await run();
    ranges.length = 0;
    await run();
    expect(ranges).toEqual([]);
    await writeFile(target, 'my own work');
    await expect(run()).rejects.toMatchObject({ code: 'FILE_EXISTS', argument: 'out' });
    expect(await readFile(target, 'utf8')).toBe('my own work');
  });

  it('refuses content that is not the published one, and keeps nothing of it', async () => {
    answer = (_, response) => void response.end(Buffer.alloc(CONTENT.length));
    await expect(run()).rejects.toMatchObject({ code: 'CONTENT_MISMATCH' });
    await expect(readFile(target)).rejects.toThrow();
    await expect(readFile(part)).rejects.toThrow();
  });

  it('writes an empty file', async () => {
    answer = (_, response) => void response.end();
    await run(await digestFile([]));
    expect(await readFile(target)).toEqual(Buffer.alloc(0));
  });

  it("gives the platform's reason for a refusal", async () => {
    answer = (_, response) =>
      void response.writeHead(404).end(JSON.stringify({ error: { code: 'NOT_FOUND', message: 'Gone.' } }));
    await expect(run()).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'front.tif: Gone.' });
  });
});
