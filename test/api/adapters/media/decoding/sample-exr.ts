import { deflateSync } from 'node:zlib';

/* OpenEXR frames, made by code: https://openexr.com/en/latest/OpenEXRFileLayout.html */

export type Light = readonly [red: number, green: number, blue: number];
type Window = readonly [left: number, top: number, right: number, bottom: number];

export interface SamplePart {
  readonly name?: string;
  /** In the order of the alphabet, as in every file. */
  readonly channels?: readonly (readonly [name: string, type: 'half' | 'float' | 'uint'])[];
  /** By the last letter of a channel's name. */
  readonly light?: (x: number, y: number) => Light;
  readonly compression?: 'none' | 'ZIPS' | 'ZIP';
  readonly dataWindow?: Window;
  readonly displayWindow?: Window;
  readonly tile?: number;
  /** Of tiles: half the size, and so on. */
  readonly levels?: 1 | 2;
  readonly chromaticities?: readonly number[];
  readonly attributes?: readonly (readonly [name: string, type: string, value: Buffer])[];
  readonly sampling?: number;
}

const COMPRESSIONS = { none: [0, 1], ZIPS: [2, 1], ZIP: [3, 16] } as const;
const TYPES = ['uint', 'half', 'float'] as const;

const int = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
const float = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};
const place = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const attribute = ([name, type, value]: readonly [string, string, Buffer]) =>
  Buffer.concat([Buffer.from(`${name}\0${type}\0`), int(value.length), value]);

/** Of numbers that half floats hold; nearest below. */
function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  const magnitude = Math.abs(value);
  const exponent = Math.floor(Math.log2(magnitude));
  const bits =
    magnitude === 0 ? 0 : ((exponent + 15) << 10) | Math.floor((magnitude / 2 ** exponent - 1) * 1_024);
  bytes.writeUInt16LE(bits | (value < 0 ? 0x8000 : 0));
  return bytes;
}

const DEFAULTS = {
  channels: [
    ['B', 'half'],
    ['G', 'half'],
    ['R', 'half'],
  ],
  light: (): Light => [0.18, 0.18, 0.18],
  compression: 'none',
  dataWindow: [0, 0, 39, 19],
  sampling: 1,
} as const satisfies SamplePart;

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The samples of an area, line by line and channel by channel, compressed where that makes them shorter. */
function pixelsOf(part: SamplePart, { left, top, width, height }: Area): Buffer {
  const { channels, light, compression } = { ...DEFAULTS, ...part };
  const lines = Array.from({ length: height }, (_, y) =>
    channels.map(([name, type]) =>
      Array.from({ length: width }, (_, x) => {
        const at = ['R', 'G', 'B'].indexOf(name.slice(-1));
        const value = light(left + x, top + y)[at < 0 ? 1 : at] ?? 0;
        return type === 'half' ? half(value) : type === 'float' ? float(value) : int(7);
      }),
    ),
  );
  const raw = Buffer.concat(lines.flat(2));
  if (compression === 'none') return raw;
  const middle = Math.ceil(raw.length / 2);
  const split = Buffer.alloc(raw.length);
  raw.forEach((byte, at) => (split[(at % 2 === 0 ? 0 : middle) + (at >> 1)] = byte));
  const predicted = Buffer.from(split);
  for (let at = 1; at < split.length; at += 1)
    predicted[at] = ((split[at] ?? 0) - (split[at - 1] ?? 0) + 128) & 0xff;
  const packed = deflateSync(predicted);
  return packed.length < raw.length ? packed : raw;
}

function chunksOf(part: SamplePart, partNumber: number | null): Buffer[] {
  const { dataWindow, compression, tile } = { ...DEFAULTS, tile: undefined, ...part };
  const [left, top, right, bottom] = dataWindow;
  const [width, height] = [right - left + 1, bottom - top + 1];
  const number = partNumber === null ? [] : [int(partNumber)];
  const chunk = (head: readonly Buffer[], pixels: Buffer) =>
    Buffer.concat([...number, ...head, int(pixels.length), pixels]);
  if (tile === undefined) {
    const lines = COMPRESSIONS[compression][1];
    return Array.from({ length: Math.ceil(height / lines) }, (_, at) => {
      const area = { left, top: top + at * lines, width, height: Math.min(lines, height - at * lines) };
      return chunk([int(area.top)], pixelsOf(part, area));
    });
  }
  const chunks: Buffer[] = [];
  for (let level = 0; level < (part.levels ?? 1); level += 1) {
    const [across, down] = [width >> level, height >> level];
    for (let y = 0; y * tile < down; y += 1)
      for (let x = 0; x * tile < across; x += 1) {
        const area = { left: left + x * tile, top: top + y * tile };
        const size = { width: Math.min(tile, across - x * tile), height: Math.min(tile, down - y * tile) };
        // Smaller levels are another color, so that they can be told apart.
        const shown = level === 0 ? part : { ...part, light: (): Light => [9, 0, 0] };
        chunks.push(chunk([int(x), int(y), int(level), int(level)], pixelsOf(shown, { ...area, ...size })));
      }
  }
  return chunks;
}

function headerOf(
  part: SamplePart,
  { isMultipart, count }: { readonly isMultipart: boolean; readonly count: number },
) {
  const { channels, compression, dataWindow, sampling } = { ...DEFAULTS, ...part };
  const window = (each: Window) => Buffer.concat(each.map(int));
  const channel = ([name, type]: readonly [string, (typeof TYPES)[number]]) =>
    Buffer.concat([Buffer.from(`${name}\0`), int(TYPES.indexOf(type)), int(0), int(sampling), int(sampling)]);
  const type = part.tile === undefined ? 'scanlineimage' : 'tiledimage';
  return Buffer.concat([
    ...[
      ['channels', 'chlist', Buffer.concat([...channels.map(channel), Buffer.alloc(1)])] as const,
      ['compression', 'compression', Buffer.from([COMPRESSIONS[compression][0]])] as const,
      ['dataWindow', 'box2i', window(dataWindow)] as const,
      ['displayWindow', 'box2i', window(part.displayWindow ?? dataWindow)] as const,
      ['lineOrder', 'lineOrder', Buffer.from([0])] as const,
      ['pixelAspectRatio', 'float', float(1)] as const,
      ...(part.chromaticities === undefined
        ? []
        : [['chromaticities', 'chromaticities', Buffer.concat(part.chromaticities.map(float))] as const]),
      ...(part.tile === undefined
        ? []
        : [
            [
              'tiles',
              'tiledesc',
              Buffer.concat([int(part.tile), int(part.tile), Buffer.from([part.levels === 2 ? 1 : 0])]),
            ] as const,
          ]),
      ...(isMultipart
        ? [
            ['name', 'string', Buffer.from(part.name ?? 'part')] as const,
            ['type', 'string', Buffer.from(type)] as const,
            ['chunkCount', 'int', int(count)] as const,
          ]
        : []),
      ...(part.attributes ?? []),
    ].map(attribute),
    Buffer.alloc(1),
  ]);
}

/** Of one part, or of several. */
export function buildExrPicture(...parts: readonly SamplePart[]): Buffer {
  const isMultipart = parts.length > 1;
  const chunks = parts.map((part, at) => chunksOf(part, isMultipart ? at : null));
  const headers = parts.map((part, at) => headerOf(part, { isMultipart, count: chunks[at]?.length ?? 0 }));
  const isTiled = !isMultipart && parts[0]?.tile !== undefined;
  const flags = (isMultipart ? 0x1000 : 0) | (isTiled ? 0x200 : 0) | 0x400;
  const start = Buffer.concat([
    int(20_000_630),
    int(2 | flags),
    ...headers,
    Buffer.alloc(isMultipart ? 1 : 0),
  ]);
  const all = chunks.flat();
  let at = start.length + all.length * 8;
  const table = all.map((chunk) => {
    const entry = place(at);
    at += chunk.length;
    return entry;
  });
  return Buffer.concat([start, ...table, ...all]);
}
