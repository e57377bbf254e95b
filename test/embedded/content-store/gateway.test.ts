import { decode } from '@ipld/dag-pb';
import { createHash, randomBytes } from 'node:crypto';
import { UnixFS } from 'ipfs-unixfs';
import { CID } from 'ipfs-http-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list, PROFILE, startStore, TOKEN, type StoreUnderTest } from './store-under-test.ts';

const content = randomBytes(2_500_000);
const ABSENT = 'bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi';

describe('gateway', () => {
  let store: StoreUnderTest;
  let root: string;
  let file: string;
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(`${store.url}/ipfs/${path}`, { headers, method, redirect: 'manual' });
  const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());
  beforeAll(async () => {
    store = await startStore();
    const files = [
      { path: '蓝染/布 & <1>.tiff', content },
      { path: 'notes.txt', content: 'indigo' },
    ];
    const added = await list(store.ipfs.addAll(files, { ...PROFILE, wrapWithDirectory: true }));
    root = added.at(-1)?.cid.toString() ?? '';
    file = added[0]?.cid.toString() ?? '';
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  it('serves a file whole, with its CID as strong tag, for good', async () => {
    const answer = await get(file);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe(`"${file}"`);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-length')).toBe(String(content.length));
    expect((await bytesOf(answer)).equals(content)).toBe(true);
  });

  it('serves a file by its path, typed by its name, and scriptless', async () => {
    const answer = await get(`${root}/${encodeURIComponent('蓝染')}/${encodeURIComponent('布 & <1>.tiff')}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/tiff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect((await bytesOf(answer)).equals(content)).toBe(true);
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=1048575-1048576', 1_048_575, 2],
    ['bytes=2499990-', 2_499_990, 10],
    ['bytes=-5', 2_499_995, 5],
    ['bytes=2499999-9999999', 2_499_999, 1],
    ['bytes=-9999999', 0, 2_500_000],
  ])('serves the range %s', async (range, offset, length) => {
    const answer = await get(file, { range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(
      `bytes ${offset}-${offset + length - 1}/${content.length}`,
    );
    expect((await bytesOf(answer)).equals(content.subarray(offset, offset + length))).toBe(true);
  });

  it.each(['bytes=2500000-', 'bytes=9999999-99999999', 'bytes=-0'])(
    'refuses the range %s with the length there is',
    async (range) => {
      const answer = await get(file, { range });
      expect(answer.status).toBe(416);
      expect(answer.headers.get('content-range')).toBe(`bytes */${content.length}`);
    },
  );

  it.each(['bytes=5-4', 'bytes=a-b', 'bytes=-', 'lines=0-1', 'bytes=0-1,4-5'])(
    'answers the range %s with everything',
    async (range) => {
      const answer = await get(file, { range });
      expect(answer.status).toBe(200);
      expect((await bytesOf(answer)).length).toBe(content.length);
    },
  );

  it('cuts a range only from the version that If-Range names', async () => {
    const range = 'bytes=0-9';
    expect((await get(file, { range, 'if-range': `"${file}"` })).status).toBe(206);
    expect((await get(file, { range, 'if-range': '"other"' })).status).toBe(200);
    expect((await get(file, { range, 'if-range': `W/"${file}"` })).status).toBe(200);
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const answer = await get(file, {}, 'HEAD');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe(String(content.length));
    expect((await bytesOf(answer)).length).toBe(0);
    expect((await get(file, { range: 'bytes=0-9' }, 'HEAD')).headers.get('content-length')).toBe('10');
  });

  it('does not send again what the client has', async () => {
    expect((await get(file, { 'if-none-match': `"other", W/"${file}"` })).status).toBe(304);
    expect((await get(file, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('lists a directory, names escaped', async () => {
    const html = await (await get(`${root}/${encodeURIComponent('蓝染')}/`)).text();
    expect(html).toContain('布 &#38; &#60;1&#62;.tiff');
    expect(html).not.toContain('<1>');
    const [, href] = /href="([^"]+)"/.exec(html) ?? [];
    expect((await bytesOf(await fetch(`${store.url}${href ?? ''}`))).equals(content)).toBe(true);
  });

  it('finds a name in a sharded directory', async () => {
    // Names so long that 1,100 of them take more than the 256 KiB of a flat directory.
    const files = Array.from({ length: 1_100 }, (_, index) => ({
      path: `d/${'n'.repeat(220)}${index}`,
      content: 'x',
    }));
    const directory = (await list(store.ipfs.addAll(files, PROFILE))).at(-1)?.cid ?? CID.parse(ABSENT);
    const block = decode(await store.ipfs.block.get(directory));
    expect(UnixFS.unmarshal(block.Data ?? new Uint8Array()).type).toBe('hamt-sharded-directory');
    const path = `${directory.toString()}/${'n'.repeat(220)}900`;
    expect(await (await get(path)).text()).toBe('x');
    expect((await get(`${path}x`)).status).toBe(404);
  });

  it('serves one block raw when asked, hashed to its CID', async () => {
    const answer = await get(file, { accept: 'application/vnd.ipld.raw' });
    expect(answer.headers.get('content-type')).toBe('application/vnd.ipld.raw');
    const block = await bytesOf(answer);
    const cid = (await store.ipfs.block.stat(CID.parse(file))).cid;
    expect(createHash('sha256').update(block).digest().equals(cid.multihash.digest)).toBe(true);
    expect((await get(`${file}?format=raw`)).headers.get('etag')).not.toBe(`"${file}"`);
  });

  it('names the file to save when asked to download', async () => {
    const answer = await get(`${file}?download=true&filename=${encodeURIComponent("it's.png")}`);
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''it%27s.png");
    expect(answer.headers.get('content-type')).toBe('image/png');
    await answer.body?.cancel();
  });

  it.each([
    ['an unknown CID', () => ABSENT, 404],
    ['an unknown name', () => `${root}/nothing`, 404],
    ['a name below a file', () => `${file}/nothing`, 404],
    ['what is no CID', () => 'nonsense', 400],
    ['a broken escape', () => `${file}/%ff`, 400],
    ['an unknown format', () => `${file}?format=tar`, 400],
    ['an identity CID, which needs no store', () => 'bafkqaaa', 404],
  ])('answers %s with the right status', async (_, path, status) => {
    const answer = await get(path());
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toBe('');
  });

  it('serves GET and HEAD alone', async () => {
    const answer = await get(file, {}, 'DELETE');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  it('knows no other path', async () => {
    expect((await fetch(`${store.url}/`)).status).toBe(404);
  });

  it('goes on serving after a client left in the middle', async () => {
    const leaving = new AbortController();
    const answer = await fetch(`${store.url}/ipfs/${file}`, { signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();
    expect((await bytesOf(await get(file))).equals(content)).toBe(true);
  });

  it('refuses a wrong token instead of taking it for a stranger', async () => {
    expect((await get(file, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await get(file, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });
});
