/* Tiny media files, made by code. */

const u32le = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const u32be = (value: number) => u32le(value).reverse();
const f32le = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};

export interface ExrOptions {
  readonly width?: number;
  readonly height?: number;
  readonly isMultipart?: boolean;
  readonly attributes?: readonly (readonly [name: string, type: string, value: Buffer])[];
}

/** OpenEXR of half floats, uncompressed scan lines. */
export function buildExr({
  width = 4,
  height = 3,
  isMultipart = false,
  attributes = [],
}: ExrOptions = {}): Buffer {
  const window = Buffer.concat([0, 0, width - 1, height - 1].map(u32le));
  const channel = (name: string) =>
    Buffer.concat([Buffer.from(`${name}\0`), u32le(1), u32le(0), u32le(1), u32le(1)]);
  const attribute = ([name, type, value]: readonly [string, string, Buffer]) =>
    Buffer.concat([Buffer.from(`${name}\0${type}\0`), u32le(value.length), value]);
  const header = Buffer.concat([
    ...[
      ['channels', 'chlist', Buffer.concat([...['B', 'G', 'R'].map(channel), Buffer.alloc(1)])] as const,
      ['compression', 'compression', Buffer.from([0])] as const,
      ['dataWindow', 'box2i', window] as const,
      ['displayWindow', 'box2i', window] as const,
      ['lineOrder', 'lineOrder', Buffer.from([0])] as const,
      ['pixelAspectRatio', 'float', f32le(1)] as const,
      ['timeCode', 'timecode', Buffer.concat([u32le(0x01020304), u32le(0)])] as const,
      ['framesPerSecond', 'rational', Buffer.concat([u32le(24), u32le(1)])] as const,
      ...attributes,
    ].map(attribute),
    Buffer.alloc(1),
  ]);
  const headers = isMultipart ? Buffer.concat([header, header, Buffer.alloc(1)]) : header;
  const start = Buffer.concat([u32le(20_000_630), u32le(2 | (isMultipart ? 0x1000 : 0)), headers]);
  const lineBytes = width * 3 * 2;
  const tableBytes = height * 8;
  const places = Array.from({ length: height }, (_, line) => {
    const place = Buffer.alloc(8);
    place.writeBigUInt64LE(BigInt(start.length + tableBytes + line * (8 + lineBytes)));
    return place;
  });
  const lines = Array.from({ length: height }, (_, line) =>
    Buffer.concat([u32le(line), u32le(lineBytes), Buffer.alloc(lineBytes)]),
  );
  return Buffer.concat([start, ...places, ...lines]);
}

export function buildDpx(): Buffer {
  const bytes = Buffer.alloc(2_048 + 64, 0xff);
  bytes.write('SDPX', 0, 'latin1');
  bytes.writeUInt32BE(bytes.length, 16);
  bytes.fill(0, 136, 760);
  bytes.write('2026:11:26:10:00:00', 136, 'latin1');
  bytes.write('Lanran tests', 160, 'latin1');
  bytes.writeUInt32BE(2_048, 772);
  bytes.writeUInt32BE(1_556, 776);
  bytes[800] = 50;
  bytes[801] = 3;
  bytes[803] = 10;
  bytes.writeUInt16BE(0, 806);
  bytes.writeUInt32BE(0x01020304, 1_920);
  bytes.writeFloatBE(24, 1_940);
  return bytes;
}

const box = (type: string, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32be(8 + body.length), Buffer.from(type, 'latin1'), body]);
};
const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** QuickTime of one second: two Motion JPEG frames of 64 × 36, whose bytes are zeros. */
export function buildMovie(): Buffer {
  const frameBytes = 100;
  const matrix = hex('00010000 00000000 00000000 00000000 00010000 00000000 00000000 00000000 40000000');
  const entry = box(
    'jpeg',
    hex('000000000000 0001 0000 0000 00000000 00000000 00000000 0040 0024 00480000 00480000 00000000 0001'),
    Buffer.alloc(32),
    hex('0018 ffff'),
  );
  const moov = (dataAt: number) =>
    box(
      'moov',
      box(
        'mvhd',
        Buffer.alloc(12),
        u32be(600),
        u32be(600),
        hex('00010000 0100'),
        Buffer.alloc(10),
        matrix,
        Buffer.alloc(24),
        u32be(2),
      ),
      box(
        'trak',
        box(
          'tkhd',
          hex('00000003'),
          Buffer.alloc(8),
          u32be(1),
          Buffer.alloc(4),
          u32be(600),
          Buffer.alloc(16),
          matrix,
          hex('00400000 00240000'),
        ),
        box(
          'mdia',
          box('mdhd', Buffer.alloc(12), u32be(600), u32be(600), hex('15c7 0000')),
          box('hdlr', Buffer.alloc(4), Buffer.from('mhlrvide', 'latin1'), Buffer.alloc(13)),
          box(
            'minf',
            box('vmhd', hex('00000001'), Buffer.alloc(8)),
            box('dinf', box('dref', Buffer.alloc(4), u32be(1), box('url ', hex('00000001')))),
            box(
              'stbl',
              box('stsd', Buffer.alloc(4), u32be(1), entry),
              box('stts', Buffer.alloc(4), u32be(1), u32be(2), u32be(300)),
              box('stsc', Buffer.alloc(4), u32be(1), u32be(1), u32be(2), u32be(1)),
              box('stsz', Buffer.alloc(4), u32be(frameBytes), u32be(2)),
              box('stco', Buffer.alloc(4), u32be(1), u32be(dataAt)),
            ),
          ),
        ),
      ),
    );
  const ftyp = box('ftyp', Buffer.from('qt  ', 'latin1'), u32be(0), Buffer.from('qt  ', 'latin1'));
  const dataAt = ftyp.length + moov(0).length + 8;
  return Buffer.concat([ftyp, moov(dataAt), box('mdat', Buffer.alloc(frameBytes * 2))]);
}

/** A second of silence: PCM, 8 kHz, 16 bits, one channel. */
export function buildWave(): Buffer {
  const format = hex('01000100 401f0000 803e0000 02001000');
  const data = Buffer.alloc(16_000);
  const chunks = [
    Buffer.concat([Buffer.from('fmt ', 'latin1'), u32le(format.length), format]),
    Buffer.concat([Buffer.from('data', 'latin1'), u32le(data.length), data]),
  ];
  const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), u32le(body.length), body]);
}

/** One triangle, whose points are in another file unless given. */
export function buildGltf({ uri = 'points.bin' }: { readonly uri?: string } = {}) {
  const points = Buffer.concat([0, 0, 0, 1, 0, 0, 0, 1, 0].map(f32le));
  const scene = {
    asset: { version: '2.0', generator: 'Lanran tests' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    materials: [{ name: 'indigo' }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, material: 0 }] }],
    buffers: [{ uri, byteLength: points.length }],
    bufferViews: [{ buffer: 0, byteLength: points.length }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
    ],
  };
  return { scene: Buffer.from(JSON.stringify(scene)), points };
}

export function buildGlb(): Buffer {
  const { scene, points } = buildGltf();
  const json = Buffer.from(scene.toString().replace('"uri":"points.bin",', ''));
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
  const chunk = (type: string, data: Buffer) =>
    Buffer.concat([u32le(data.length), Buffer.from(type, 'latin1'), data]);
  const chunks = Buffer.concat([chunk('JSON', padded), chunk('BIN\0', points)]);
  return Buffer.concat([Buffer.from('glTF', 'latin1'), u32le(2), u32le(12 + chunks.length), chunks]);
}

/** The same second with the chunk of EBU Tech 3285 before it, and one of odd length before that. */
export function buildBroadcastWave(): Buffer {
  const text = (value: string, length: number) => {
    const bytes = Buffer.alloc(length);
    bytes.write(value);
    return bytes;
  };
  const bext = Buffer.concat([
    text('Scene 12 take 3, 芦笙', 256),
    text('Sound recordist', 32),
    text('CNABC0001', 32),
    text('2026/11/26', 10),
    text('10:00:05', 8),
    u32le(172_800_000),
    u32le(0),
    Buffer.alloc(256),
  ]);
  const odd = Buffer.concat([Buffer.from('junk', 'latin1'), u32le(3), Buffer.alloc(4)]);
  const chunk = Buffer.concat([Buffer.from('bext', 'latin1'), u32le(bext.length), bext]);
  const plain = buildWave();
  return Buffer.concat([plain.subarray(0, 12), odd, chunk, plain.subarray(12)]);
}

/** The header of a Photoshop document of four channels. */
export function buildPsd(): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('8BPS');
  bytes.writeUInt16BE(1, 4);
  bytes.writeUInt16BE(4, 12);
  bytes.writeUInt32BE(480, 14);
  bytes.writeUInt32BE(640, 18);
  bytes.writeUInt16BE(16, 22);
  bytes.writeUInt16BE(4, 24);
  return bytes;
}

/** A DNG's directories: a thumbnail of 160 × 120, and the picture in a directory of its own. */
export function buildDng(): Buffer {
  const directory = (entries: readonly (readonly [tag: number, type: number, value: number])[]) => {
    const bytes = Buffer.alloc(2 + entries.length * 12 + 4);
    bytes.writeUInt16LE(entries.length);
    entries.forEach(([tag, type, value], at) => {
      bytes.writeUInt16LE(tag, 2 + at * 12);
      bytes.writeUInt16LE(type, 4 + at * 12);
      bytes.writeUInt32LE(1, 6 + at * 12);
      bytes.writeUInt32LE(value, 10 + at * 12);
    });
    return bytes;
  };
  const [LONG, SHORT] = [4, 3];
  const thumbnail = (pictureAt: number) =>
    directory([
      [254, LONG, 1],
      [256, LONG, 160],
      [257, LONG, 120],
      [258, SHORT, 8],
      [330, LONG, pictureAt],
      [50_706, LONG, 0x0401],
    ]);
  const picture = directory([
    [254, LONG, 0],
    [256, LONG, 4_000],
    [257, LONG, 3_000],
    [258, SHORT, 16],
  ]);
  const header = hex('49492a00 08000000');
  return Buffer.concat([header, thumbnail(8 + thumbnail(0).length), picture]);
}

/** The beginnings of pictures by libjxl, and what they say. */
export const JPEG_XL = {
  'a small one': {
    hex: 'ff0a05c80013880600ec05f9651000800a9551c60d5ecef57cf9a1c362dac675',
    facts: { WIDTH: '40', HEIGHT: '24', BIT_DEPTH: '8' },
  },
  'with alpha, without loss': {
    hex: 'ff0a600298829508081000a8070000c02d40021b0150a0b04b575725cf0bca98',
    facts: { WIDTH: '333', HEIGHT: '77', BIT_DEPTH: '8' },
  },
  'a gray one': {
    hex: 'ff0acb4052dc080012880200f80d65a91a0000152aa38c1bbc9cebf9f24387c5',
    facts: { WIDTH: '64', HEIGHT: '48', BIT_DEPTH: '8' },
  },
  'of 16 bits, in a container': {
    hex: '0000000c4a584c200d0a870a00000014667479706a786c20000000006a786c20000000096a786c6c0a00000ebc6a786c63ff0af83efc40020802010019120000001cc218c4027afcc6342b59018c145e70ee35c660b41563af4a55af405300a8',
    facts: { WIDTH: '640', HEIGHT: '480', BIT_DEPTH: '16' },
  },
  'with alpha of 16 bits, in a container': {
    hex: '0000000c4a584c200d0a870a00000014667479706a786c20000000006a786c20000000096a786c6c0a0000028a6a786c63ff0acbf023f8011208081000d0094b38c16237ee55cef5601d635b1efc7e89434141414161a3b0dd0a0a8e40635d89',
    facts: { WIDTH: '64', HEIGHT: '48', BIT_DEPTH: '16' },
  },
} as const;
