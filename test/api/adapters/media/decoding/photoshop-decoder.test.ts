import { describe, expect, it } from 'vitest';
import { decoded } from './decoded.ts';

const PSD = 'image/vnd.adobe.photoshop';
const [WIDTH, HEIGHT] = [20, 6];

interface SamplePsd {
  readonly colorMode?: number;
  readonly bitDepth?: 8 | 16;
  readonly isLarge?: boolean;
  readonly isPacked?: boolean;
  /** From 0 to 255: what each channel has above the middle, and below it. */
  readonly channels?: readonly (readonly [above: number, below: number])[];
  readonly colorData?: Buffer;
  readonly resources?: Buffer;
  readonly layerBytes?: number;
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const section = (bytes: Buffer) => Buffer.concat([u32(bytes.length), bytes]);

function buildPsdPicture({
  colorMode = 3,
  bitDepth = 8,
  isLarge = false,
  isPacked = false,
  channels = [
    [255, 0],
    [0, 0],
    [0, 255],
  ],
  colorData = Buffer.alloc(0),
  resources = Buffer.alloc(0),
  layerBytes = 100,
}: SamplePsd = {}): Buffer {
  const header = Buffer.concat([
    Buffer.from('8BPS'),
    u16(isLarge ? 2 : 1),
    Buffer.alloc(6),
    u16(channels.length),
    u32(HEIGHT),
    u32(WIDTH),
    u16(bitDepth),
    u16(colorMode),
  ]);
  const layers = Buffer.concat([...(isLarge ? [u32(0)] : []), section(Buffer.alloc(layerBytes, 7))]);
  const rows = channels.flatMap((values) =>
    Array.from({ length: HEIGHT }, (_, y) =>
      Buffer.alloc(WIDTH * (bitDepth / 8), values[y < HEIGHT / 2 ? 0 : 1]),
    ),
  );
  // A run and, so that both kinds are there, a byte as it is.
  const packed = rows.map((row) =>
    Buffer.concat([Buffer.from([257 - (row.length - 1), row[0] ?? 0]), Buffer.from([0, row[0] ?? 0])]),
  );
  const lengths = packed.map(({ length }) => (isLarge ? u32(length) : u16(length)));
  const composite = isPacked ? [u16(1), ...lengths, ...packed] : [u16(0), ...rows];
  return Buffer.concat([header, section(colorData), section(resources), layers, ...composite]);
}

/** One image resource: its number and content. */
function resource(number: number, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from('8BIM'),
    u16(number),
    Buffer.alloc(2),
    section(content),
    Buffer.alloc(content.length % 2),
  ]);
}

const palette = Buffer.concat([Buffer.alloc(256, 200), Buffer.alloc(256, 100), Buffer.alloc(256, 50)]);

describe('the picture of a Photoshop document', () => {
  const kinds: readonly (readonly [string, SamplePsd])[] = [
    ['8 bits', {}],
    ['16 bits, packed', { bitDepth: 16, isPacked: true }],
    ['large ones, packed', { isLarge: true, isPacked: true }],
    [
      'more channels than color has',
      {
        channels: [
          [255, 0],
          [0, 0],
          [0, 255],
          [0, 0],
        ],
      },
    ],
  ];
  it.each(kinds)('is its composite: %s', async (_, options) => {
    const picture = await decoded(buildPsdPicture(options), PSD);
    expect([picture.width, picture.height]).toEqual([WIDTH, HEIGHT]);
    expect(picture.pixel(3, 0)).toEqual([255, 0, 0]);
    expect(picture.pixel(WIDTH - 1, HEIGHT - 1)).toEqual([0, 0, 255]);
  });

  it('is there of gray, indexed and CMYK ones', async () => {
    const gray = await decoded(buildPsdPicture({ colorMode: 1, channels: [[128, 64]] }), PSD);
    expect(gray.pixel(1, 1).slice(0, 1)).toEqual([128]);
    const indexed = await decoded(
      buildPsdPicture({ colorMode: 2, channels: [[3, 4]], colorData: palette, isPacked: true }),
      PSD,
    );
    expect(indexed.pixel(1, 1)).toEqual([200, 100, 50]);
    // 255 is no ink.
    const ink = await decoded(
      buildPsdPicture({
        colorMode: 4,
        channels: [
          [255, 255],
          [255, 0],
          [255, 0],
          [255, 255],
        ],
      }),
      PSD,
    );
    expect(ink.pixel(1, 1).every((part) => part > 245)).toBe(true);
    const [red = 0, green = 0, blue = 0] = ink.pixel(1, HEIGHT - 1);
    expect(red).toBeGreaterThan(180);
    expect(Math.max(green, blue)).toBeLessThan(90);
  });

  it('is refused where none was saved, and says how to save one', async () => {
    const version = resource(1_057, Buffer.from([0, 0, 0, 1, 0]));
    const document = buildPsdPicture({
      resources: Buffer.concat([resource(1_005, Buffer.alloc(3)), version]),
    });
    await expect(decoded(document, PSD)).rejects.toThrow('Maximize Compatibility');
  });

  it.each([
    ['cut in its pixels', buildPsdPicture().subarray(0, -5), 'UNDECODABLE'],
    ['cut in a packed row', buildPsdPicture({ isPacked: true }).subarray(0, -3), 'UNDECODABLE'],
    ['cut in its header', buildPsdPicture().subarray(0, 24), 'UNDECODABLE'],
    [
      'whose layers end behind the file',
      buildPsdPicture({ layerBytes: 5_000 }).subarray(0, 3_000),
      'UNDECODABLE',
    ],
    ['of Lab colors', buildPsdPicture({ colorMode: 9 }), 'UNSUPPORTED'],
  ])('is refused of one %s', async (_, document, problem) => {
    await expect(decoded(document, PSD)).rejects.toMatchObject({ failure: { problem } });
  });

  it('is refused of gigapixels before any is made', async () => {
    const document = buildPsdPicture();
    document.writeUInt32BE(300_000, 14);
    document.writeUInt32BE(300_000, 18);
    await expect(decoded(document, PSD)).rejects.toMatchObject({ failure: { problem: 'TOO_LARGE' } });
  });
});
