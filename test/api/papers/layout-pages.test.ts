import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { drawPaper } from '../../../api/papers/adapters/draw-paper.ts';
import { layoutPages } from '../../../api/papers/adapters/layout-pages.ts';
import { layoutPaper } from '../../../api/papers/adapters/layout-paper.ts';
import { PAGE, type Page } from '../../../api/papers/adapters/page.ts';
import { PaperFonts } from '../../../api/papers/adapters/paper-fonts.ts';
import { TextLayout } from '../../../api/papers/adapters/text-layout.ts';
import { facturX } from '../../../api/papers/domain/electronic-invoice.ts';
import { invoicePaper } from '../../../api/papers/domain/invoice-paper.ts';
import type { Paper } from '../../../api/papers/domain/paper.ts';
import { buildInvoice, buildInvoiceFacts, linesOf } from './build-invoice.ts';
import { buildPaper } from './build-paper.ts';

const fonts = new PaperFonts();

function paperOf(lines: number): Paper {
  const facts = buildInvoiceFacts({ invoice: buildInvoice({ lines: linesOf(lines) }) });
  return invoicePaper({ ...facts, electronic: null, creditNote: null });
}

const pagesOf = (paper: Paper) => layoutPages(paper, null, new TextLayout(fonts));
const textOf = ({ strokes }: Page) =>
  strokes.flatMap((stroke) => (stroke.kind === 'text' ? [stroke.line] : []));
/** The amount on the line of some words. */
function amountAt(page: Page, words: string): string | undefined {
  const texts = page.strokes.flatMap((stroke) => (stroke.kind === 'text' ? [stroke] : []));
  const found = texts.find(({ line }) => line.includes(words));
  return texts.find(({ baseline, line }) => baseline === found?.baseline && line.endsWith('EUR'))?.line;
}

describe('a table', () => {
  it.each([1, 3])('of %i lines is one page, without a number of pages', (lines) => {
    const pages = pagesOf(paperOf(lines));
    expect(pages).toHaveLength(1);
    expect(textOf(pages[0] ?? expect.fail()).join()).not.toContain('page 1 of');
  });

  it('of 40 lines goes on over pages: what one carries forward the next brings forward', () => {
    const paper = paperOf(40);
    const pages = pagesOf(paper);
    expect(pages.length).toBeGreaterThan(1);
    const carried = paper.table?.rows.map((row) => row.carried) ?? [];
    pages.slice(1).forEach((page, at) => {
      const before = pages[at];
      const brought = amountAt(page, 'brought forward');
      expect(brought).toBe(amountAt(before ?? page, 'carried forward'));
      expect(carried).toContain(brought);
    });
    pages.forEach((page, at) => expect(textOf(page).join()).toContain(`page ${at + 1} of ${pages.length}`));
    const numbers = pages.flatMap(textOf).filter((line) => /^GZ-1987-\d{4} · /.test(line));
    expect(new Set(numbers).size).toBe(40);
    expect(amountAt(pages.at(-1) ?? expect.fail(), '价税合计')).toBe(carried.at(-1));
  });

  it.each(Array.from({ length: 26 }, (_, at) => at + 2))('of %i lines stays within its pages', (lines) => {
    for (const page of pagesOf(paperOf(lines)))
      for (const stroke of page.strokes)
        if (stroke.kind === 'text') expect(stroke.baseline).toBeLessThan(PAGE.height - 12);
  });

  it('without one leaves a paper as it was', () => {
    const paper = buildPaper();
    const text = new TextLayout(fonts);
    expect(pagesOf(paper).map(({ strokes }) => strokes)).toEqual([layoutPaper(paper, null, text).strokes]);
  });
});

/** The XMP packet, parsed. @throws where it is no XML */
function metadataOf(pdf: Uint8Array): {
  readonly xmp: string;
  readonly creators: number;
  readonly said: string;
} {
  const text = Buffer.from(pdf).toString('utf8');
  const xmp = text.slice(text.indexOf('<x:xmpmeta'), text.indexOf('</x:xmpmeta>') + '</x:xmpmeta>'.length);
  let [creators, said] = [0, ''];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    if (name === 'dc:creator') creators += 1;
  });
  parser.on('text', (piece) => {
    said += piece;
  });
  parser.write(xmp).close();
  return { xmp, creators, said };
}

describe('the metadata of a paper', () => {
  it.each([
    'Miao & Dong costume',
    'T</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>Forged Museum</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">U',
    '"]]> <?x?> \u05d0\u0627 =1+1',
  ])('is XML with one creator, whatever its title: %s', async (title) => {
    const both = { zh: title, en: title };
    const paper = buildPaper({ subject: both, issuer: both });
    const { creators, said } = metadataOf(await drawPaper(paper, { picture: null, attachments: [] }, fonts));
    expect(creators).toBe(1);
    expect(said.split(title)).toHaveLength(3);
  });

  it('names the invoice in it, by the schema of Factur-X, where it has one', async () => {
    const enclosures = { picture: null, attachments: [facturX('<x/>')] };
    const pdf = await drawPaper(paperOf(1), enclosures, fonts);
    expect(metadataOf(pdf).xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
    expect(Buffer.from(pdf).toString('latin1')).toContain('/AFRelationship /Alternative');
    const plain = await drawPaper(paperOf(1), { picture: null, attachments: [] }, fonts);
    expect(metadataOf(plain).xmp).not.toContain('fx:');
  });
});
