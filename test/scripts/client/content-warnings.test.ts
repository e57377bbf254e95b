import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { hashFiles } from '../../../sdk/node/publish-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';

async function saidOf(contents: Readonly<Record<string, string | Buffer>>): Promise<string[]> {
  const folder = await temporaryFolder();
  const files = [];
  for (const [path, content] of Object.entries(contents)) {
    const localPath = join(folder, path);
    await mkdir(dirname(localPath), { recursive: true });
    await writeFile(localPath, content);
    files.push({ path, localPath, bytes: content.length });
  }
  const said: string[] = [];
  await hashFiles({ files, say: (line) => said.push(line) });
  return said.filter((line) => line.startsWith('warning: '));
}

const square = sharp({ create: { width: 9, height: 9, channels: 3, background: '#243a6e' } });
const EXR = Buffer.from('762f310102000000', 'hex');

describe('what is told of files before they are signed', () => {
  it('is what their content is, where their names promise something else', async () => {
    expect(
      await saidOf({
        'front.png': '<!DOCTYPE html><title>x</title>',
        'back.JPG': Buffer.from('4d5a90000300', 'hex'),
        'scan.tif': 'no such thing',
        's.0003.exr': EXR,
        's.0004.exr': await square.jpeg().toBuffer(),
        'mark.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      }),
    ).toEqual([
      'warning: front.png is named .png, but its content begins like HTML',
      'warning: back.JPG is named .jpg, but its content begins like a program',
      'warning: scan.tif is named .tif, but its content is something else',
      'warning: s.0004.exr is named .exr, but its content begins like JPEG',
      'warning: mark.svg has script in it: it is kept as it is, and no picture is made of it',
    ]);
  });

  it('is nothing of files that are what their names say, or whose names say nothing', async () => {
    expect(
      await saidOf({
        'a.png': await square.png().toBuffer(),
        'a.jpeg': await square.jpeg().toBuffer(),
        'a.tif': await square.tiff().toBuffer(),
        'a.dng': await square.tiff({ bigtiff: true }).toBuffer(),
        'a.webp': await square.webp().toBuffer(),
        'a.gif': await square.gif().toBuffer(),
        'a.avif': await square.avif({ effort: 0 }).toBuffer(),
        'a.exr': EXR,
        'a.dpx': 'SDPX',
        'a.mov': Buffer.from('\0\0\0\x08wide\0\0\0\0mdat', 'latin1'),
        'a.mxf': Buffer.concat([Buffer.alloc(300), Buffer.from('060e2b34020501010d010201', 'hex')]),
        'a.wav': Buffer.from('RF64\xff\xff\xff\xffWAVEds64', 'latin1'),
        'a.pdf': '\n%PDF-1.7',
        'mark.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
        'plate.1001': '<html>',
        'notes.txt': 'MZ',
        readme: 'words',
      }),
    ).toEqual([]);
  });

  it('is cut short when it is very much', async () => {
    const contents = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`${at}x.png`, 'words']));
    const said = await saidOf(contents);
    expect(said).toHaveLength(11);
    expect(said.at(-1)).toBe('warning: the same goes for 3 more files');
  });
});
