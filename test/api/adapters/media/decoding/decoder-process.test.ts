import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DecoderEndedError, DecoderProcess } from '@lanran/api/files/adapters/decoding/decoder-process';
import { SharpPictureMaker } from '@lanran/api/files/adapters/sharp-picture-maker';
import { SharpTileMaker } from '@lanran/api/files/adapters/sharp-tile-maker';
import { buildExrPicture } from './sample-exr.ts';

const MEDIA_TYPE = 'image/x-exr';
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-decoder-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const sourceOf = (bytes: Buffer) => ({
  mediaType: MEDIA_TYPE,
  bytes: bytes.length,
  read: async () => Readable.from([bytes]),
});
const large = () => buildExrPicture({ compression: 'ZIP', dataWindow: [0, 0, 699, 399] });

describe('the decoder process', () => {
  it('gives pictures their renditions and tiles, and leaves nothing behind', async () => {
    const scratchDir = join(directory, 'scratch');
    const pictures = new SharpPictureMaker({ scratchDir });
    const made = await pictures.make(sourceOf(large()), [{ size: 320, watermark: null }]);
    expect(made).toMatchObject({ refusal: null, picture: { width: 700, height: 400 } });
    expect(made?.picture?.shownAs).toMatch(/^exposure 0 EV/);
    expect(await sharp(made?.renditions[0]).metadata()).toMatchObject({ width: 320, height: 183 });
    const tiles = new SharpTileMaker({ scratchDir: join(directory, 'tiles') });
    const levels: number[] = [];
    const take = async (cut: readonly { readonly level: number }[]) =>
      void levels.push(...cut.map(({ level }) => level));
    expect(await tiles.makeTiles(sourceOf(large()), take)).toBeNull();
    expect(Math.max(...levels)).toBeGreaterThan(0);
    expect([...(await readdir(scratchDir)), ...(await readdir(join(directory, 'tiles')))]).toEqual([]);
  });

  it('says what can’t be decoded, and why', async () => {
    const pictures = new SharpPictureMaker({ scratchDir: join(directory, 'refused') });
    const made = await pictures.make(sourceOf(large().subarray(0, 600)), []);
    expect(made).toMatchObject({ picture: null, refusal: { problem: 'UNDECODABLE' } });
    expect(made?.refusal?.detailZh).toMatch(/^无法解码/);
  });

  it('is ended when it takes too long, or too much memory', async () => {
    const path = join(directory, 'frame.exr');
    await writeFile(path, large());
    const request = { path, mediaType: MEDIA_TYPE, maxPixels: 1e8 } as const;
    const use = async () => ({ refusal: null });
    const slow = new DecoderProcess({ scratchDir: directory, maxSeconds: 0.01 });
    expect(await slow.withDecoded(request, use)).toMatchObject({ refusal: { problem: 'TIME_LIMIT' } });
    if (process.platform !== 'linux') return;
    await writeFile(path, buildExrPicture({ dataWindow: [0, 0, 7, 7], displayWindow: [0, 0, 7_999, 7_999] }));
    const small = new DecoderProcess({ scratchDir: directory, maxMemoryMb: 190 });
    expect(await small.withDecoded(request, use)).toMatchObject({ refusal: { problem: 'TOO_LARGE' } });
  });

  it.runIf(process.platform === 'linux')(
    'is ended by its processor time, also where a clock is not',
    async () => {
      const path = join(directory, 'frame.exr');
      await writeFile(path, large());
      const request = { path, mediaType: MEDIA_TYPE, maxPixels: 1e8 } as const;
      const decoding = new DecoderProcess({ scratchDir: directory }).withDecoded(request, async () => null);
      process.kill(await childPid(), 'SIGXCPU');
      expect(await decoding).toMatchObject({ refusal: { problem: 'TIME_LIMIT' } });
    },
  );

  it.runIf(process.platform === 'linux')(
    'is tried again where the system ended it, and not refused',
    async () => {
      const path = join(directory, 'frame.exr');
      await writeFile(path, large());
      const request = { path, mediaType: MEDIA_TYPE, maxPixels: 1e8 } as const;
      const decoder = new DecoderProcess({ scratchDir: directory });
      const decoding = decoder.withDecoded(request, async () => null);
      const ended = expect(decoding).rejects.toBeInstanceOf(DecoderEndedError);
      process.kill(await childPid(), 'SIGKILL');
      await ended;
      expect(await decoder.withDecoded(request, async () => 'decoded')).toBe('decoded');
    },
  );

  it('gets neither the platform’s environment nor its arguments', async () => {
    process.env['LANRAN_TEST_SECRET'] = 'indigo';
    const path = join(directory, 'frame.exr');
    await writeFile(path, large());
    const decoder = new DecoderProcess({ scratchDir: directory });
    const decoding = decoder.withDecoded({ path, mediaType: MEDIA_TYPE, maxPixels: 1e8 }, async () => null);
    const environments = await childEnvironments();
    delete process.env['LANRAN_TEST_SECRET'];
    await decoding;
    expect(environments.join()).not.toContain('indigo');
  });
});

/** Of the decoder of this file's frame, once it is there; other tests may have left children to the worker. */
async function childPid(): Promise<number> {
  for (;;) {
    const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
    for (const pid of children.split(' ').filter(Boolean)) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
      if (command.includes(directory)) return Number(pid);
    }
  }
}

/** Of the processes that this one has now; none where the system does not tell. */
async function childEnvironments(): Promise<string[]> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8').catch(() => '');
  const read = (pid: string) => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  return Promise.all(children.split(' ').filter(Boolean).map(read));
}
