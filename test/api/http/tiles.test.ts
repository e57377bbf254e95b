import { randomBytes } from 'node:crypto';
import { type LicenseId } from '@lanran/protocol/kernel/ids';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessLevel } from '../../../api/assets/domain/asset.ts';
import { type FileJob, fileJobId } from '../../../api/files/domain/file-job.ts';
import type { FileDescription } from '../../../api/files/domain/picture.ts';
import { FilesPlatform, STUDIO } from './platform.ts';
import { publishFile } from './published-file.ts';

const [WIDTH, HEIGHT] = [1_300, 700];

let platform: FilesPlatform;
let scan: Buffer;

beforeAll(async () => {
  platform = await FilesPlatform.start();
  // Red on the left half, indigo on the right.
  const half = await sharp({ create: { width: 650, height: HEIGHT, channels: 3, background: '#a83a2a' } })
    .png()
    .toBuffer();
  scan = await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#1f3f73' } })
    .composite([{ input: half, left: 0, top: 0 }])
    .png()
    .toBuffer();
});
afterAll(() => platform.close());

async function publish(access: AccessLevel, bytes = scan) {
  const { asset, file, fileId } = await publishFile(platform, { access, bytes, path: 'front.png' });
  return { url: `${platform.url}/renditions/${fileId}`, file, assetId: asset.id };
}

function descriptionOf(sha256: string): FileDescription {
  const picture = { width: WIDTH, height: HEIGHT, placeholder: '' };
  return { sha256, mediaType: 'image/png', picture, refusal: null, version: 1 };
}

const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
const webpOf = async (response: Response) => sharp(Buffer.from(await response.arrayBuffer()));

describe('tiles', () => {
  it('of an open picture are for everyone, from one tile to all pixels', async () => {
    const { url, file } = await publish('OPEN');
    expect((await fetch(`${url}/tiles.json`)).status).toBe(404);
    expect(await platform.tiles.make(file, descriptionOf(file.sha256))).toBeNull();
    const set = await fetch(`${url}/tiles.json`);
    expect(await set.json()).toEqual({ width: WIDTH, height: HEIGHT, tileSize: 512, levels: 3 });
    const whole = await webpOf(await fetch(`${url}/tiles/0/0_0.webp`));
    expect(await whole.metadata()).toMatchObject({ format: 'webp', width: 325, height: 175 });
    const corner = await fetch(`${url}/tiles/2/2_1.webp`);
    expect(corner.headers.get('Cache-Control')).toBe('public, no-cache');
    expect(await (await webpOf(corner.clone())).metadata()).toMatchObject({ width: 276, height: 188 });
    const { dominant } = await (await webpOf(corner)).stats();
    expect(dominant.b).toBeGreaterThan(dominant.r);
    const first = await (await webpOf(await fetch(`${url}/tiles/2/0_0.webp`))).stats();
    expect(first.dominant.r).toBeGreaterThan(first.dominant.b);
    const etag = corner.headers.get('ETag') ?? '';
    const again = await fetch(`${url}/tiles/2/2_1.webp`, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  it.each(['LICENSED', 'RESTRICTED'] as const)(
    'of a %s picture are for those alone who may have the original',
    async (access) => {
      const { url, file } = await publish(access);
      await platform.tiles.make(file, descriptionOf(file.sha256));
      for (const path of ['tiles.json', 'tiles/0/0_0.webp', 'tiles/2/0_0.webp']) {
        const [nobody, stranger] = [
          await fetch(`${url}/${path}`),
          await fetch(`${url}/${path}`, as('stranger')),
        ];
        expect([nobody.status, stranger.status]).toEqual([404, 404]);
      }
      const shown = await fetch(`${url}/tiles/2/0_0.webp`, as('viewer'));
      expect(shown.status).toBe(200);
      expect(shown.headers.get('Cache-Control')).toBe('private, no-cache');
    },
  );

  it('of a licensed picture are for a studio while its license stands', async () => {
    const { url, file, assetId } = await publish('LICENSED');
    await platform.tiles.make(file, descriptionOf(file.sha256));
    const id = `0x${randomBytes(32).toString('hex')}` as LicenseId;
    platform.licenses.push({ id, licensee: STUDIO, assetId });
    expect((await fetch(`${url}/tiles/0/0_0.webp`, as('studio'))).status).toBe(404);
    platform.liveLicenses.add(id);
    expect((await fetch(`${url}/tiles/0/0_0.webp`, as('studio'))).status).toBe(200);
  });

  it('end for a studio within seconds of its license, which is not asked about for each', async () => {
    const { url, file, assetId } = await publish('LICENSED');
    await platform.tiles.make(file, descriptionOf(file.sha256));
    const id = `0x${randomBytes(32).toString('hex')}` as LicenseId;
    platform.licenses.push({ id, licensee: STUDIO, assetId });
    platform.liveLicenses.add(id);
    const statusOf = async (token: string) => (await fetch(`${url}/tiles/0/0_0.webp`, as(token))).status;
    expect(await statusOf('studio')).toBe(200);
    platform.liveLicenses.delete(id);
    expect([await statusOf('studio'), await statusOf('stranger')]).toEqual([200, 404]);
    const original = url.replace('/renditions/', '/files/');
    expect((await fetch(original, as('studio'))).status).toBe(404);
    platform.licenseAheadMs += 5_000;
    expect(await statusOf('studio')).toBe(404);
  });

  it('that are being made are told from those that there are none of, to who may have them', async () => {
    const { url, file, assetId } = await publish('LICENSED', await sharp(scan).negate().png().toBuffer());
    const path = `${url}/tiles.json`;
    const job = { state: 'WAITING' } as FileJob;
    platform.fileJobs.set(fileJobId({ assetId, sha256: file.sha256 }, { kind: 'tiles' }), job);
    const waiting = await fetch(path, as('viewer'));
    expect(waiting.status).toBe(202);
    expect(waiting.headers.get('Retry-After')).toBe('5');
    expect(waiting.headers.get('Cache-Control')).toBe('no-store');
    expect((await fetch(`${url}/tiles/0/0_0.webp`, as('viewer'))).status).toBe(202);
    expect((await fetch(path, as('stranger'))).status).toBe(404);
    Object.assign(job, { state: 'FAILED' });
    expect((await fetch(path, as('viewer'))).status).toBe(404);
    await platform.tiles.make(file, descriptionOf(file.sha256));
    expect((await fetch(path, as('viewer'))).status).toBe(200);
  });

  it('do not exist outside the picture or by other names', async () => {
    const { url, file } = await publish('OPEN');
    await platform.tiles.make(file, descriptionOf(file.sha256));
    const wrong = ['3/0_0.webp', '2/3_0.webp', '2/0_0.png', 'x/0_0.webp', '2/__proto__.webp', '-1/0_0.webp'];
    for (const each of wrong) expect((await fetch(`${url}/tiles/${each}`)).status).toBe(404);
  });

  it('are not made of what breaks off, and it is said why', async () => {
    const { file } = await publish('OPEN', scan.subarray(0, scan.length - 200));
    expect(await platform.tiles.make(file, descriptionOf(file.sha256))).toMatchObject({
      problem: 'UNDECODABLE',
    });
  });
});
