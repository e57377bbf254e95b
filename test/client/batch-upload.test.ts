import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeUploadBatch, MAX_BATCHED_FILE_BYTES } from '@lanran/protocol/files/upload-batch';
import { batchesOf, sendBatch, sendTogether } from '@lanran/sdk/node/uploads/batch-upload';
import type { RefusedError } from '@lanran/sdk/kernel/errors';
import type { HashedFile } from '@lanran/sdk/node/local-files';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let directory: string;
let server: Server | null = null;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-send-'));
});
afterEach(async () => {
  server?.close();
  server = null;
  await rm(directory, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers each request as the test says. */
async function platform(answers: (body: Buffer) => Answer | null): Promise<string> {
  const started = createServer((request, response) => {
    const portions: Buffer[] = [];
    request.on('data', (portion: Buffer) => portions.push(portion));
    request.on('end', () => {
      const answer = answers(Buffer.concat(portions));
      if (answer === null) return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

async function hashed(path: string, text = path): Promise<HashedFile> {
  const localPath = join(directory, path);
  await writeFile(localPath, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, localPath, bytes: text.length, digest: { bytes: text.length, sha256, cid: '', xxh64: '' } };
}

const allGood = (body: Buffer): Answer => ({
  status: 200,
  body: { files: decodeUploadBatch(body).map(({ path }) => ({ path, error: null })) },
});

async function send(apiUrl: string, files: readonly HashedFile[]) {
  const heard: string[] = [];
  const onFile = ({ path }: HashedFile) => void heard.push(path);
  const refused: string[] = [];
  const onRefused = (_: HashedFile, { code, message }: RefusedError) =>
    void refused.push(`${code} ${message}`);
  let bytes = 0;
  const onBytes = (count: number) => void (bytes += count);
  const hooks = { onFile, onRefused, onBytes };
  const sending = sendBatch({ apiUrl, token: 'a token' }, { draft: 'd', files }, hooks);
  const isTaken = await sending.catch((error: unknown) => error);
  return { refused, heard, bytes, isTaken };
}

describe('files that are sent together', () => {
  it('are told of when the platform has them, and sent again after a lost connection', async () => {
    let requests = 0;
    const url = await platform((body) => (++requests === 1 ? null : allGood(body)));
    const { heard, isTaken } = await send(url, [await hashed('a'), await hashed('b')]);
    expect(isTaken).toBe(true);
    expect(heard).toEqual(['a', 'b']);
  });

  it('of which one is refused are told with its reason, and the others were taken', async () => {
    const error = { code: 'CONTENT_MISMATCH', field: null, message: 'a: it was altered.' };
    const files = [
      { path: 'a', error },
      { path: 'b', error: null },
    ];
    const url = await platform(() => ({ status: 200, body: { files } }));
    const { heard, refused } = await send(url, [await hashed('a'), await hashed('b')]);
    expect(refused).toEqual(['CONTENT_MISMATCH a: it was altered.']);
    expect(heard).toEqual(['b']);
  });

  it('for drafts that they name are each told of what refused them', async () => {
    const error = { code: 'NOT_FOUND', field: null, message: 'Draft two does not exist.' };
    let named: (string | undefined)[] = [];
    const url = await platform((body) => {
      named = decodeUploadBatch(body).map(({ draft }) => draft);
      return {
        status: 200,
        body: { files: named.map((draft) => ({ path: 'a', error: draft === 'two' ? error : null })) },
      };
    });
    const files = await Promise.all(
      ['one', 'two', 'three'].map(async (draft) => ({ ...(await hashed(draft)), draft })),
    );
    const outcomes = await sendTogether({ apiUrl: url, token: 'a token' }, 'an organization', files);
    expect(named).toEqual(['one', 'two', 'three']);
    expect(files.map((file) => outcomes.get(file)?.code ?? null)).toEqual([null, 'NOT_FOUND', null]);
    expect(outcomes.size).toBe(3);
  });

  it('for drafts that they name are left to be sent one by one where a request is refused', async () => {
    for (const status of [412, 400, 413]) {
      const error = { code: 'QUOTA_EXCEEDED', message: 'No room.', requestId: 'r' };
      const url = await platform(() => ({ status, body: { error } }));
      const files = await Promise.all(
        ['a', 'b'].map(async (path) => ({ ...(await hashed(path)), draft: 'd' })),
      );
      expect(await sendTogether({ apiUrl: url, token: 'a token' }, 'an organization', files)).toEqual(
        new Map(),
      );
      server?.close();
    }
  });

  it('are left to be sent one by one where a platform knows no batches', async () => {
    const error = { code: 'BAD_INPUT', message: 'Tus-Resumable Required', requestId: 'r' };
    const url = await platform(() => ({ status: 412, body: { error } }));
    expect(await send(url, [await hashed('a')])).toMatchObject({ heard: [], isTaken: false });
  });

  it('of which the larger ones are sent once, and alone when nothing is known of them', async () => {
    const large = async (path: string) => hashed(path, 'x'.repeat(MAX_BATCHED_FILE_BYTES + 1));
    const files = [await large('a'), await large('b')];
    let requests = 0;
    const url = await platform((body) => (++requests === 1 ? null : allGood(body)));
    expect(await send(url, files)).toEqual({ refused: [], heard: [], bytes: 0, isTaken: true });
    expect(requests).toBe(1);
    const sum = 2 * (MAX_BATCHED_FILE_BYTES + 1);
    expect(await send(url, files)).toEqual({ refused: [], heard: ['a', 'b'], bytes: sum, isTaken: true });
  });

  it('are several larger ones that fill the line, and none that would be lost with it', async () => {
    const a = await hashed('a');
    const large = (count: number, bytes: number) =>
      Array.from({ length: count }, (_, at) => ({ ...a, path: `${at}`, bytes }));
    const sizesOf = (files: readonly HashedFile[]) => batchesOf(files).map((batch) => batch.length);
    expect(sizesOf(large(3, 16_000_000))).toEqual([]);
    expect(sizesOf(large(9, 16_000_000))).toEqual([3, 3, 3]);
    expect(sizesOf(large(100, 16_000_000))).toEqual([...Array.from({ length: 12 }, () => 8), 4]);
    expect(sizesOf(large(9, 40_000_000))).toEqual([]);
  });

  it('are small ones, of which there are several', async () => {
    const [a, b] = [await hashed('a'), await hashed('b')];
    const large = { ...a, path: 'large', bytes: MAX_BATCHED_FILE_BYTES + 1 };
    expect(batchesOf([a, large])).toEqual([]);
    expect(batchesOf([a, large, b])).toEqual([[a, b]]);
    const many = Array.from({ length: 300 }, (_, at) => ({ ...a, path: `${at}` }));
    expect(batchesOf(many).map((batch) => batch.length)).toEqual([256, 44]);
    const heavy = Array.from({ length: 6 }, (_, at) => ({ ...a, path: `${at}`, bytes: 900_000 }));
    expect(batchesOf(heavy).map((batch) => batch.length)).toEqual([4, 2]);
  });
});
