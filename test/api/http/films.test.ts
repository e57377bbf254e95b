import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessLevel } from '../../../api/domain/asset.ts';
import { FilesPlatform, MUSEUM } from './platform.ts';
import { publishFile } from './published-file.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

let platform: FilesPlatform;
let reel: Buffer;

beforeAll(async () => {
  platform = await FilesPlatform.start();
  reel = await readFile(new URL('../../../scripts/seed/films/indigo-dyeing.mp4', import.meta.url));
});
afterAll(() => platform.close());

async function publish(access: AccessLevel, bytes = reel) {
  const path = 'reel.mov';
  const { asset, file, fileId } = await publishFile(platform, { kind: 'FILM', access, bytes, path });
  const { root } = asset.filesField;
  const job = { ...file, organizationId: MUSEUM, assetId: asset.id, access, root, index: 0 };
  return { url: `${platform.url}/renditions/${fileId}`, job };
}

function run() {
  const told: number[] = [];
  return { told, signal: new AbortController().signal, progress: (done: number) => void told.push(done) };
}

const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

describe.skipIf(!hasFfmpeg)('films', () => {
  it('are played in parts by whoever may see the asset, and stand in lists as a picture', async () => {
    const { url, job } = await publish('LICENSED');
    expect((await fetch(`${url}/film.mp4`)).status).toBe(404);
    const progress = run();
    expect(await platform.films.make(job, progress)).toBeNull();
    expect(progress.told.at(-1)).toBeGreaterThan(0.5);
    const part = await fetch(`${url}/film.mp4`, { headers: { Range: 'bytes=4-7' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('Content-Type')).toBe('video/mp4');
    expect(await part.text()).toBe('ftyp');
    const whole = Buffer.from(await (await fetch(`${url}/film.mp4`)).arrayBuffer());
    // It plays while it loads, and is no copy of the original.
    expect(whole.indexOf('moov')).toBeLessThan(whole.indexOf('mdat'));
    expect(whole.equals(reel)).toBe(false);
    const poster = await fetch(`${url}/320.webp`);
    expect(await sharp(Buffer.from(await poster.arrayBuffer())).metadata()).toMatchObject({ width: 320 });
    expect((await fetch(`${url}/960.webp`)).status).toBe(200);
    expect((await fetch(`${url}/3200.webp`)).status).toBe(404);
    expect(await platform.films.make(job, run())).toBeNull();
  });

  it('of a restricted asset exist for its people alone', async () => {
    const { url, job } = await publish('RESTRICTED');
    await platform.films.make(job, run());
    for (const path of ['film.mp4', '320.webp']) {
      expect((await fetch(`${url}/${path}`, as('stranger'))).status).toBe(404);
      const shown = await fetch(`${url}/${path}`, as('viewer'));
      expect(shown.status).toBe(200);
      expect(shown.headers.get('Cache-Control')).toBe('private, no-cache');
    }
  });

  it.each([
    ['what breaks off', () => reel.subarray(0, 3_000)],
    [
      'a playlist that names a file of the machine',
      () => Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'),
    ],
    [
      'a list that joins files of the machine',
      () => Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"),
    ],
  ])('are not made of %s, and it is said why', async (_, build) => {
    const { job } = await publish('OPEN', build());
    const failure = await platform.films.make(job, run());
    expect(failure?.problem).toBe('DAMAGED');
    expect(failure?.detail).not.toContain('/proc/');
  });

  it('end soon when the platform stops', async () => {
    const { job } = await publish('OPEN');
    const stopping = new AbortController();
    const making = platform.films.make(job, {
      signal: stopping.signal,
      progress: () => stopping.abort(new Error('stops')),
    });
    await expect(making).rejects.toThrow('stops');
  });
});
