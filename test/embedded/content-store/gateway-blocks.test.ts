import * as cbor from '@ipld/dag-cbor';
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockOf, buildCar, DAG_CBOR, importCar, parseCar, RAW } from './car-archives.ts';
import { list, PROFILE, startStore, TOKEN, type StoreUnderTest } from './store-under-test.ts';

const MIB = 1_048_576;
const CAR = 'application/vnd.ipld.car';
const ABSENT = 'bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi';

describe('gateway for who trusts hashes alone', () => {
  let store: StoreUnderTest;
  const cids: Record<string, string> = {};
  let leaves: string[];
  beforeAll(async () => {
    store = await startStore();
    const files = [
      { path: 'robe/front.tiff', content: randomBytes(3 * MIB + 5) },
      { path: 'robe/back.tiff', content: randomBytes(10) },
      { path: 'notes', content: 'indigo' },
    ];
    for (const { path, cid } of await list(store.ipfs.addAll(files, { ...PROFILE, wrapWithDirectory: true })))
      cids[path] = cid.toString();
    const sharded = Array.from({ length: 1_100 }, (_, at) => ({
      path: `d/${'n'.repeat(220)}${at}`,
      content: 'x',
    }));
    cids['sharded'] = (await list(store.ipfs.addAll(sharded, PROFILE))).at(-1)?.cid.toString() ?? '';
    leaves = (await list(store.ipfs.ls(cids['robe/front.tiff'] ?? ''))).map(({ cid }) => cid.toString());
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(`${store.url}/ipfs/${path}`, { headers, method });
  const blocksOf = async (path: string): Promise<string[]> => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    const { blocks } = parseCar(Buffer.from(await answer.arrayBuffer()));
    for (const { cid, bytes } of blocks)
      expect(createHash('sha256').update(bytes).digest().equals(cid.multihash.digest)).toBe(true);
    return blocks.map(({ cid }) => cid.toString());
  };
  const of = (path: string): string => cids[path] ?? '';

  it('sends a whole DAG as a CAR with the headers the specification asks for', async () => {
    const answer = await get(`${of('robe')}?format=car`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': `${CAR}; version=1; order=dfs; dups=n`,
      'content-disposition': `attachment; filename="${of('robe')}.car"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=29030400, immutable',
      'accept-ranges': 'none',
      etag: `W/"${of('robe')}.car.all"`,
    });
    const car = parseCar(Buffer.from(await answer.arrayBuffer()));
    expect(car.roots.map(String)).toEqual([of('robe')]);
    expect(car.blocks.map(({ cid }) => cid.toString())).toEqual([
      of('robe'),
      of('robe/back.tiff'),
      of('robe/front.tiff'),
      ...leaves,
    ]);
  });

  it('takes the format from the Accept header, and the query before it', async () => {
    const path = of('robe');
    for (const accept of [CAR, `text/html, ${CAR}; version=1; order=dfs; dups=y`, `${CAR};order=unk`])
      expect((await get(path, { accept })).headers.get('content-type')).toContain(CAR);
    expect((await get(`${path}?format=raw`, { accept: CAR })).headers.get('content-type')).toContain(
      'ipld.raw',
    );
    const named = await get(`${path}?format=car&filename=${encodeURIComponent('布.car')}`);
    expect(named.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%E5%B8%83.car");
  });

  it('proves the path and sends as much of its end as the scope says', async () => {
    const path = `${of('')}/robe/front.tiff?format=car`;
    const passed = [of(''), of('robe'), of('robe/front.tiff')];
    expect(await blocksOf(`${path}&dag-scope=block`)).toEqual(passed);
    expect(await blocksOf(`${path}&dag-scope=entity`)).toEqual([...passed, ...leaves]);
    expect(await blocksOf(`${of('')}/robe?format=car&dag-scope=entity`)).toEqual(passed.slice(0, 2));
  });

  it.each([
    ['0:0', [0]],
    [`${MIB - 1}:${MIB}`, [0, 1]],
    [`${MIB}:*`, [1, 2, 3]],
    ['-5:*', [3]],
    ['-6:-6', [2]],
    ['0:*', [0, 1, 2, 3]],
    [`${9 * MIB}:*`, []],
    ['5:4', []],
  ])('sends only the blocks of entity-bytes %s', async (bytes, expected) => {
    const path = `${of('robe/front.tiff')}?format=car&entity-bytes=${bytes}`;
    expect(await blocksOf(path)).toEqual([of('robe/front.tiff'), ...expected.map((at) => leaves[at])]);
    expect((await get(path)).headers.get('etag')).toContain('.entity.');
  });

  it('passes over entity-bytes for what has none', async () => {
    expect(await blocksOf(`${of('robe')}?format=car&entity-bytes=0:5`)).toEqual([of('robe')]);
    expect(await blocksOf(`${of('notes')}?format=car&entity-bytes=1:2`)).toEqual([of('notes')]);
  });

  it('sends all shards of a large directory to list it, and those on the way to a name', async () => {
    const all = await blocksOf(`${of('sharded')}?format=car&dag-scope=entity`);
    expect(all.length).toBeGreaterThan(100);
    const way = await blocksOf(`${of('sharded')}/${'n'.repeat(220)}900?format=car&dag-scope=block`);
    expect(way.length).toBeLessThan(6);
    expect(all).toEqual(expect.arrayContaining(way.slice(0, -1)));
  });

  it('does not send again what the client has, and answers HEAD without a body', async () => {
    const path = `${of('robe')}?format=car`;
    expect((await get(path, { 'if-none-match': `W/"${of('robe')}.car.all"` })).status).toBe(304);
    expect((await get(path, { 'if-none-match': `"${of('robe')}"` })).status).toBe(200);
    const head = await get(path, {}, 'HEAD');
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  it('sends a range of a raw block', async () => {
    const accept = 'application/vnd.ipld.raw';
    const whole = Buffer.from(await (await get(of('robe'), { accept })).arrayBuffer());
    const answer = await get(of('robe'), { accept, range: 'bytes=6-16' });
    expect(answer.status).toBe(206);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': accept,
      'content-range': `bytes 6-16/${whole.length}`,
      'content-length': '11',
    });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole.subarray(6, 17));
    expect((await get(of('robe'), { accept, range: 'bytes=9000-' })).status).toBe(416);
    expect((await get(of('robe'), { accept, range: 'bytes=0-0', 'if-range': '"other"' })).status).toBe(200);
    const { cid } = await store.ipfs.add('', PROFILE);
    const empty = await get(cid.toString(), { accept });
    expect([empty.status, await empty.text()]).toEqual([200, '']);
  });

  it('follows a path through dag-cbor, and proves it', async () => {
    const [file, other] = [blockOf(RAW, randomBytes(20)), blockOf(RAW, randomBytes(20))];
    const value = { files: { single: file.cid, more: [other.cid] }, title: 'indigo' };
    const record = blockOf(DAG_CBOR, cbor.encode(value));
    await importCar(store.ipfs, buildCar({ roots: [record.cid], blocks: [record, file, other] }));
    const root = record.cid.toString();
    expect(await blocksOf(`${root}/files/single?format=car`)).toEqual([root, file.cid.toString()]);
    expect(await blocksOf(`${root}/files/more/0?format=car`)).toEqual([root, other.cid.toString()]);
    const content = await get(`${root}/files/single`);
    expect(Buffer.from(await content.arrayBuffer()).equals(file.bytes)).toBe(true);
    for (const path of ['files', 'title', 'files/none', 'files/single/x', 'title/length', 'constructor'])
      expect((await get(`${root}/${path}?format=car`)).status).toBe(404);
  });

  it.each([
    ['an unknown CID', () => `${ABSENT}?format=car`, 404],
    ['an unknown name', () => `${of('robe')}/x?format=car`, 404],
    ['another version', () => `${of('robe')}?format=car&car-version=2`, 400],
    ['another order', () => `${of('robe')}?format=car&car-order=bfs`, 400],
    ['another scope', () => `${of('robe')}?format=car&dag-scope=some`, 400],
    ['a malformed range', () => `${of('robe')}?format=car&entity-bytes=a:b`, 400],
  ])('answers %s with the right status', async (_, path, status) => {
    expect((await get(path())).status).toBe(status);
  });

  it('lets nobody keep what only the platform was given', async () => {
    const added = await list(
      store.ipfs.addAll([{ path: 'd/a', content: randomBytes(10) }], {
        ...PROFILE,
        lanranPrivate: true,
      } as never),
    );
    const answer = await get(`${added.at(-1)?.cid.toString() ?? ''}?format=car`, {
      authorization: `Bearer ${TOKEN}`,
    });
    expect(parseCar(Buffer.from(await answer.arrayBuffer())).blocks).toHaveLength(2);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });
});
