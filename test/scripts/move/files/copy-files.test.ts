import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentServer } from '../../../../scripts/move/files/content-server.ts';
import {
  type FilesPass,
  passFiles,
  pinsOf,
  pinsOfSides,
  verifyPins,
} from '../../../../scripts/move/files/copy-files.ts';
import { Garbage } from '../../../../scripts/move/files/garbage.ts';
import { NotedPins } from '../../../../scripts/move/files/noted-pins.ts';
import { blockOf, buildCar, fileNode, importCar, RAW } from '../../../embedded/content-store/car-archives.ts';
import {
  createDirectory,
  PROFILE,
  startStore,
  type StoreUnderTest,
  TOKEN,
} from '../../../embedded/content-store/store-under-test.ts';

const MEBIBYTE = 2 ** 20;

describe('a pass over files', () => {
  let here: StoreUnderTest;
  let there: StoreUnderTest;
  let marker: string;
  let folder: string;
  beforeEach(async () => {
    folder = createDirectory();
    [here, there] = await Promise.all([startStore(), startStore()]);
    marker = await add(Buffer.from('marker'));
  });
  const relays: Server[] = [];
  afterEach(() => relays.splice(0).forEach((relay) => relay.close()));
  afterEach(() => Promise.all([here.remove(), there.remove(), rm(folder, { recursive: true })]));

  const add = async (content: Buffer) =>
    (await here.ipfs.add(content, { ...PROFILE, pin: true })).cid.toString();
  const server = ({ url }: StoreUnderTest, token = TOKEN) => new ContentServer({ apiUrl: url, token });
  /** The same store at another address, where it says another path of a file when `onHeader` returns one. */
  async function behind(
    { url }: StoreUnderTest,
    { onHeader }: { readonly onHeader: (located: string) => unknown },
  ): Promise<ContentServer> {
    const relay = createServer((asked, answer) => {
      const passed = request(new URL(asked.url ?? '', url), { method: 'POST', headers: asked.headers });
      passed.once('response', (response) => {
        const { 'lanran-located': located, ...headers } = response.headers;
        const path = typeof located === 'string' ? onHeader(located) : null;
        const other = JSON.stringify({ Path: path, Offset: 0, Bytes: 1 });
        const told = typeof path === 'string' ? encodeURIComponent(other) : located;
        answer.writeHead(response.statusCode ?? 0, {
          ...headers,
          ...(told !== undefined && { 'lanran-located': told }),
        });
        response.pipe(answer);
      });
      asked.pipe(passed);
    }).listen(0, '127.0.0.1');
    relays.push(relay);
    await once(relay, 'listening');
    const { port } = relay.address() as AddressInfo;
    return new ContentServer({ apiUrl: `http://127.0.0.1:${port}`, token: TOKEN });
  }
  const pass = async (overrides: Partial<FilesPass> = {}) => {
    const parts: FilesPass = {
      source: server(here),
      target: server(there),
      marker,
      open: new Set(),
      within: new Map(),
      sentOpen: NotedPins.openIn(folder),
      leftBehind: new Set(),
      onDamaged: () => undefined,
      onGarbage: () => undefined,
      onBytes: () => undefined,
      onPin: () => undefined,
      signal: new AbortController().signal,
      ...overrides,
    };
    return passFiles(parts, await pinsOfSides(parts));
  };
  const verified = async (cids: readonly string[]) => {
    const done: string[] = [];
    const { signal } = new AbortController();
    await verifyPins(cids, { target: server(there), onBytes: () => undefined, signal }, (cid) =>
      done.push(cid),
    );
    return done.sort();
  };
  async function contentOf(cid: string): Promise<Buffer> {
    const portions = [];
    for await (const portion of there.ipfs.cat(cid)) portions.push(portion);
    return Buffer.concat(portions);
  }

  it('copies every pin with all its blocks', async () => {
    const large = randomBytes(5 * MEBIBYTE + 1);
    const small = Array.from({ length: 150 }, () => randomBytes(10));
    const cids = [await add(large), ...(await Promise.all(small.map(add)))];

    expect(await pass()).toBe(cids.length + 1);

    expect(await pinsOf(server(there))).toEqual(new Set([marker, ...cids]));
    expect((await contentOf(cids[0] ?? '')).equals(large)).toBe(true);
    expect(await verified(cids)).toEqual([...cids].sort());
    expect(await pass()).toBe(0);
  });

  /** A file of two parts, each of which is pinned, too. */
  async function addWithin(): Promise<{ whole: string; parts: string[]; contents: Buffer[] }> {
    const contents = [randomBytes(2 * MEBIBYTE), randomBytes(3 * MEBIBYTE)];
    const leaves = contents.map((content) =>
      Array.from({ length: content.length / MEBIBYTE }, (_, at) =>
        blockOf(RAW, content.subarray(at * MEBIBYTE, (at + 1) * MEBIBYTE)),
      ),
    );
    const nodes = leaves.map((some) => fileNode(some));
    const top = fileNode(
      nodes,
      contents.map(({ length }) => length),
    );
    const roots = [top, ...nodes].map(({ cid }) => cid);
    const blocks = [top, ...nodes.flatMap((node, at) => [node, ...(leaves[at] ?? [])])];
    await importCar(here.ipfs, buildCar({ roots, blocks }));
    const [whole = '', ...parts] = roots.map(String);
    return { whole, parts, contents };
  }

  it('copies and verifies what is within a file with that file, once', async () => {
    const { whole, parts, contents } = await addWithin();
    const within = new Map([[whole, parts]]);
    const sent: number[] = [];

    expect(await pass({ within, onBytes: (bytes) => sent.push(bytes) })).toBe(4);

    expect(await pinsOf(server(there))).toEqual(new Set([marker, whole, ...parts]));
    expect(sent.reduce((sum, bytes) => sum + bytes)).toBeLessThan(5.1 * MEBIBYTE);
    for (const [at, part] of parts.entries())
      expect((await contentOf(part)).equals(contents[at] ?? Buffer.alloc(0))).toBe(true);
    const files = await readdir(join(there.directory, 'files'), { recursive: true });
    expect(files.filter((name) => name.includes(sep))).toHaveLength(2);
    expect(await verified([whole, ...parts])).toEqual([whole, ...parts].sort());
  });

  it('reads leaves from the disk that it shares with the source, each once, however often a file has it', async () => {
    const [first, second] = [randomBytes(MEBIBYTE), randomBytes(MEBIBYTE)];
    const content = Buffer.concat([first, second, first, first, second, randomBytes(7)]);
    const cid = await add(content);
    const seen: string[] = [];

    await pass({ source: await behind(here, { onHeader: (path) => seen.push(path) }) });

    expect(seen).toHaveLength(1);
    expect((await contentOf(cid)).equals(content)).toBe(true);
    expect(await verified([cid])).toEqual([cid]);
  });

  it('has the source read what is not on the disk of this process', async () => {
    const { whole, parts } = await addWithin();
    const cid = await add(randomBytes(2 * MEBIBYTE));

    await pass({
      source: await behind(here, { onHeader: () => '/nowhere' }),
      within: new Map([[whole, parts]]),
    });

    expect(await pinsOf(server(there))).toEqual(new Set([marker, cid, whole, ...parts]));
    expect(await verified([cid, whole, ...parts])).toEqual([cid, whole, ...parts].sort());
  });

  async function damage(cid: string, bytes: number): Promise<void> {
    const files = join(here.directory, 'files');
    const name = (await readdir(files, { recursive: true })).find((each) => each.endsWith(cid)) ?? '';
    await chmod(join(files, name), 0o600);
    await writeFile(join(files, name), randomBytes(bytes));
  }

  it('names each file that is damaged on the disk, and copies all others', async () => {
    const cids = [];
    for (let count = 0; count < 6; count += 1) cids.push(await add(randomBytes(3 * MEBIBYTE)));
    const [first = '', second = ''] = cids;
    await damage(first, 3 * MEBIBYTE);
    await damage(second, 3 * MEBIBYTE);
    const damaged: string[] = [];

    expect(await pass({ onDamaged: (cid, reason) => damaged.push(`${cid}: ${reason}`) })).toBe(5);

    const reason = `${here.url} ended the answer to dag/export early`;
    expect(damaged.sort()).toEqual([`${first}: ${reason}`, `${second}: ${reason}`].sort());
    expect(await pinsOf(server(there))).toEqual(new Set([marker, ...cids.slice(2)]));
  });

  it('does not read again what is left behind', async () => {
    const [cid, other] = [await add(randomBytes(10)), await add(randomBytes(10))];
    await damage(cid, 10);

    const leftBehind = new Set([cid]);
    const onDamaged = () => expect.unreachable();
    expect(await pass({ leftBehind, onDamaged })).toBe(2);

    expect(await pinsOf(server(there))).toEqual(new Set([marker, other]));
  });

  it('takes no file for damaged because the other side refuses it, and says which side did', async () => {
    await add(randomBytes(10));
    await pass();
    await add(randomBytes(10));
    const target = server(there);
    const { url } = there;
    const full = new (class extends ContentServer {
      override pins = () => target.pins();
      override version = () => target.version();
    })({ apiUrl: url, token: 'another secret of tests' });

    const copying = pass({ target: full, onDamaged: () => expect.unreachable() });

    await expect(copying).rejects.toThrow(`${url} refused dag/import`);
  });

  it('copies by itself what is not within the file that was named, or whose file is not pinned', async () => {
    const { whole, parts } = await addWithin();
    const cids = [await add(randomBytes(10)), await add(randomBytes(20))];
    const [first = '', second = ''] = cids;

    await pass({
      within: new Map([
        [whole, [...parts, first]],
        ['bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy', [second]],
      ]),
    });

    expect(await pinsOf(server(there))).toEqual(new Set([marker, whole, ...parts, ...cids]));
  });

  const statusForStrangers = async (cid: string) => (await fetch(`${there.url}/ipfs/${cid}`)).status;

  it('keeps from strangers what is not open', async () => {
    const [closed, open] = [await add(Buffer.from('for members')), await add(Buffer.from('for everybody'))];

    await pass({ open: new Set([open]) });

    expect(await statusForStrangers(closed)).toBe(404);
    expect(await statusForStrangers(open)).toBe(200);
  });

  it('shows to strangers what it copied before the log said that it is open, and sends it once more only', async () => {
    const cid = await add(randomBytes(2 * MEBIBYTE));
    await pass();
    expect(await statusForStrangers(cid)).toBe(404);

    expect(await pass({ open: new Set([cid]) })).toBe(1);

    expect(await statusForStrangers(cid)).toBe(200);
    expect(await pass({ open: new Set([cid]) })).toBe(0);
  });

  it('leaves no block of what was unpinned meanwhile', async () => {
    const cid = await add(Buffer.from('taken down'));
    const garbage = new Garbage(folder);
    await pass({ onGarbage: () => garbage.note() });
    await garbage.collect(server(there));
    expect((await contentOf(cid)).toString()).toBe('taken down');
    await here.ipfs.pin.rm(cid);

    await pass({ onGarbage: () => garbage.note() });
    await garbage.collect(server(there));

    await expect(contentOf(cid)).rejects.toThrow();
  });

  it('goes on after an end in the middle, with what is pinned kept', async () => {
    await Promise.all(Array.from({ length: 9 }, () => add(randomBytes(2 * MEBIBYTE))));
    const stop = new AbortController();
    let bytes = 0;
    await expect(
      pass({
        signal: stop.signal,
        onBytes: (more) => {
          bytes += more;
          if (bytes > 5 * MEBIBYTE) stop.abort(new Error('stopped'));
        },
      }),
    ).rejects.toThrow();
    expect((await pinsOf(server(there))).has(marker)).toBe(true);

    await pass();

    expect(await pinsOf(server(there))).toEqual(await pinsOf(server(here)));
  });

  it('unpins what was unpinned meanwhile', async () => {
    const cid = await add(randomBytes(10));
    await pass();
    await here.ipfs.pin.rm(cid);

    expect(await pass()).toBe(1);

    expect(await pinsOf(server(there))).toEqual(new Set([marker]));
  });

  it('names the pin whose block is missing on the other side', async () => {
    const cid = await add(randomBytes(3 * MEBIBYTE));
    await pass();
    await rm(join(there.directory, 'files'), { recursive: true });

    await expect(verified([cid])).rejects.toThrow(`The copy of ${cid} on the other side is not whole`);
  });

  it('names the pin that failed first, and leaves no answer open', async () => {
    const NO_CAR = Buffer.alloc(1);
    let letGo: () => void = () => undefined;
    const failed = new Promise<void>((resolve) => (letGo = resolve));
    const closed: string[] = [];
    const target = {
      async *export(cid: string) {
        try {
          if (cid === 'stopped') await failed;
          yield NO_CAR;
          yield NO_CAR;
        } finally {
          closed.push(cid);
        }
      },
      version: async () => {
        setImmediate(letGo);
        return '1';
      },
    };
    const parts = { target: target as never, onBytes: () => undefined, signal: new AbortController().signal };

    await expect(verifyPins(['stopped', 'damaged'], parts, () => undefined)).rejects.toThrow(
      /^The copy of damaged on the other side is not whole/,
    );

    expect(closed.sort()).toEqual(['damaged', 'stopped']);
  });

  it('does not take a server that went away for a damaged copy', async () => {
    const cid = await add(randomBytes(10));
    await pass();
    const { url } = there;
    await there.remove();
    there = await startStore();

    const gone = new ContentServer({ apiUrl: url, token: TOKEN });
    const parts = { target: gone, onBytes: () => undefined, signal: new AbortController().signal };
    await expect(verifyPins([cid], parts, () => undefined)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('says what a server refused', async () => {
    await expect(server(there, 'another secret of tests').version()).rejects.toThrow(
      /refused version \(HTTP 40/,
    );
  });
});
