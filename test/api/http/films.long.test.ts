import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessLevel } from '../../../api/assets/domain/asset.ts';
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

const [RATE, TONE_HZ, PORTION_SECONDS] = [32_000, 880, 0.3];

/** Amplitude of the mark's tone from that second on, of at most 1. */
function toneIn(film: Buffer, second: number): number {
  const decode = ['-i', 'pipe:0', '-f', 'f32le', '-ac', '1', '-ar', String(RATE), 'pipe:1'];
  const { stdout } = spawnSync('ffmpeg', ['-loglevel', 'error', ...decode], { input: film });
  const from = Math.round(second * RATE);
  let [real, imaginary] = [0, 0];
  const count = PORTION_SECONDS * RATE;
  for (let at = 0; at < count; at += 1) {
    const sample = stdout.readFloatLE((from + at) * Float32Array.BYTES_PER_ELEMENT);
    const angle = (2 * Math.PI * TONE_HZ * at) / RATE;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / count;
}

function clipOf(size: string): Buffer {
  const source = ['-f', 'lavfi', '-i', `testsrc=size=${size}:duration=1`];
  const clip = [...source, '-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', 'pipe:1'];
  return spawnSync('ffmpeg', ['-loglevel', 'error', ...clip]).stdout;
}

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

  it('have a tone in their sound every ten seconds, unless they are open', async () => {
    const loudness = async (access: AccessLevel) => {
      const { url, job } = await publish(access);
      await platform.films.make(job, run());
      const film = Buffer.from(await (await fetch(`${url}/film.mp4`)).arrayBuffer());
      return { within: toneIn(film, 0.05), after: toneIn(film, 0.6) };
    };
    const [marked, open] = [await loudness('LICENSED'), await loudness('OPEN')];
    expect(marked.within).toBeGreaterThan(0.1);
    expect(marked.after).toBeLessThan(0.05);
    expect(open.within).toBeLessThan(0.05);
  });

  it('give no frame away at its own size without a mark', async () => {
    const small = clipOf('320x240');
    // Of a larger one lists have a reduction.
    const large = clipOf('640x480');
    const pictureOf = async (access: AccessLevel, bytes: Buffer) => {
      const { url, job } = await publish(access, bytes);
      await platform.films.make(job, run());
      return Buffer.from(await (await fetch(`${url}/320.webp`)).arrayBuffer());
    };
    expect(await pictureOf('LICENSED', small)).not.toEqual(await pictureOf('OPEN', small));
    expect(await pictureOf('LICENSED', large)).toEqual(await pictureOf('OPEN', large));
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
    expect(failure?.problem).toBe('UNDECODABLE');
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
