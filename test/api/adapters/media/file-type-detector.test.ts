import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { FileTypeDetector } from '@lanran/api/adapters/media/file-type-detector';
import { formatNameOf, misleadingExtensionOf } from '@lanran/api/domain/media-type';

const detector = new FileTypeDetector();
const typeOf = (content: string | Buffer) => detector.typeOf(Buffer.from(content));
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
    for (const shift of ['', '1', '12'])
      expect(await detector.typeOf(Buffer.from(shift + rows).subarray(0, 65_536))).toBe('text/csv');
    const json = Buffer.from(JSON.stringify(Array.from({ length: 9_000 }, () => '蓝染')));
    expect(await detector.typeOf(json.subarray(0, 65_536))).toBe('application/json');
  });

  it('of a damaged or truncated container is said to be unknown or its own, never an error', async () => {
    const zip = Buffer.concat([Buffer.from('504b030414000000080000000000', 'hex'), deflateRawSync('x')]);
    for (let length = 1; length < zip.length; length += 1)
      expect(await typeOf(zip.subarray(0, length))).toMatch(/^[a-z]+\/[\w.+-]+$/);
  });
});

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
