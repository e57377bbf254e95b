import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SharpPictureMaker } from '@lanran/api/files/adapters/sharp-picture-maker';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import { sniffedFile } from '../../../support/sniffed-file.ts';
import type { PictureSource, WantedRendition } from '@lanran/api/files/ports/picture-maker';

const INDIGO = { r: 36, g: 58, b: 110 };
const plain = (size: WantedRendition['size']): WantedRendition => ({ size, watermark: null });

let directory: string;
let pictures: SharpPictureMaker;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-media-'));
  pictures = new SharpPictureMaker({ scratchDir: join(directory, 'scratch') });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function sourceOf(bytes: Buffer): Promise<PictureSource> {
  return {
    mediaType: await new FileTypeDetector().typeOf(sniffedFile(bytes)),
    bytes: bytes.length,
    read: async () => Readable.from([bytes]),
  };
}

function canvas(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: INDIGO } });
}

async function colorOf(webp: Uint8Array | undefined): Promise<number[]> {
  const { data } = await sharp(webp).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, 3)];
}

function expectIndigo(color: readonly number[], tolerance = 6): void {
  [INDIGO.r, INDIGO.g, INDIGO.b].forEach((part, at) => {
    expect(Math.abs((color[at] ?? 999) - part)).toBeLessThanOrEqual(tolerance);
  });
}

/** A sound PNG of one bit a pixel, all black. */
function buildBomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(side * (1 + side / 8)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('pictures of originals', () => {
  it('have natural proportions, a tiny placeholder, and are never enlarged', async () => {
    const made = await pictures.make(await sourceOf(await canvas(800, 500).png().toBuffer()), [
      plain(320),
      plain(1600),
    ]);
    expect(made?.picture).toMatchObject({ width: 800, height: 500 });
    expect(made?.picture?.placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(made?.picture?.placeholder.length).toBeLessThan(600);
    const sizes = await Promise.all((made?.renditions ?? []).map((webp) => sharp(webp).metadata()));
    expect(sizes.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['webp', 320, 200],
      ['webp', 800, 500],
    ]);
  });

  it.each([
    ['a hanging scroll', 640, 8_000, [26, 320], [77, 960]],
    ['a band', 8_000, 640, [320, 26], [960, 77]],
    ['a portrait', 800, 1_600, [160, 320], [480, 960]],
    ['a thread', 2, 4_000, [1, 320], [1, 960]],
  ])('of %s are bounded by their long side', async (_, width, height, small, large) => {
    const made = await pictures.make(await sourceOf(await canvas(width, height).png().toBuffer()), [
      plain(320),
      plain(960),
    ]);
    expect(made?.picture).toMatchObject({ width, height });
    const sizes = await Promise.all((made?.renditions ?? []).map((webp) => sharp(webp).metadata()));
    expect(sizes.map((size) => [size.width, size.height])).toEqual([small, large]);
  });

  it('stand the right way up and keep nothing of EXIF', async () => {
    const jpeg = await canvas(600, 400)
      .withExif({ IFD0: { Artist: 'a person' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const made = await pictures.make(await sourceOf(jpeg), [plain(320)]);
    expect(made?.picture).toMatchObject({ width: 400, height: 600 });
    const { width, height, exif, orientation } = await sharp(made?.renditions[0]).metadata();
    expect({ width, height, exif, orientation }).toEqual({
      width: 213,
      height: 320,
      exif: undefined,
      orientation: undefined,
    });
  });

  it.each([
    ['a 16-bit PNG', () => canvas(700, 300).toColourspace('rgb16').png().toBuffer()],
    ['a TIFF', () => canvas(700, 300).tiff().toBuffer()],
    ['a WebP', () => canvas(700, 300).webp({ lossless: true }).toBuffer()],
    ['an AVIF', () => canvas(700, 300).avif().toBuffer()],
  ])('show the colors of %s', async (_, build) => {
    const made = await pictures.make(await sourceOf(await build()), [plain(320)]);
    expect(made?.picture).toMatchObject({ width: 700, height: 300 });
    expectIndigo(await colorOf(made?.renditions[0]));
  });

  it('show a CMYK JPEG in sRGB', async () => {
    const jpeg = await canvas(700, 300).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(jpeg).metadata()).space).toBe('cmyk');
    const made = await pictures.make(await sourceOf(jpeg), [plain(640)]);
    expectIndigo(await colorOf(made?.renditions[0]), 40);
    expect((await sharp(made?.renditions[0]).metadata()).space).toBe('srgb');
  });

  it('show one channel of gray as gray', async () => {
    const gray = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#808080' } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const [red, green, blue] = await colorOf(
      (await pictures.make(await sourceOf(gray), [plain(320)]))?.renditions[0],
    );
    expect([green, blue]).toEqual([red, red]);
  });

  it('show the first frame of an animated GIF', async () => {
    const frames = Buffer.concat([Buffer.alloc(60 * 40 * 3, 200), Buffer.alloc(60 * 40 * 3, 10)]);
    const gif = await sharp(frames, { raw: { width: 60, height: 80, channels: 3, pageHeight: 40 } })
      .gif()
      .toBuffer();
    expect((await sharp(gif, { animated: true }).metadata()).pages).toBe(2);
    const made = await pictures.make(await sourceOf(gif), [plain(320)]);
    expect(made?.picture).toMatchObject({ width: 60, height: 40 });
    expect((await colorOf(made?.renditions[0]))[0]).toBeGreaterThan(150);
  });

  it('are made of a scan of 12,000 × 9,000 without its bytes in our memory', async () => {
    const path = join(directory, 'scan.tif');
    await canvas(12_000, 9_000).tiff({ compression: 'lzw' }).toFile(path);
    const { size } = await stat(path);
    const source = { mediaType: 'image/tiff', bytes: size, read: async () => createReadStream(path) };
    const made = await pictures.make(source, [plain(640)]);
    expect(made?.picture).toMatchObject({ width: 12_000, height: 9_000 });
    expectIndigo(await colorOf(made?.renditions[0]));
  });

  it('carry the mark that is asked for', async () => {
    const source = await sourceOf(await canvas(1200, 900).png().toBuffer());
    const made = await pictures.make(source, [plain(960), { size: 960, watermark: 'LANRAN 0a1b2c3d' }]);
    const [unmarked, marked] = await Promise.all((made?.renditions ?? []).map((webp) => sharp(webp).stats()));
    expect(unmarked?.channels[0]?.stdev).toBeLessThan(2);
    expect(marked?.channels[0]?.stdev).toBeGreaterThan(8);
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['an empty file', async () => Buffer.alloc(0)],
    ['a text', async () => Buffer.from('plain words')],
    [
      'an SVG, with its script',
      async () =>
        Buffer.from(
          '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        ),
    ],
  ])(
    'are not made of %s',
    async (_, build) => {
      expect(await pictures.make(await sourceOf(await build()), [plain(320)])).toBeNull();
    },
    60_000,
  );

  it.each([
    [
      'a truncated JPEG',
      async () => (await noise(900, 700).jpeg().toBuffer()).subarray(0, 30_000),
      'UNDECODABLE',
      'could not be decoded',
    ],
    [
      'a PNG that is only its first bytes',
      async () => (await canvas(90, 70).png().toBuffer()).subarray(0, 60),
      'UNDECODABLE',
      'could not be decoded',
    ],
    [
      'a TIFF in a compression that the decoder does not know',
      async () => {
        const tiff = await canvas(90, 70).tiff({ compression: 'none' }).toBuffer();
        // Tag 259, a SHORT of one value.
        tiff.writeUInt16LE(34_999, tiff.indexOf(Buffer.from('030103000100000001', 'hex')) + 8);
        return tiff;
      },
      'UNDECODABLE',
      'could not be decoded',
    ],
    [
      'a bomb: 30,000 × 30,000 pixels in a few bytes',
      async () => buildBomb(30_000),
      'TOO_LARGE',
      'It has 30000 × 30000 pixels',
    ],
  ])('are not made of %s, and it is said why', async (_, build, problem, words) => {
    const made = await pictures.make(await sourceOf(await build()), [plain(320)]);
    expect(made).toMatchObject({ picture: null, renditions: [], refusal: { problem } });
    expect(made?.refusal?.detail).toContain(words);
  });

  function noise(width: number, height: number) {
    const data = Buffer.from(Array.from({ length: width * height * 3 }, (_, at) => (at * 7919) % 251));
    return sharp(data, { raw: { width, height, channels: 3 } });
  }

  it('are not made of an SVG behind the first bytes of a GIF', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const source = { ...(await sourceOf(svg)), mediaType: 'image/gif' };
    expect(await pictures.make(source, [plain(320)])).toMatchObject({ picture: null, renditions: [] });
  });

  it('say what the source says when it fails, and leave nothing on the disk', async () => {
    const failing = { mediaType: 'image/png', bytes: 9, read: () => Promise.reject(new Error('gone')) };
    await expect(pictures.make(failing, [plain(320)])).rejects.toThrow('gone');
    expect(await readdir(join(directory, 'scratch'))).toEqual([]);
  });

  it('find no original of an earlier life on the disk', async () => {
    const scratchDir = join(directory, 'killed');
    await mkdir(join(scratchDir, 'half'), { recursive: true });
    new SharpPictureMaker({ scratchDir });
    expect(await readdir(scratchDir)).toEqual([]);
  });
});
