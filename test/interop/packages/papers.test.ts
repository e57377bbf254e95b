import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawPaper } from '../../../api/papers/adapters/draw-paper.ts';
import { PaperFonts } from '../../../api/papers/adapters/paper-fonts.ts';
import type { Attachment, Paper } from '../../../api/papers/domain/paper.ts';
import { buildPaper } from '../../api/papers/build-paper.ts';
import { findProgram } from '../programs.ts';
import { findVeraPdf } from './vera-pdf.ts';

const TERMS: Attachment = {
  name: 'license-terms.json',
  mediaType: 'application/json',
  description: 'Terms',
  relationship: 'Source',
  text: '{"price":"120000"}',
};

const veraPdf = findVeraPdf();
const qpdf = findProgram('qpdf', 'qpdf');
const pdftotext = findProgram('pdftotext', 'poppler-utils');
let folder = '';

async function write(name: string, paper: Paper): Promise<string> {
  const size = { width: 640, height: 420 };
  const jpeg = await sharp({ create: { ...size, channels: 3, background: '#1f3f73' } })
    .jpeg()
    .toBuffer();
  const file = join(folder, name);
  const enclosures = { picture: { ...size, jpeg }, attachments: [TERMS] };
  writeFileSync(file, await drawPaper(paper, enclosures, new PaperFonts()));
  return file;
}

const both = (text: string) => ({ zh: text, en: text });
const LONG = '蜡染涡纹百褶裙花带与银饰图案数字化影像 whirlpool batik, '.repeat(20);
const RARE = '𫚭𠮷䶮㐀ꆈꌠꁱꂷ Mɬʔə Ñandutí ❀ 😀';
let files: readonly string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lanran-papers-'));
  files = await Promise.all([
    write('usual.pdf', buildPaper()),
    write('long.pdf', buildPaper({ subject: both(LONG), stamp: { en: 'REVOKED', zh: '已撤销' } })),
    write('rare.pdf', buildPaper({ subject: both(RARE), issuer: both(RARE) })),
  ]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(veraPdf === null)('papers, to veraPDF', () => {
  const check = (paths: readonly string[]) => veraPdf?.(paths) ?? '';

  it('are PDF/A-3b', () => {
    const said = check(files);
    expect(said.match(/^PASS .* 3b$/gm)).toHaveLength(files.length);
    expect(said).not.toMatch(/^FAIL/m);
  });

  it('are none with one wrong byte', () => {
    const [file = ''] = files;
    const bytes = readFileSync(file);
    // The conformance level in the metadata, which are not compressed.
    bytes.write('C', bytes.indexOf('<pdfaid:conformance>B') + '<pdfaid:conformance>'.length);
    const changed = join(folder, 'changed.pdf');
    writeFileSync(changed, bytes);
    expect(check([changed])).toMatch(/^FAIL/m);
  });
});

describe.skipIf(qpdf === null)('papers, to qpdf', () => {
  it('have no errors, one page, and the terms as an attachment', () => {
    for (const file of files) {
      expect(spawnSync(qpdf ?? '', ['--check', file], { encoding: 'utf8' }).status).toBe(0);
      expect(execFileSync(qpdf ?? '', ['--show-npages', file], { encoding: 'utf8' }).trim()).toBe('1');
      const shown = execFileSync(qpdf ?? '', [`--show-attachment=${TERMS.name}`, file], { encoding: 'utf8' });
      expect(shown).toBe(TERMS.text);
    }
  });
});

describe.skipIf(pdftotext === null)('papers, to pdftotext', () => {
  const textOf = (name: string) =>
    execFileSync(pdftotext ?? '', [join(folder, name), '-'], { encoding: 'utf8' });

  it('say in both languages what they say', () => {
    const text = textOf('usual.pdf');
    for (const words of ['许可证书', 'License certificate', 'Moumou Pictures', '全球（美国除外）'])
      expect(text).toContain(words);
  });

  it('have every rare character, or its code point', () => {
    const text = textOf('rare.pdf').replaceAll(/\s/g, '');
    for (const words of ['𫚭', '[U+20BB7]', '䶮㐀', 'ꆈꌠꁱꂷ', 'ɬʔə', '😀']) expect(text).toContain(words);
  });
});
