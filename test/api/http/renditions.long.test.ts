import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessLevel } from '../../../api/assets/domain/asset.ts';
import { FilesPlatform } from './platform.ts';
import { publishFile } from './published-file.ts';

let platform: FilesPlatform;
let scan: Buffer;

beforeAll(async () => {
  platform = await FilesPlatform.start();
  scan = await sharp({ create: { width: 2_000, height: 1_000, channels: 3, background: '#243a6e' } })
    .png()
    .toBuffer();
});
afterAll(() => platform.close());

async function publish(options: { access?: AccessLevel; bytes?: Buffer } = {}): Promise<string> {
  const { fileId } = await publishFile(platform, { bytes: scan, path: 'front.png', ...options });
  return `${platform.url}/renditions/${fileId}`;
}

const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const spread = async (response: Response) =>
  (await sharp(await bytesOf(response)).stats()).channels[0]?.stdev ?? 0;

describe('renditions', () => {
  it.each(['OPEN', 'LICENSED'] as const)(
    'of a %s asset are for everyone, as WebP that is asked for again and not sent twice',
    async (access) => {
      const url = await publish({ access });
      const response = await fetch(`${url}/320.webp`);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toBe('image/webp');
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
      expect(await sharp(await bytesOf(response)).metadata()).toMatchObject({
        format: 'webp',
        width: 320,
        height: 160,
      });
      const etag = response.headers.get('ETag') ?? '';
      const again = await fetch(`${url}/320.webp`, { headers: { 'If-None-Match': etag } });
      expect(again.status).toBe(304);
    },
  );

  it('of an open asset carry no mark, also at 3,200, where they are not enlarged', async () => {
    const url = await publish({ access: 'OPEN' });
    expect(await spread(await fetch(`${url}/1600.webp`))).toBeLessThan(2);
    const widest = await fetch(`${url}/3200.webp`);
    expect(await sharp(await bytesOf(widest)).metadata()).toMatchObject({ width: 2_000, height: 1_000 });
  });

  it('of others are marked from 960 on, by asset, and end at 1,600', async () => {
    const [url, other] = [await publish(), await publish()];
    expect(await spread(await fetch(`${url}/640.webp`))).toBeLessThan(2);
    const marked = await fetch(`${url}/960.webp`);
    expect(await spread(marked)).toBeGreaterThan(5);
    expect(await spread(await fetch(`${url}/1600.webp`))).toBeGreaterThan(5);
    expect((await fetch(`${url}/3200.webp`)).status).toBe(404);
    const ofOther = await fetch(`${other}/960.webp`);
    expect(ofOther.headers.get('ETag')).not.toBe(marked.headers.get('ETag'));
  });

  it('of small originals are marked wherever they would show more than a quarter of them', async () => {
    const plain = { channels: 3, background: '#243a6e' } as const;
    const small = await sharp({ create: { ...plain, width: 640, height: 360 } })
      .png()
      .toBuffer();
    const url = await publish({ bytes: small });
    expect(await spread(await fetch(`${url}/640.webp`))).toBeGreaterThan(5);
    expect(await spread(await fetch(`${url}/320.webp`))).toBeLessThan(2);
    const open = await publish({ access: 'OPEN', bytes: small });
    expect(await spread(await fetch(`${open}/640.webp`))).toBeLessThan(2);
  });

  it.each([
    ['scroll', 640, 8_000],
    ['portrait', 800, 1_600],
    ['band', 8_000, 640],
  ])(
    'of a %s give away neither all of its pixels nor most of them without a mark',
    async (_, width, height) => {
      const bytes = await sharp({ create: { channels: 3, background: '#243a6e', width, height } })
        .png()
        .toBuffer();
      const url = await publish({ bytes });
      for (const size of [320, 640, 960, 1_600]) {
        const webp = await bytesOf(await fetch(`${url}/${size}.webp`));
        const shown = await sharp(webp).metadata();
        expect(Math.max(shown.width, shown.height)).toBe(size);
        const isMarked = ((await sharp(webp).stats()).channels[0]?.stdev ?? 0) > 2;
        expect(isMarked || (size < 960 && shown.width * shown.height * 4 <= width * height)).toBe(true);
        if (size < 960) expect(isMarked).toBe(false);
      }
    },
  );

  it('of a restricted asset exist for its people alone', async () => {
    const url = await publish({ access: 'RESTRICTED' });
    const hidden = await fetch(`${url}/320.webp`);
    const missing = await fetch(`${platform.url}/renditions/0x${'00'.repeat(32)}.1.0/320.webp`);
    const stranger = await fetch(`${url}/320.webp`, as('stranger'));
    expect([hidden.status, missing.status, stranger.status]).toEqual([404, 404, 404]);
    const shown = await fetch(`${url}/320.webp`, as('viewer'));
    expect(shown.status).toBe(200);
    expect(shown.headers.get('Cache-Control')).toBe('private, no-cache');
  });

  it('are not shown from a cache to those for whom the asset was meanwhile closed', async () => {
    const url = await publish();
    const open = await fetch(`${url}/320.webp`);
    expect(open.headers.get('Cache-Control')).toContain('no-cache');
    const [asset] = [...platform.assets.values()].slice(-1);
    if (asset === undefined) throw new Error('Nothing was published.');
    platform.assets.set(asset.id, { ...asset, metadata: { ...asset.metadata, access: 'RESTRICTED' } });
    const etag = open.headers.get('ETag') ?? '';
    const closed = await fetch(`${url}/320.webp`, { headers: { 'If-None-Match': etag } });
    expect(closed.status).toBe(404);
  });

  it('do not exist at other widths, for other files, or of what is no picture', async () => {
    const url = await publish();
    const text = await publish({ bytes: Buffer.from('no picture') });
    const empty = await publish({ bytes: Buffer.alloc(0) });
    const wrong = [
      `${url}/321.webp`,
      `${url}/320.png`,
      `${url}/../x/320.webp`,
      `${url.replace(/0$/, '7')}/320.webp`,
    ];
    for (const each of [...wrong, `${text}/320.webp`, `${empty}/320.webp`]) {
      expect((await fetch(each)).status).toBe(404);
    }
  });

  it('asked for by many at once are one and the same', async () => {
    const url = await publish();
    const answers = await Promise.all(
      Array.from({ length: 12 }, async () => bytesOf(await fetch(`${url}/960.webp`))),
    );
    expect(new Set(answers.map((bytes) => bytes.toString('base64'))).size).toBe(1);
  });
});
