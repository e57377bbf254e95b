import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { UnixFS } from 'ipfs-unixfs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockOf, buildCar, DAG_CBOR, importCar, RAW, unixfsNode } from './car-archives.ts';
import { AUTHORIZED, collect, list, PROFILE, startStore, type StoreUnderTest } from './store-under-test.ts';

const ABSENT = 'bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi';
const IMMUTABLE = 'public, max-age=29030400, immutable';

describe('gateway, of directories', () => {
  let store: StoreUnderTest;
  const cids: Record<string, string> = {};
  const of = (path: string): string => cids[path] ?? '';
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(`${store.url}/ipfs/${path}`, { headers, method, redirect: 'manual' });
  const bring = (path: string): Promise<void> => addTo(path, {});
  const addTo = async (path: string, options: object): Promise<void> => {
    const files = [{ path, content: path }];
    for (const added of await list(store.ipfs.addAll(files, { ...PROFILE, ...options })))
      cids[added.path] = added.cid.toString();
  };
  beforeAll(async () => {
    store = await startStore();
    await bring('蜡染/裙/front.txt');
    await bring('site/index.html');
    await bring('odd/index.html/page.txt');
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  it('names the CIDs that a path leads over', async () => {
    const answer = await get(`${of('蜡染')}/${encodeURIComponent('裙')}/front.txt`);
    expect(answer.headers.get('x-ipfs-roots')).toBe(
      `${of('蜡染')},${of('蜡染/裙')},${of('蜡染/裙/front.txt')}`,
    );
    const raw = await get(`${of('蜡染')}?format=raw`);
    expect(raw.headers.get('x-ipfs-roots')).toBe(of('蜡染'));
  });

  it('leads to the path with a slash, its query kept, before it lists', async () => {
    const answer = await get(`${of('蜡染')}/${encodeURIComponent('裙')}?download=true`);
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe(`/ipfs/${of('蜡染')}/%E8%A3%99/?download=true`);
    expect((await get(`${of('蜡染')}?format=raw`)).status).toBe(200);
    expect((await get(of('蜡染/裙/front.txt'))).status).toBe(200);
  });

  it('tags a listing, keeps it for a week, and does not send again what the client has', async () => {
    const listing = await get(`${of('蜡染')}/`);
    expect(listing.headers.get('cache-control')).toBe(
      'public, max-age=604800, stale-while-revalidate=2678400',
    );
    const tag = listing.headers.get('etag') ?? '';
    expect(tag).toMatch(new RegExp(`^"DirIndex-.+_CID-${of('蜡染')}"$`));
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*'])
      expect((await get(`${of('蜡染')}/`, { 'if-none-match': known })).status).toBe(304);
    expect((await get(`${of('蜡染')}/`, { 'if-none-match': `"${of('蜡染')}"` })).status).toBe(200);
  });

  it('shows a directory’s own index.html under the tag of the directory, scriptless', async () => {
    const page = await get(`${of('site')}/`);
    expect(await page.text()).toBe('site/index.html');
    expect(page.headers.get('etag')).toBe(`"${of('site')}"`);
    expect(page.headers.get('cache-control')).toBe(IMMUTABLE);
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(page.headers.get('content-security-policy')).toContain("sandbox; default-src 'none'");
    expect(page.headers.get('x-ipfs-roots')).toBe(of('site'));
    expect((await get(`${of('site')}/`, { 'if-none-match': `"${of('site')}"` })).status).toBe(304);
    expect((await get(`${of('site')}/`, { range: 'bytes=0-3' })).status).toBe(206);
  });

  it('lists a directory whose index.html is a directory', async () => {
    expect(await (await get(`${of('odd')}/`)).text()).toContain('index.html</a>/');
  });

  it('lets nobody keep a page that may show what the platform alone is given', async () => {
    await addTo('hidden/index.html', { lanranPrivate: true });
    for (const path of ['hidden', 'site', '蜡染'])
      expect((await get(`${of(path)}/`, AUTHORIZED)).headers.get('cache-control')).toBe('private, no-store');
    expect((await get(`${of('hidden')}/`)).status).toBe(404);
  });

  it('answers 412 for what is not held when it is asked for that alone', async () => {
    const only = { 'cache-control': 'no-transform, only-if-cached' };
    for (const method of ['GET', 'HEAD']) {
      expect((await get(ABSENT, only, method)).status).toBe(412);
      expect((await get(of('蜡染/裙/front.txt'), only, method)).status).toBe(200);
      expect((await get(ABSENT, {}, method)).status).toBe(404);
    }
    expect((await get(`${of('蜡染')}/x`, only)).status).toBe(404);
    expect(await (await get(ABSENT, only)).text()).toContain(ABSENT);
  });

  it('lists what is no file or directory beside those, and says where a symbolic link leads', async () => {
    const file = blockOf(RAW, Buffer.from('a robe'));
    const record = blockOf(DAG_CBOR, Buffer.from([0xa0]));
    const link = unixfsNode(new UnixFS({ type: 'symlink', data: Buffer.from('<robe>') }), []);
    const directory = unixfsNode(new UnixFS({ type: 'directory' }), [
      { name: 'newest', cid: link.cid },
      { name: 'record', cid: record.cid },
      { name: 'robe', cid: file.cid },
    ]);
    const blocks = [directory, link, record, file];
    await importCar(store.ipfs, buildCar({ roots: [directory.cid], blocks }));
    const root = directory.cid.toString();
    const html = await (await get(`${root}/`)).text();
    expect(html).toContain('newest</a> → &#60;robe&#62;</li>');
    expect(html).toContain('record</a></li>');
    expect(html).toContain('robe</a> (6 bytes)');
    const target = await get(`${root}/newest`);
    expect([target.headers.get('content-type'), await target.text()]).toEqual(['inode/symlink', '<robe>']);
    const listing = await fetch(`${store.url}/api/v0/ls?arg=${root}`, { method: 'POST' });
    expect(await listing.json()).toMatchObject({
      Objects: [
        {
          Links: [
            { Name: 'newest', Type: 4, Size: 6, Target: '<robe>' },
            { Name: 'record', Type: 0, Size: 0, Target: '' },
            { Name: 'robe', Type: 2, Size: 6, Target: '' },
          ],
        },
      ],
    });
    await expect(collect(store.ipfs.cat(`${root}/newest`))).rejects.toThrow(
      'is a symbolic link to "<robe>", which is not followed',
    );
  });

  it('gives no page of another origin leave to read', async () => {
    const answer = await get(of('蜡染/裙/front.txt'), { origin: 'https://elsewhere.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await get(of('蜡染'), { origin: 'https://elsewhere.example' }, 'OPTIONS')).status).toBe(405);
  });

  it('answers no path that leads out of the gateway', async () => {
    const asking = request(store.url, { path: `/ipfs/..//${of('蜡染')}` }).end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(404);
  });
});
