import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawPaper } from '../../../api/papers/adapters/draw-paper.ts';
import { layoutPaper } from '../../../api/papers/adapters/layout-paper.ts';
import { PAGE, type Stroke } from '../../../api/papers/adapters/page.ts';
import { PaperFonts } from '../../../api/papers/adapters/paper-fonts.ts';
import { TextLayout } from '../../../api/papers/adapters/text-layout.ts';
import { licenseCertificate } from '../../../api/papers/domain/license-certificate.ts';
import type { Paper, PaperPicture } from '../../../api/papers/domain/paper.ts';
import { buildAgreed, buildFacts, buildPaper } from './build-paper.ts';

const fonts = new PaperFonts();
const SIZE = { width: 640, height: 420 };
let picture: PaperPicture;

beforeAll(async () => {
  const plain = sharp({ create: { ...SIZE, channels: 3, background: '#1f3f73' } });
  picture = { ...SIZE, jpeg: await plain.jpeg().toBuffer() };
});

function strokesOf(paper: Paper): readonly Stroke[] {
  return layoutPaper(paper, SIZE, new TextLayout(fonts)).strokes;
}

function linesOf(paper: Paper): string[] {
  return strokesOf(paper).flatMap((stroke) => (stroke.kind === 'text' ? [stroke.line] : []));
}

/** Lowest points of what is above the foot, and where the foot begins: its rule is the last one over the whole width. */
function endsOf(paper: Paper) {
  const strokes = strokesOf(paper);
  const foot = strokes.findLastIndex((stroke) => stroke.kind === 'lines' && stroke.width === 1);
  const bottoms = (some: readonly Stroke[]) =>
    Math.max(...some.map((stroke) => (stroke.kind === 'text' ? stroke.baseline : 0)));
  const rule = strokes[foot];
  const top = rule?.kind === 'lines' ? (rule.points[0]?.[1] ?? 0) : 0;
  return { above: bottoms(strokes.slice(0, foot)), top, below: bottoms(strokes.slice(foot)) };
}

const both = (text: string) => ({ zh: text, en: text });
const PROSE = '蜡染涡纹百褶裙花带与银饰图案 whirlpool batik and pleated skirt band, ';

describe('a paper', () => {
  it('is PDF/A-3b with its attachments, the same bytes for the same facts', async () => {
    const paper = buildPaper();
    const attachments = [
      {
        name: 'license-terms.json',
        mediaType: 'application/json',
        description: 'Terms',
        relationship: 'Source' as const,
        text: '{}',
      },
    ];
    const pdf = Buffer.from(await drawPaper(paper, { picture, attachments }, fonts));
    const again = Buffer.from(await drawPaper(paper, { picture, attachments }, new PaperFonts()));
    expect(again.equals(pdf)).toBe(true);
    const text = pdf.toString('latin1');
    expect(text.slice(0, 8)).toBe('%PDF-1.7');
    expect(text).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(text).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(text).toContain('/AFRelationship /Source');
    expect(text.match(/\/Type \/Page\n/g)).toHaveLength(1);
    const other = await drawPaper({ ...paper, number: '00000-00000' }, { picture, attachments }, fonts);
    expect(Buffer.from(other).equals(pdf)).toBe(false);
  });

  it('says all that it has to say', () => {
    const said = linesOf(buildPaper()).join('\n');
    for (const words of [
      '许可证书',
      'License certificate',
      '全球（美国除外）',
      'train AI with it',
      '重绘、改色、改编',
    ])
      expect(said).toContain(words);
  });

  it('cuts nothing of a certificate that names a license agreement', () => {
    const lines = linesOf(licenseCertificate(buildFacts({ certified: buildAgreed() })));
    expect(lines).toContain('ab'.repeat(32));
    expect(lines.filter((line) => line.endsWith('…'))).toEqual([]);
  });

  it('stays one page, however much it says', () => {
    fc.assert(
      fc.property(fc.nat({ max: 400 }), fc.nat({ max: 24 }), fc.nat({ max: 40 }), (title, rows, value) => {
        const row = {
          name: both('What it asks'),
          value: { zh: PROSE.repeat(value), en: PROSE.repeat(value) },
        };
        const paper = buildPaper({
          subject: both(PROSE.repeat(title)),
          rows: Array.from({ length: rows }, () => row),
        });
        const { above, top, below } = endsOf(paper);
        expect(above).toBeLessThan(top);
        expect(below).toBeLessThan(PAGE.height);
      }),
      { numRuns: 12 },
    );
  });

  it('keeps to its margins, also with a word that is longer than a line', () => {
    const paper = buildPaper({ subject: both('x'.repeat(500)) });
    const text = new TextLayout(fonts);
    for (const stroke of layoutPaper(paper, SIZE, text).strokes)
      if (stroke.kind === 'text')
        expect(stroke.x + text.widthOf(stroke.line, stroke.style)).toBeLessThan(PAGE.width - PAGE.side + 1);
  });

  it('cuts what has no room, and says so', () => {
    expect(linesOf(buildPaper({ subject: both(PROSE.repeat(400)) })).some((line) => line.endsWith('…'))).toBe(
      true,
    );
  });
});

describe('a rare character', () => {
  it('is drawn by the first font that has it', () => {
    const drawnBy = (text: string) =>
      fonts.runsOf(text, 'text').map(({ font, text: shown }) => [font.name, shown]);
    expect(drawnBy('苗𫚭䶮')).toEqual([[expect.stringContaining('NotoSansHans'), '苗𫚭䶮']]);
    expect(drawnBy('ꆈꌠ')).toEqual([[expect.stringContaining('unifontex'), 'ꆈꌠ']]);
    expect(drawnBy('Mɬʔə')).toEqual([
      [expect.stringContaining('NotoSansHans'), 'M'],
      [expect.stringContaining('unifontex'), 'ɬʔə'],
    ]);
  });

  it('that no font has is written as its code point, never left blank', () => {
    expect(fonts.runsOf('𠮷野', 'text').map(({ text }) => text)).toEqual(['[U+20BB7]野']);
  });

  it('that has no shape is left out', () => {
    expect(fonts.runsOf('A\u200d\ufe0f\u00adB', 'text').map(({ text }) => text)).toEqual(['AB']);
  });

  it('always gets some glyph, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        for (const { font, text: shown } of fonts.runsOf(text.replaceAll(/\p{Surrogate}/gu, ''), 'title'))
          for (const letter of shown)
            expect(font.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)).toBe(true);
      }),
    );
  });
});
