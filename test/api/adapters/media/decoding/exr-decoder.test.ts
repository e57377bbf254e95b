import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExrHeader } from '@lanran/api/files/adapters/inspection/exr-header';
import { PictureRefusal } from '@lanran/api/files/adapters/decoding/picture-refusal';
import { walks } from '../../../../support/walks.ts';
import { decoded } from './decoded.ts';
import { buildExrPicture, type Light, type SamplePart } from './sample-exr.ts';

const EXR = 'image/x-exr';
const decode = (...parts: readonly SamplePart[]) => decoded(buildExrPicture(...parts), EXR);
const RGB = (type: 'half' | 'float', layer = '') =>
  ['B', 'G', 'R'].map((name) => [`${layer}${name}`, type] as const);
/** Red above, green below on the left, and gray of 18 % below on the right. */
const quarters = (x: number, y: number): Light =>
  y < 10 ? [1, 0, 0] : x < 20 ? [0, 1, 0] : [0.18, 0.18, 0.18];
const GRAY = [91, 91, 91];

function expectQuarters(picture: Awaited<ReturnType<typeof decoded>>): void {
  expect([picture.width, picture.height]).toEqual([40, 20]);
  const [red, green] = [picture.pixel(5, 2), picture.pixel(5, 15)];
  expect(red[0]).toBeGreaterThan((red[1] ?? 255) + 60);
  expect(green[1]).toBeGreaterThan((green[0] ?? 255) + 60);
  expect(picture.pixel(30, 15)).toEqual(GRAY);
}

describe('the picture of an OpenEXR frame', () => {
  const kinds: readonly (readonly [string, readonly SamplePart[]])[] = [
    ['half', [{}]],
    ['float', [{ channels: RGB('float') }]],
    ['ZIP', [{ compression: 'ZIP' }]],
    ['ZIPS of float', [{ compression: 'ZIPS', channels: RGB('float') }]],
    ['tiles', [{ tile: 16 }]],
    ['tiles in several levels', [{ tile: 16, levels: 2, compression: 'ZIP' }]],
    ['a part behind another', [{ channels: [['Z', 'float']], name: 'depth' }, { name: 'beauty' }]],
    ['tiles of a part behind another', [{ channels: [['Z', 'float']] }, { tile: 16, compression: 'ZIP' }]],
    ['a layer', [{ channels: [...RGB('half', 'beauty.'), ['depth.Z', 'half']] }]],
    [
      'a layer among others',
      [{ channels: [...RGB('half', 'ViewLayer.Combined.'), ['ViewLayer.Depth.Z', 'float'], ['id', 'uint']] }],
    ],
    ['an alpha channel of another type', [{ channels: [['A', 'float'], ...RGB('half')] }]],
  ];
  it.each(kinds)('is there of %s', async (_, parts) => {
    expectQuarters(await decode(...parts.map((part) => ({ light: quarters, ...part }))));
  });

  it('shows the display window, black where there are no data', async () => {
    const picture = await decode({
      light: quarters,
      dataWindow: [-10, -5, 29, 14],
      displayWindow: [0, 0, 49, 29],
    });
    expect([picture.width, picture.height]).toEqual([50, 30]);
    expect(picture.pixel(29, 14)).toEqual(GRAY);
    expect(picture.pixel(40, 10)).toEqual([0, 0, 0]);
    expect(picture.pixel(5, 20)).toEqual([0, 0, 0]);
  });

  it('is gray where there is luminance alone', async () => {
    expect((await decode({ channels: [['Y', 'half']] })).pixel(3, 3)).toEqual(GRAY);
  });

  it('goes from black to white, whatever the light, and shows what is no number as black', async () => {
    const shades = [-4, 0, 0.02, 0.18, 1, 16, 60_000, Infinity, Number.NaN];
    const picture = await decode({
      channels: RGB('float'),
      // Most of it is gray, by which it stays at 0 EV.
      dataWindow: [0, 0, 99, 0],
      light: (x) => [shades[x] ?? 0.18, shades[x] ?? 0.18, shades[x] ?? 0.18],
    });
    const codes = shades.map((_, x) => picture.pixel(x, 0)[0] ?? -1);
    expect(codes[0]).toBe(0);
    expect(codes[1]).toBe(0);
    expect(codes[2]).toBeLessThan(30);
    expect(codes[3]).toBe(91);
    expect(codes[4]).toBeGreaterThan(190);
    expect(codes.slice(6)).toEqual([255, 255, 0]);
  });

  it.each([
    [0.18, '0', 91],
    [0.6, '0', null],
    [0.06, '0', null],
    [18, '-6', null],
    [0.18 * 2 ** 4, '-4', 91],
    [0.18 * 2 ** -3, '+3', 91],
    [0.18 * 2 ** 10, '-6', null],
  ])('of light of %d is shown at %s EV', async (level, exposure, code) => {
    const picture = await decode({
      channels: RGB('float'),
      light: (x) => (x < 2 ? [0, 0, 0] : [level, level, level]),
    });
    expect(picture.shownAs).toBe(`exposure ${exposure} EV, ACES 1.0 SDR (fit by S. Hill), sRGB`);
    if (code !== null) expect(picture.pixel(5, 5)).toEqual([code, code, code]);
  });

  it('is of the colors that its chromaticities say', async () => {
    // ACES 2065-1 (SMPTE ST 2065-1): its white is gray, its primaries lie outside of what screens show.
    const AP0 = [0.7347, 0.2653, 0, 1, 0.0001, -0.077, 0.32168, 0.33767];
    const BT_2020 = [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329];
    expect((await decode({ chromaticities: AP0 })).pixel(0, 0)).toEqual(GRAY);
    const red = (chromaticities?: readonly number[]) =>
      decode({ light: () => [0.4, 0.1, 0.1], ...(chromaticities && { chromaticities }) });
    const [narrow, wide] = [(await red()).pixel(0, 0), (await red(BT_2020)).pixel(0, 0)];
    expect((wide[0] ?? 0) - (wide[1] ?? 0)).toBeGreaterThan((narrow[0] ?? 0) - (narrow[1] ?? 0) + 10);
    // Primaries on one line span nothing: as if there were none.
    expect((await red([0, 0, 0, 0, 0, 0, 0, 0])).pixel(0, 0)).toEqual(narrow);
  });

  it.each([
    ['depth alone', { channels: [['Z', 'float']] }, /no channels of color or luminance, but Z/],
    ['channels of fewer samples', { sampling: 2 }, /no channels of color/],
  ] satisfies [string, SamplePart, RegExp][])('is refused for %s', async (_, part, words) => {
    await expect(decode(part)).rejects.toThrow(words);
  });

  it('is refused for more pixels than are decoded, before any is', async () => {
    const frame = buildExrPicture({ displayWindow: [0, 0, 99_999, 99_999] });
    await expect(decoded(frame, EXR)).rejects.toMatchObject({ failure: { problem: 'TOO_LARGE' } });
  });

  it.each([
    ['scan lines', [{ light: quarters }]],
    ['tiles', [{ tile: 16 }]],
    ['parts', [{}, { channels: [['Z', 'float']] }]],
  ] satisfies [string, readonly SamplePart[]][])(
    'is refused where a chunk is missing, lies elsewhere or belongs to another part: %s',
    async (_, parts) => {
      const frame = buildExrPicture(...parts);
      const { end } = readExrHeader(frame);
      const chunk = Number(frame.readBigUInt64LE(end));
      for (const [at, byte] of [
        [end, 0],
        [end, 0xff],
        [chunk, 0xff],
      ] as const) {
        const broken = Buffer.from(frame);
        broken.fill(byte, at, at + 8);
        await expect(decoded(broken, EXR), `${at} ${byte}`).rejects.toBeInstanceOf(PictureRefusal);
      }
    },
  );

  it('is refused or made, within bounds, whatever the bytes claim', async () => {
    const frames = [
      buildExrPicture({ compression: 'ZIP' }),
      buildExrPicture({ tile: 8, levels: 2 }),
      buildExrPicture({}, { compression: 'ZIPS' }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...frames),
        fc.array(fc.tuple(fc.nat(1_200), fc.nat(255)), { maxLength: 6 }),
        fc.nat(4_000),
        async (frame, changes, cut) => {
          const bytes = Buffer.from(frame.subarray(0, frame.length - (cut % 2 === 0 ? 0 : cut)));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            await decoded(bytes, EXR);
          } catch (error) {
            expect(error).toBeInstanceOf(PictureRefusal);
          }
        },
      ),
      { numRuns: walks(60) },
    );
  });
});
