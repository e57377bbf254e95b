import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import { sniffedFile } from '../../../support/sniffed-file.ts';
import { buildMovie, buildWave, JPEG_XL } from './sample-media.ts';

const detector = new FileTypeDetector();
const typeOf = (bytes: Buffer) => detector.typeOf(sniffedFile(bytes));
const UNKNOWN = 'application/octet-stream';

/** The same bytes in every run (xorshift32). */
function chanceBytes(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state | 0, at);
  }
  return bytes;
}

describe('bytes by chance', () => {
  it('are no film, sound or picture, in six thousand files', async () => {
    const taken: string[] = [];
    for (let seed = 1; seed <= 6_000; seed += 1) {
      const type = await typeOf(chanceBytes(4_096, seed * 2_654_435_761));
      if (type !== UNKNOWN) taken.push(`${seed} ${type}`);
    }
    expect(taken).toEqual([]);
  });

  it.each([
    ['MPEG layer III', 'fffb', 0],
    ['MPEG layer II', 'fffd', 0],
    ['ADTS', 'fff1', 0],
    ['AC-3', '0b77', 0],
    ['a transport stream', '47', 188],
    ['a bitmap', '424d', 0],
    ['an icon', '00000100', 0],
    ['gzip', '1f8b', 0],
    ['a program', '4d5a', 0],
    ['PostScript', '2521', 0],
    ['cpio', 'c771', 0],
    ['a disk image', '7801', 0],
    ['compress', '1f9d', 0],
    ['ARJ', '60ea', 0],
  ])('are nothing either where they begin like %s', async (_, sign, again) => {
    const start = Buffer.from(sign, 'hex');
    const taken: string[] = [];
    for (let seed = 1; seed <= 300; seed += 1) {
      const bytes = chanceBytes(4_096, seed * 40_503);
      start.copy(bytes, 0);
      if (again > 0) start.copy(bytes, again);
      const type = await typeOf(bytes);
      if (type !== UNKNOWN) taken.push(`${seed} ${type}`);
    }
    expect(taken).toEqual([]);
  });

  it('are seldom a bare JPEG XL where they begin like one, as no sign stands behind its two bytes', async () => {
    let taken = 0;
    for (let seed = 1; seed <= 600; seed += 1) {
      const bytes = chanceBytes(4_096, seed * 40_503);
      bytes.writeUInt16BE(0xff0a);
      if ((await typeOf(bytes)) !== UNKNOWN) taken += 1;
    }
    expect(taken).toBeLessThan(30);
  });
});

describe('what is no chance', () => {
  it('is still told: pictures, films and sound', async () => {
    const square = sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } });
    const known: readonly (readonly [string, Buffer])[] = [
      ['image/jpeg', await square.clone().jpeg().toBuffer()],
      ['image/gif', await square.clone().gif().toBuffer()],
      ['video/quicktime', buildMovie()],
      ['audio/wav', buildWave()],
      ['video/mp4', await readFile('scripts/seed/films/indigo-dyeing.mp4')],
      ['image/bmp', bitmap()],
      ['image/x-icon', icon()],
      ...Object.values(JPEG_XL).map(({ hex }) => ['image/jxl', Buffer.from(hex, 'hex')] as const),
      ['audio/mpeg', frames('fffb9000', 417)],
      [
        'audio/mpeg',
        Buffer.concat([Buffer.from('49443304000000000004', 'hex'), Buffer.alloc(4), frames('fffb9000', 417)]),
      ],
      // Two tags in a row.
      [
        'audio/mpeg',
        Buffer.concat([
          Buffer.from('49443304000000000004', 'hex'),
          Buffer.alloc(4),
          Buffer.from('49443304000000000004', 'hex'),
          Buffer.alloc(4),
          frames('fffb9000', 417),
        ]),
      ],
      ['audio/mpeg', frames('fffda400', 576)],
      ['audio/mpeg', frames('fff34400', 96)],
      ['audio/aac', frames('fff15080200000', 256)],
      ['audio/vnd.dolby.dd-raw', frames('0b7700001040', 512)],
      ['video/mp2t', frames('47', 188)],
      ['application/gzip', Buffer.from('1f8b0800000000000003030000000000', 'hex')],
    ];
    for (const [type, bytes] of known) expect(await typeOf(bytes), type).toBe(type);
  });
});

/** Frames that begin with this header. */
function frames(header: string, length: number): Buffer {
  const frame = Buffer.alloc(length);
  frame.write(header, 'hex');
  return Buffer.concat(Array<Buffer>(4).fill(frame));
}

function bitmap(): Buffer {
  const bytes = Buffer.alloc(58);
  bytes.write('BM');
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  return bytes;
}

function icon(): Buffer {
  const bytes = Buffer.alloc(62);
  bytes.writeUInt32LE(0x10000);
  bytes.writeUInt16LE(1, 4);
  bytes.writeUInt32LE(40, 14);
  bytes.writeUInt32LE(22, 18);
  return bytes;
}
