import type { Paper, PaperTable } from '../domain/paper.ts';
import { layoutPaper } from './layout-paper.ts';
import { writeAmounts, writeRows } from './page-body.ts';
import { writeFoot } from './page-foot.ts';
import { type PictureSize, writeContinued, writeHead, writeSubject, writeTitle } from './page-head.ts';
import { writeFacts, writeParties, writePayment } from './page-parties.ts';
import { BROUGHT, FORWARD, writeCarried, writeColumns, writeTableRow } from './page-table.ts';
import { INK, INNER, Page, PAGE, type Setting } from './page.ts';
import type { TextLayout } from './text-layout.ts';

/** What still reads well: a table of more goes on over pages in the usual size. */
const ON_ONE_PAGE = [1, 0.95, 0.9, 0.86, 0.82] as const;
const OVER_PAGES = 0.94;
const FOLIO = 6.6;

type TablePaper = Paper & { readonly table: PaperTable };

/** Sets a paper: on one page as large as it fits, or a table over as many pages as it takes. */
export function layoutPages(paper: Paper, picture: PictureSize | null, text: TextLayout): readonly Page[] {
  const { table } = paper;
  if (table === undefined) return [layoutPaper(paper, picture, text)];
  for (const scale of ON_ONE_PAGE) {
    const pages = setPages({ ...paper, table }, picture, { text, scale });
    if (pages.length === 1) return pages;
  }
  const pages = setPages({ ...paper, table }, picture, { text, scale: OVER_PAGES });
  pages.forEach((page, at) => writeFolio(page, paper.number, { at: at + 1, of: pages.length }));
  return pages;
}

interface Means {
  readonly text: TextLayout;
  readonly scale: number;
}

function setPages(paper: TablePaper, picture: PictureSize | null, { text, scale }: Means): Page[] {
  const { columns, rows } = paper.table;
  const pages = [new Page(text)];
  let setting = settingOf(pages, scale);
  let y = writeColumns(setting, columns, writeTop(setting, paper, picture));
  const turn = (carried: string | undefined, hasRows: boolean) => {
    if (carried !== undefined) writeCarried(setting, { words: FORWARD, amount: carried }, y);
    pages.push(new Page(text));
    setting = settingOf(pages, scale);
    y = writeContinued(setting, paper);
    if (hasRows) y = writeColumns(setting, columns, y);
    if (carried !== undefined) y = writeCarried(setting, { words: BROUGHT, amount: carried }, y);
  };
  const last = PAGE.height - PAGE.bottom - carriedHeight(text, scale);
  rows.forEach((row, at) => {
    const before = setting.page.strokes.length;
    const end = writeTableRow(setting, { columns, row }, y);
    if (end <= last) {
      y = end;
      return;
    }
    setting.page.strokes.length = before;
    turn(rows[at - 1]?.carried, true);
    y = writeTableRow(setting, { columns, row }, y);
  });
  const before = setting.page.strokes.length;
  if (writeEnd(setting, paper, y)) return pages;
  setting.page.strokes.length = before;
  turn(rows.at(-1)?.carried, false);
  writeEnd(setting, paper, y);
  return pages;
}

function settingOf(pages: readonly Page[], scale: number): Setting {
  const page = pages.at(-1);
  if (page === undefined) throw new RangeError('A paper has a page.');
  return { page, scale, maxLines: 8 };
}

function writeTop(setting: Setting, paper: TablePaper, picture: PictureSize | null): number {
  const { scale } = setting;
  let y = writeHead(setting, paper);
  y = writeTitle(setting, paper, y + 10 * scale);
  y = writeParties(setting, paper.parties ?? [], y + 8 * scale);
  y = writeSubject(setting, { ...paper, picture }, y + 4 * scale);
  y = writeFacts(setting, paper.facts ?? [], y + 4 * scale);
  return writeRows(setting, paper.rows, y) + 8 * scale;
}

/** Sums, where to pay, and the foot; false when they are more than what is left of the page. */
function writeEnd(setting: Setting, paper: TablePaper, top: number): boolean {
  const { scale } = setting;
  let y = writeAmounts(setting, paper, top + 2 * scale);
  if (paper.payment !== undefined) y = writePayment(setting, paper.payment, y + 8 * scale);
  return writeFoot(setting, paper, y + 8 * scale);
}

function carriedHeight(text: TextLayout, scale: number): number {
  return writeCarried({ page: new Page(text), scale }, { words: FORWARD, amount: '0' }, 0);
}

function writeFolio(
  page: Page,
  number: string,
  { at, of }: { readonly at: number; readonly of: number },
): void {
  page.write(`${number} · 第${at}页，共${of}页 · page ${at} of ${of}`, {
    x: PAGE.side,
    y: PAGE.height - PAGE.bottom + 6,
    width: INNER,
    letters: 'text',
    size: FOLIO,
    ink: INK.soft,
    align: 'right',
  });
}
