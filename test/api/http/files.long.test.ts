import { randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { assetIdOf, licenseIdFrom, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '../../../api/assets/domain/asset.ts';
import { FilesPlatform, MUSEUM, STUDIO } from './platform.ts';
import { type FileToPublish, publishFile } from './published-file.ts';

let platform: FilesPlatform;

beforeAll(async () => {
  platform = await FilesPlatform.start();
});
afterAll(() => platform.close());

interface PublishedFile {
  readonly assetId: Asset['id'];
  readonly url: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

async function publish(overrides: Partial<FileToPublish> = {}): Promise<PublishedFile> {
  const { bytes = randomBytes(2_000_000) } = overrides;
  const published = await publishFile(platform, { path: 'front.tiff', ...overrides, bytes });
  const { asset, file, fileId } = published;
  return { assetId: asset.id, bytes, sha256: file.sha256, url: `${platform.url}/files/${fileId}` };
}

const as = (token: string, headers: Record<string, string> = {}) => ({
  headers: { Authorization: `Bearer ${token}`, ...headers },
});
const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('who may have an original', () => {
  it('is everyone when the asset is open', async () => {
    const { url, bytes } = await publish({ access: 'OPEN' });
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect((await bodyOf(response)).equals(bytes)).toBe(true);
    expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
  });

  it.each(['LICENSED', 'RESTRICTED'] as const)('is the people of a %s asset', async (access) => {
    const community = organizationIdOf('strangers');
    const { url, bytes } = await publish({ access, community });
    for (const token of ['editor', 'viewer', 'stranger']) {
      const response = await fetch(url, as(token));
      expect(response.status).toBe(200);
      expect(response.headers.get('Cache-Control')).toBe('private, no-cache');
      expect((await bodyOf(response)).equals(bytes)).toBe(true);
    }
  });

  it('is a licensee as long as the license lives', async () => {
    const { url, assetId, bytes } = await publish();
    expect((await fetch(url, as('studio'))).status).toBe(404);
    const [dead, live] = [licenseIdFrom(7n), licenseIdFrom(8n)];
    platform.licenses.push({ id: dead, licensee: STUDIO, assetId }, { id: live, licensee: STUDIO, assetId });
    expect((await fetch(url, as('studio'))).status).toBe(404);
    platform.liveLicenses.add(live);
    const response = await fetch(url, as('studio'));
    expect(response.status).toBe(200);
    expect((await bodyOf(response)).equals(bytes)).toBe(true);
    expect((await fetch(url, as('stranger'))).status).toBe(404);
    platform.liveLicenses.delete(live);
    expect((await fetch(url, as('studio'))).status).toBe(404);
  });

  it.each(['LICENSED', 'RESTRICTED'] as const)(
    'of a %s asset is nobody else: the same answer as for no file',
    async (access) => {
      const { url } = await publish({ access });
      const absentId = `${assetIdOf(MUSEUM, randomBytes32())}.1.0`;
      for (const init of [{}, as('stranger'), as('studio')]) {
        const hidden = await fetch(url, init);
        const absent = await fetch(`${platform.url}/files/${absentId}`, init);
        const status = 'headers' in init ? 404 : 401;
        expect([hidden.status, absent.status]).toEqual([status, status]);
        const text = (await hidden.text()).replaceAll(/0x[0-9a-f]{64}|"requestId":"[^"]+"/g, '');
        expect(text).toBe((await absent.text()).replaceAll(/0x[0-9a-f]{64}|"requestId":"[^"]+"/g, ''));
        expect([...hidden.headers.keys()]).toEqual([...absent.headers.keys()]);
        expect((await fetch(url, { method: 'HEAD', ...init })).status).toBe(status);
      }
    },
  );

  it('is not someone with a session that ended', async () => {
    const { url } = await publish({ access: 'OPEN' });
    expect((await fetch(url, as('expired'))).status).toBe(401);
    expect((await fetch(url, { headers: { Authorization: 'Basic abc' } })).status).toBe(401);
  });
});

describe('ids that name nothing', () => {
  it.each([
    'x',
    '..%2f..%2fetc%2fpasswd',
    `${'0x' + 'a'.repeat(64)}.1.0`,
    `${'0x' + 'a'.repeat(64)}.1.-1`,
    `${'0x' + 'A'.repeat(64)}.1.0`,
    `${'0x' + 'a'.repeat(64)}.01.0`,
    `${'0x' + 'a'.repeat(64)}.1`,
  ])('%s is not found', async (id) => {
    const response = await fetch(`${platform.url}/files/${id}`, as('stranger'));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    const unsaid = await fetch(`${platform.url}/files/${id}`);
    expect(unsaid.status).toBe(401);
    expect(unsaid.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect(await unsaid.json()).toMatchObject({ error: { code: 'SIGN_IN_REQUIRED' } });
  });

  it('another version or place of a known asset is not found', async () => {
    const { assetId } = await publish({ access: 'OPEN' });
    for (const id of [`${assetId}.2.0`, `${assetId}.1.1`, `${assetId}.0.0`]) {
      expect((await fetch(`${platform.url}/files/${id}`, as('stranger'))).status).toBe(404);
    }
  });
});

it('an earlier version stays as it was published', async () => {
  const { assetId, bytes } = await publish({ access: 'OPEN' });
  const asset = platform.assets.get(assetId);
  if (asset === undefined) throw new Error('not published');
  const field = (name: string, value: JsonValue) => ({ salt: randomBytes32(), name, value });
  platform.history.set(assetId, [[field('files', { ...asset.filesField }), field('version', 1)]]);
  platform.assets.set(assetId, {
    ...asset,
    version: 2,
    filesField: { count: 0, bytes: 0, root: randomBytes32() },
  });
  expect((await bodyOf(await fetch(`${platform.url}/files/${assetId}.1.0`))).equals(bytes)).toBe(true);
  expect((await fetch(`${platform.url}/files/${assetId}.2.0`, as('stranger'))).status).toBe(404);
  expect((await fetch(`${platform.url}/files/${assetId}.3.0`, as('stranger'))).status).toBe(404);
});

describe('ranges', () => {
  let file: PublishedFile;
  beforeAll(async () => {
    file = await publish({ access: 'OPEN', bytes: randomBytes(1_500_000) });
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-99', 0, 100],
    ['bytes=1048570-1048585', 1_048_570, 1_048_586],
    ['bytes=1499999-', 1_499_999, 1_500_000],
    ['bytes=0-', 0, 1_500_000],
    ['bytes=-1', 1_499_999, 1_500_000],
    ['bytes=-9999999', 0, 1_500_000],
    ['bytes=1000-99999999999', 1000, 1_500_000],
    ['Bytes= 5 - 9 ', 5, 10],
  ])('%s is a part', async (range, start, end) => {
    const response = await fetch(file.url, { headers: { Range: range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Range')).toBe(`bytes ${start}-${end - 1}/1500000`);
    expect(response.headers.get('Content-Length')).toBe(String(end - start));
    expect((await bodyOf(response)).equals(file.bytes.subarray(start, end))).toBe(true);
  });

  it.each(['bytes=1500000-', 'bytes=1500000-1500001', 'bytes=-0', 'bytes=99999999999999999999-'])(
    '%s can not be satisfied',
    async (range) => {
      const response = await fetch(file.url, { headers: { Range: range } });
      expect(response.status).toBe(416);
      expect(response.headers.get('Content-Range')).toBe('bytes */1500000');
      expect(await response.text()).toBe('');
    },
  );

  it.each(['bytes=5-2', 'bytes=-', 'bytes=a-b', 'items=0-1', 'bytes=0-1,5-6', 'bytes', ''])(
    '%s is passed over: the whole file',
    async (range) => {
      const response = await fetch(file.url, { headers: { Range: range } });
      expect(response.status).toBe(200);
      expect((await bodyOf(response)).equals(file.bytes)).toBe(true);
    },
  );

  it('of an empty file can not be satisfied, but the file can be had', async () => {
    const empty = await publish({ access: 'OPEN', bytes: Buffer.alloc(0) });
    expect((await fetch(empty.url, { headers: { Range: 'bytes=0-' } })).status).toBe(416);
    const response = await fetch(empty.url);
    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '0']);
  });

  it('resume a download only of the same bytes', async () => {
    const resume = (etag: string) => fetch(file.url, { headers: { Range: 'bytes=10-', 'If-Range': etag } });
    expect((await resume(`"${file.sha256}"`)).status).toBe(206);
    expect((await resume('"other"')).status).toBe(200);
    expect((await resume(`W/"${file.sha256}"`)).status).toBe(200);
    expect((await resume('Wed, 25 Nov 2026 00:00:00 GMT')).status).toBe(200);
  });
});

describe('headers', () => {
  it('name the hash, the size and a safe file name', async () => {
    const { url, sha256 } = await publish({
      access: 'OPEN',
      bytes: randomBytes(100),
      path: 'scans/蜡染 "whirl".svg',
    });
    for (const method of ['GET', 'HEAD']) {
      const { headers } = await fetch(url, { method });
      expect(headers.get('ETag')).toBe(`"${sha256}"`);
      expect(headers.get('Content-Length')).toBe('100');
      expect(headers.get('Accept-Ranges')).toBe('bytes');
      expect(headers.get('Content-Disposition')).toMatch(
        /^attachment; filename=".*"; filename\*=UTF-8''%E8%9C%A1%E6%9F%93/,
      );
      expect(headers.get('Content-Disposition')).not.toContain('scans');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Content-Security-Policy')).toContain('sandbox');
    }
  });

  it('is of the type that its bytes show, not of the one its name tells', async () => {
    const { url, sha256 } = await publish({ access: 'OPEN', bytes: randomBytes(100), path: 'scan.jpg' });
    expect((await fetch(url)).headers.get('Content-Type')).toBe('application/octet-stream');
    platform.described.set(sha256, {
      sha256,
      mediaType: 'text/html',
      picture: null,
      refusal: null,
      version: 1,
    });
    expect((await fetch(url)).headers.get('Content-Type')).toBe('text/html');
  });

  it('HEAD answers a part as GET would', async () => {
    const { url } = await publish({ access: 'OPEN', bytes: randomBytes(100) });
    const response = await fetch(url, { method: 'HEAD', headers: { Range: 'bytes=10-19' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Length')).toBe('10');
  });

  it('are not sent to a client that wants another state, whole or in part', async () => {
    const { url, sha256 } = await publish({ access: 'OPEN', bytes: randomBytes(100) });
    const ask = (tag: string, more: Record<string, string> = {}) =>
      fetch(url, { headers: { 'If-Match': tag, ...more } });
    const refused = await ask('"x"');
    expect([refused.status, await refused.text()]).toEqual([412, '']);
    expect(refused.headers.get('Content-Disposition')).toBeNull();
    expect((await ask('"x"', { Range: 'bytes=0-9' })).status).toBe(412);
    expect((await ask('"x"', { 'If-None-Match': `"${sha256}"` })).status).toBe(412);
    // Compared strongly: a weak tag names no exact bytes.
    expect((await ask(`W/"${sha256}"`)).status).toBe(412);
    expect((await ask(`"x", "${sha256}"`)).status).toBe(200);
    expect((await ask(`"${sha256}"`, { Range: 'bytes=0-9' })).status).toBe(206);
    expect((await ask('*')).status).toBe(200);
  });

  it('spare a client what it has', async () => {
    const { url, sha256 } = await publish({ access: 'OPEN', bytes: randomBytes(100) });
    const ask = (tag: string) => fetch(url, { headers: { 'If-None-Match': tag } });
    expect((await ask(`"${sha256}"`)).status).toBe(304);
    expect((await ask(`"x", W/"${sha256}"`)).status).toBe(304);
    expect((await ask('*')).status).toBe(304);
    expect((await ask('"x"')).status).toBe(200);
  });
});

describe('a store that fails', () => {
  it('is said when it does not hold the file', async () => {
    const { url } = await publish({ access: 'OPEN', isPinned: false });
    const response = await fetch(url);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: 'CONTENT_MISSING' } });
    expect(response.headers.get('ETag')).toBeNull();
  });

  it('gives out nothing that is known to be damaged, whole or in part, and says since when', async () => {
    const { url, assetId, sha256, bytes } = await publish({ access: 'OPEN' });
    platform.damaged.set(sha256, {
      assetId,
      sha256,
      cid: '',
      bytes: bytes.length,
      path: 'front.tiff',
      leafIndex: 1,
      readAt: new Date(),
      state: 'DAMAGED',
      since: new Date('2026-11-26T09:00:00Z'),
      repairedAt: null,
      repairedIn: null,
      runId: null,
    });
    for (const headers of [{}, { Range: 'bytes=0-9' }]) {
      const response = await fetch(url, { headers });
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({
        error: { code: 'CONTENT_DAMAGED', message: expect.stringContaining('2026-11-26T09:00:00.000Z') },
      });
    }
    platform.damaged.delete(sha256);
    expect((await fetch(url)).status).toBe(200);
  });

  it('is said when it is dead, and the platform lives on', async () => {
    const other = await FilesPlatform.start();
    const main = platform;
    platform = other;
    const { url } = await publish({ access: 'OPEN' });
    platform = main;
    await other.stopContentStore();
    const response = await fetch(url);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'UNAVAILABLE' } });
    const ready = await fetch(`${other.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      status: 'unavailable',
      services: { files: { ok: false }, documents: { ok: true }, chain: { ok: true } },
    });
    await other.close();
  });
});

it('waits for a client that takes its time, and sends all of it', async () => {
  const bytes = randomBytes(20_000_000);
  const { url } = await publish({ access: 'LICENSED', bytes });
  const received: Buffer[] = [];
  const response = await new Promise<IncomingMessage>((resolve) => get(url, as('editor'), resolve));
  for await (const portion of response) {
    received.push(portion as Buffer);
    if (received.length % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(Buffer.concat(received).equals(bytes)).toBe(true);
});

it.each(['OPEN', 'LICENSED'] as const)(
  'lets clients leave %s files in the middle without a fault',
  async (access) => {
    const { url } = await publish({ access, bytes: randomBytes(20_000_000) });
    platform.logLines.length = 0;
    await Promise.all(Array.from({ length: 5 }, () => leaveEarly(url)));
    await expect.poll(() => platform.logLines.length).toBe(5);
    expect(platform.logLines.map(({ level, isComplete }) => [level, isComplete])).toEqual(
      Array(5).fill([30, false]),
    );
  },
);

function leaveEarly(url: string): Promise<void> {
  return new Promise((resolve) => {
    get(url, as('editor'), (response) => {
      response.once('data', () => {
        response.destroy();
        resolve();
      });
    });
  });
}
