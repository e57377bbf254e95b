import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { digestFile } from '@lanran/protocol/files/digest';
import { type RunningContentStore, startContentStore } from '@lanran/embedded/content-store/server';
import { create } from 'ipfs-http-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountSmallDisk } from '../../../support/small-disk.ts';
import { IpfsContentStore } from '../../../../api/storage/adapters/ipfs/ipfs-content-store.ts';

const TOKEN = 'a token of the platform';
const UNKNOWN_CID = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';

let directory: string;
let sharedDir: string;
let store: RunningContentStore;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-ipfs-'));
  sharedDir = join(directory, 'staging');
  await mkdir(sharedDir);
  store = await startContentStore({
    dataDirectory: join(directory, 'content-store'),
    sharedDirectory: sharedDir,
    token: TOKEN,
  });
});

afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

let staged = 0;

async function stage(bytes: Buffer) {
  const filePath = join(sharedDir, `file-${staged++}`);
  await writeFile(filePath, bytes);
  return { filePath, expectedCid: (await digestFile([bytes])).cid };
}

/** One behavior, two ways of handing a file over. */
describe.each([
  ['adopts files by path', true],
  ['sends files', false],
])('IPFS content store that %s', (_, adopts) => {
  const open = (overrides = {}) =>
    new IpfsContentStore({
      apiUrl: store.url,
      sharedDir: adopts ? sharedDir : null,
      token: TOKEN,
      ...overrides,
    });

  it.each([
    ['an empty file', 0],
    ['a file of one block', 1000],
    ['a file of several blocks', 3 * 1_048_576 + 17],
  ])('pins %s under the CID its publisher signed and reads it back', async (_name, size) => {
    const content = open();
    const bytes = randomBytes(size);
    const file = await stage(bytes);
    expect(await content.isPinned(file.expectedCid)).toBe(size === 0 && !adopts);
    await content.pinFile({ ...file, isPrivate: false });
    expect(await content.isPinned(file.expectedCid)).toBe(true);
    expect(bytes.equals(await buffer(await content.read(file.expectedCid)))).toBe(true);
  });

  it('reads parts across block borders', async () => {
    const content = open();
    const bytes = randomBytes(2_500_000);
    const file = await stage(bytes);
    await content.pinFile({ ...file, isPrivate: false });
    for (const [start, end] of [
      [0, 1],
      [1_048_570, 1_048_590],
      [2_499_999, 2_500_000],
      [0, 2_500_000],
      [7, 7],
    ] as const) {
      const part = await buffer(await content.read(file.expectedCid, { start, end }));
      expect(part.equals(bytes.subarray(start, end))).toBe(true);
    }
  });

  it('pins again without harm, also when the staged file has gone to the store', async () => {
    const content = open();
    const file = await stage(randomBytes(5000));
    await content.pinFile({ ...file, isPrivate: true });
    await rm(file.filePath, { force: true });
    await content.pinFile({ ...file, isPrivate: true });
    expect(await content.isPinned(file.expectedCid)).toBe(true);
  });

  it('refuses a file that is neither staged nor stored', async () => {
    const request = { filePath: join(sharedDir, 'nowhere'), expectedCid: UNKNOWN_CID, isPrivate: false };
    await expect(open().pinFile(request)).rejects.toMatchObject({ code: 'CONTENT_MISSING' });
  });

  it('refuses a file that was altered after it was signed, and pins nothing', async () => {
    const content = open();
    const { filePath, expectedCid } = await stage(randomBytes(3000));
    const altered = randomBytes(3000);
    await writeFile(filePath, altered);
    await expect(content.pinFile({ filePath, expectedCid, isPrivate: false })).rejects.toMatchObject({
      code: 'CONTENT_MISMATCH',
      message: expect.stringContaining(expectedCid),
    });
    expect(await content.isPinned(expectedCid)).toBe(false);
    expect(await content.isPinned((await digestFile([altered])).cid)).toBe(false);
  });

  it('shows private files to the token alone', async () => {
    const bytes = randomBytes(4000);
    const file = await stage(bytes);
    await open().pinFile({ ...file, isPrivate: true });

    expect(await buffer(await open().read(file.expectedCid))).toEqual(bytes);
    await expect(open({ token: null }).read(file.expectedCid)).rejects.toMatchObject({
      code: 'CONTENT_MISSING',
    });
    expect((await fetch(`${store.url}/ipfs/${file.expectedCid}`)).status).toBe(404);
  });

  it('shows open files to an ordinary IPFS client', async () => {
    const bytes = randomBytes(4000);
    const file = await stage(bytes);
    await open().pinFile({ ...file, isPrivate: false });
    expect(await buffer(create({ url: store.url }).cat(file.expectedCid))).toEqual(bytes);
  });

  it('names a CID that it does not hold', async () => {
    const reading = open().read(UNKNOWN_CID);
    await expect(reading).rejects.toMatchObject({
      code: 'CONTENT_MISSING',
      message: expect.stringContaining(UNKNOWN_CID),
    });
    await expect(open().read('not-a-cid')).rejects.toMatchObject({ code: 'CONTENT_MISSING' });
  });

  it('lets go of a file that is not read to its end', async () => {
    const content = open();
    const file = await stage(randomBytes(30_000_000));
    await content.pinFile({ ...file, isPrivate: false });
    for (let at = 0; at < 20; at++) (await content.read(file.expectedCid)).destroy();
    await content.check();
  });

  it('says that the file service does not answer when it is dead', async () => {
    const gone = open({ apiUrl: 'http://127.0.0.1:9' });
    const file = await stage(randomBytes(10));
    const dead = { code: 'UNAVAILABLE', service: 'files' };
    await expect(gone.check()).rejects.toMatchObject(dead);
    await expect(gone.read(file.expectedCid)).rejects.toMatchObject(dead);
    await expect(gone.isPinned(file.expectedCid)).rejects.toMatchObject(dead);
    await expect(gone.pinFile({ ...file, isPrivate: false })).rejects.toMatchObject(dead);
    expect((await stat(file.filePath)).size).toBe(10);
  });

  it('asks again where the connection was lost before the answer, and has it once', async () => {
    const losing = losingProxy(store.url);
    const content = open({ apiUrl: await listen(losing.server) });
    const bytes = randomBytes(2_000_000);
    const file = await stage(bytes);
    await losing.onceEach(() => content.pinFile({ ...file, isPrivate: false }));
    expect(await losing.onceEach(() => content.isPinned(file.expectedCid))).toBe(true);
    const readable = await losing.onceEach(() => content.read(file.expectedCid));
    expect((await buffer(readable)).equals(bytes)).toBe(true);
    losing.server.close();
  });

  it('waits for a silent file service only so long', async () => {
    const silent = createServer(() => undefined);
    const apiUrl = await listen(silent);
    const content = open({ apiUrl, answerWithinMs: 200 });
    const file = await stage(randomBytes(10));
    await expect(content.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(content.read(file.expectedCid)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(content.pinFile({ ...file, isPrivate: false })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    silent.closeAllConnections();
    silent.close();
  });
});

it('takes adopted files out of the staging folder and leaves sent ones there', async () => {
  const sent = await stage(randomBytes(100));
  const adopted = await stage(randomBytes(100));
  await new IpfsContentStore({ apiUrl: store.url, sharedDir: null, token: TOKEN }).pinFile({
    ...sent,
    isPrivate: false,
  });
  await new IpfsContentStore({ apiUrl: store.url, sharedDir, token: TOKEN }).pinFile({
    ...adopted,
    isPrivate: false,
  });
  expect((await readFile(sent.filePath)).length).toBe(100);
  await expect(stat(adopted.filePath)).rejects.toMatchObject({ code: 'ENOENT' });
});

const disk = mountSmallDisk(24_000_000);

describe.skipIf(disk === null)('a file service whose disk is full', () => {
  let full: RunningContentStore;
  beforeAll(async () => {
    full = await startContentStore({ dataDirectory: join(disk?.path ?? '', 'content-store'), token: TOKEN });
  });
  afterAll(async () => {
    await full.close();
    disk?.unmount();
  });

  it('is named; nothing is pinned and the staged file is kept', async () => {
    const content = new IpfsContentStore({ apiUrl: full.url, sharedDir: null, token: TOKEN });
    const file = await stage(randomBytes(30_000_000));
    await expect(content.pinFile({ ...file, isPrivate: false })).rejects.toMatchObject({
      code: 'STORAGE_FULL',
    });
    expect(await content.isPinned(file.expectedCid)).toBe(false);
    expect((await stat(file.filePath)).size).toBe(30_000_000);
  });
});

/** In front of the store: it can lose the first answer to each kind of request, which the store has carried out by then. */
function losingProxy(target: string) {
  let asked = new Set<string>();
  let isLosing = false;
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '/', target);
    const forwarded = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        const isLost = isLosing && !asked.has(pathname);
        asked.add(pathname);
        if (isLost) answer.resume().once('end', () => response.destroy());
        else answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers));
      },
    );
    incoming.pipe(forwarded);
  });
  const onceEach = async <T>(work: () => Promise<T>): Promise<T> => {
    asked = new Set();
    isLosing = true;
    try {
      return await work();
    } finally {
      isLosing = false;
    }
  };
  return { server, onceEach };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
