import { deflateRawSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import { sniffedFile } from '../../../support/sniffed-file.ts';
import { formatNameOf, misleadingExtensionOf } from '@lanran/api/files/domain/media-type';

const detector = new FileTypeDetector();
const typeOf = (content: string | Buffer) => detector.typeOf(sniffedFile(Buffer.from(content)));
const hexOf = (text: string) => Buffer.from(text, 'hex');
const hex = (text: string) => Buffer.from(text.padEnd(128, '0'), 'hex');

describe('the type of a file', () => {
  it('is found in pictures, films, sound and scenes by their first bytes', async () => {
    const square = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });
    const starts: readonly (readonly [string, Buffer])[] = [
      ['image/jpeg', await square.clone().jpeg().toBuffer()],
      ['image/png', await square.clone().png().toBuffer()],
      ['image/tiff', await square.clone().tiff().toBuffer()],
      ['image/tiff', hex('49492b0008000000')],
      ['image/webp', await square.clone().webp().toBuffer()],
      ['image/avif', await square.clone().avif({ effort: 0 }).toBuffer()],
      ['image/x-exr', hex('762f310102000000')],
      ['image/x-dpx', hex('5344505800000800')],
      ['image/x-dpx', hex('58504453')],
      ['application/mxf', hex('060e2b34020501010d01020101020400')],
      ['video/quicktime', hex(`00000014${Buffer.from('ftypqt  ').toString('hex')}`)],
      ['video/mp4', hex(`00000018${Buffer.from('ftypisom').toString('hex')}`)],
      ['audio/wav', Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1')],
      ['audio/wav', Buffer.from('RF64\xff\xff\xff\xffWAVEds64', 'latin1')],
      ['model/gltf-binary', Buffer.from('glTF\x02\0\0\0\x14\0\0\0', 'latin1')],
    ];
    for (const [type, start] of starts) expect(await typeOf(start), type).toBe(type);
  });

  it('is found in files of a scene by what they begin with', async () => {
    const text = (start: string) => Buffer.from(start.padEnd(200, '\0'), 'latin1');
    const zip = (name: string) =>
      Buffer.concat([hexOf('504b03040a0000000000'), Buffer.alloc(16), hexOf('0a000000'), Buffer.from(name)]);
    const starts: readonly (readonly [string, Buffer])[] = [
      ['model/vnd.usda', Buffer.from('#usda 1.0\n(\n)\n')],
      ['model/vnd.usdc', text('PXR-USDC\0\b')],
      ['model/vnd.usdz+zip', zip('robe1.usdc')],
      ['application/x-materialx+xml', Buffer.from('<?xml version="1.0"?>\n<materialx version="1.39"/>')],
      ['application/x-alembic', text('Ogawa\xff\0\x01')],
      ['application/x-alembic', Buffer.concat([hexOf('894844460d0a1a0a'), text('...abc_version')])],
      ['application/x-hdf5', Buffer.concat([hexOf('894844460d0a1a0a'), text('...')])],
      ['application/x-maya-ascii', Buffer.from('//Maya ASCII 2024 scene\n//Name: robe.ma\n')],
      ['application/x-maya-binary', text('FOR4\0\0\x01\0MayaFOR4')],
      ['application/x-maya-binary', text('FOR8\0\0\0\0\0\0\0\0\0\0\x01\0MayaFOR8')],
      ['application/x-houdini-hip', text(`070707${'0'.repeat(70)}.start\0`)],
      ['application/x-houdini-bgeo', text('BgeoV\0\0\0\x05')],
      ['application/x-houdini-bgeo', text('\x7fNSJb')],
      ['application/x-blender', text('BLENDER-v401')],
      ['application/x-blender', text('BLENDER17-01v0500')],
      ['application/x-blender', gzipSync(text('BLENDER_v279'))],
      // A frame of one raw block.
      [
        'application/x-blender',
        Buffer.concat([hexOf('28b52ffd2064010300'), text('BLENDER-v401').subarray(0, 100)]),
      ],
    ];
    for (const [type, start] of starts) expect(await typeOf(start), type).toBe(type);
  });

  it('is that of the archive where no scene is in it, or it claims too much', async () => {
    const raw = Buffer.alloc(100, 'x');
    expect(await typeOf(Buffer.concat([hexOf('28b52ffd2064210300'), raw]))).toBe('application/zstd');
    // A window of a gibibyte.
    expect(await typeOf(Buffer.concat([hexOf('28b52ffd00a0210300'), Buffer.from('BLENDER-v401'), raw]))).toBe(
      'application/zstd',
    );
    expect(await typeOf(gzipSync(raw))).toBe('application/gzip');
  });

  it.each([
    ['text/plain', 'Dear Ann,\nthanks, Bob\n'],
    ['text/plain', '蓝染的纹样。\n'],
    ['text/plain', Buffer.from('c0b6c8be0a', 'hex')],
    ['text/plain', Buffer.from('\ufeffwords', 'utf16le')],
    ['text/plain', '{not json}'],
    ['text/csv', 'id,title,file\n1,"Drum, batik",a.tif\n2,Whirl,b.tif\n'],
    ['text/csv', 'id;title\n1;Drum\n'],
    ['text/tab-separated-values', 'id\ttitle\n1\tDrum, batik\n'],
    ['application/json', '{"a": [1, 2]}'],
    ['application/json', '[1, 2]'],
    ['application/x-ndjson', '{"a":1}\n{"a":2}\n'],
    ['model/gltf+json', '{\n "asset": {"generator": "x", "version": "2.0"}, "scenes": []}'],
    ['application/xml', '<?xml version="1.0"?><!-- svg --><record><svg/></record>'],
    [
      'image/svg+xml',
      '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "x" [<!ENTITY a "b">]>\n<!--c--><svg xmlns="s"/>',
    ],
    ['image/svg+xml', '<svg><script>alert(1)</script></svg>'],
    ['text/html', '<!DOCTYPE html><title>x</title><svg/>'],
    ['application/octet-stream', Buffer.from('00ff10feabcdef0102', 'hex')],
    ['application/octet-stream', ''],
  ])('is %s by reading what is text', async (type, content) => {
    expect(await typeOf(content)).toBe(type);
  });

  it('is found in the start of a long file that is cut within a character or a line', async () => {
    const rows = Array.from({ length: 9_000 }, (_, at) => `${at},蓝,染\n`).join('');
    for (const shift of ['', '1', '12']) expect(await typeOf(shift + rows)).toBe('text/csv');
    const json = Buffer.from(JSON.stringify(Array.from({ length: 9_000 }, () => '蓝染')));
    expect(await typeOf(json)).toBe('application/json');
  });

  it.each([
    ['uncompressed', { compression: 'none' }],
    ['LZW', { compression: 'lzw', predictor: 'horizontal' }],
    ['tiled', { compression: 'deflate', tile: true, tileWidth: 128, tileHeight: 128 }],
    ['BigTIFF', { compression: 'none', bigtiff: true }],
  ] as const)('is that of a TIFF whose directory stands behind its pixels (%s)', async (_, options) => {
    for (const space of ['srgb', 'rgb16', 'cmyk'] as const) {
      const scan = await noise().toColourspace(space).tiff(options).toBuffer();
      const file = sniffedFile(scan);
      expect(await detector.typeOf(file), space).toBe('image/tiff');
      expect(file.bytesRead()).toBeLessThan(scan.length / 2);
    }
  });

  it.each([
    ['image/x-adobe-dng', 50_706],
    ['image/x-sony-arw', 50_341],
    ['image/tiff', 256],
  ])('is %s by the tags of such a directory, in either byte order', async (type, tag) => {
    for (const order of ['LE', 'BE'] as const)
      for (const at of [8, 200_000])
        expect(await typeOf(tiffWith(tag, { order, at })), `${order} ${at}`).toBe(type);
  });

  it('is that of a TIFF also when it breaks off before or within its directory', async () => {
    const whole = tiffWith(256, { order: 'LE', at: 200_000 });
    for (const length of [70_000, 200_000, 200_001, 200_005])
      expect(await typeOf(whole.subarray(0, length)), String(length)).toBe('image/tiff');
    expect(await typeOf(whole.subarray(0, 6))).toBe('application/octet-stream');
    expect(await typeOf(Buffer.from('MM\0*\0\0\0\x02 no directory', 'latin1'))).toBe(
      'application/octet-stream',
    );
  });

  it('of a damaged or truncated container is said to be unknown or its own, never an error', async () => {
    const zip = Buffer.concat([Buffer.from('504b030414000000080000000000', 'hex'), deflateRawSync('x')]);
    for (let length = 1; length < zip.length; length += 1)
      expect(await typeOf(zip.subarray(0, length))).toMatch(/^[a-z]+\/[\w.+-]+$/);
  });
});

/** Of which no compression leaves less than it was. */
function noise() {
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  const data = Buffer.from(Array.from({ length: 400 * 400 * 3 }, () => next() >> 8));
  return sharp(data, { raw: { width: 400, height: 400, channels: 3 } });
}

/** A TIFF of one tag, its directory at that offset. */
function tiffWith(tag: number, { order, at }: { readonly order: 'LE' | 'BE'; readonly at: number }): Buffer {
  const bytes = Buffer.alloc(at + 18);
  bytes.write(order === 'LE' ? 'II' : 'MM');
  bytes[`writeUInt16${order}`](42, 2);
  bytes[`writeUInt32${order}`](at, 4);
  bytes[`writeUInt16${order}`](1, at);
  bytes[`writeUInt16${order}`](tag, at + 2);
  return bytes;
}

describe('a name that misleads', () => {
  it('is one whose extension promises another format', () => {
    expect(misleadingExtensionOf('a/Front.JPG', 'image/png')).toBe('.jpg');
    expect(misleadingExtensionOf('a.jpg', 'application/octet-stream')).toBe('.jpg');
    expect(misleadingExtensionOf('a.exr', 'text/html')).toBe('.exr');
  });

  it('is none when the formats are of one family, the extension is not known, or there is none', () => {
    expect(misleadingExtensionOf('a.jpg', 'image/jpeg')).toBeNull();
    expect(misleadingExtensionOf('a.mov', 'video/mp4')).toBeNull();
    expect(misleadingExtensionOf('scan.tif', 'image/x-adobe-dng')).toBeNull();
    expect(misleadingExtensionOf('a.csv', 'application/octet-stream')).toBeNull();
    expect(misleadingExtensionOf('a.usd', 'model/vnd.usdc')).toBeNull();
    expect(misleadingExtensionOf('tune.abc', 'text/plain')).toBeNull();
    expect(misleadingExtensionOf('a.1001', 'image/x-exr')).toBeNull();
    expect(misleadingExtensionOf('v1.2/readme', 'image/png')).toBeNull();
  });

  it('goes with the name of the format that it has', () => {
    expect(['image/png', 'image/apng', 'image/x-exr', 'model/gltf-binary'].map(formatNameOf)).toEqual([
      'PNG',
      'APNG',
      'OpenEXR',
      'glTF (GLB)',
    ]);
    expect(formatNameOf('text/plain')).toBeNull();
  });
});
