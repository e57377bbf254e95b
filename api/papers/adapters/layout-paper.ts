import type { Paper } from '../domain/paper.ts';
import { writeAmounts, writeRows } from './page-body.ts';
import { writeFoot } from './page-foot.ts';
import { type PictureSize, writeHead, writeSubject, writeTitle } from './page-head.ts';
import { writeLists } from './page-lists.ts';
import { Page, type Setting } from './page.ts';
import type { TextLayout } from './text-layout.ts';

/** From the usual size to what can still be read; then texts are cut, the longest first. */
const CLOSENESSES: readonly Omit<Setting, 'page'>[] = [
  ...[1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.66].map((scale) => ({ scale, maxLines: Infinity })),
  ...[8, 5, 3, 2, 1].map((maxLines) => ({ scale: 0.66, maxLines })),
];

/** Sets a paper on one page: as large as it fits. */
export function layoutPaper(paper: Paper, picture: PictureSize | null, text: TextLayout): Page {
  let page = new Page(text);
  for (const closeness of CLOSENESSES) {
    page = new Page(text);
    if (set(paper, picture, { page, ...closeness })) return page;
  }
  return page;
}

/** False when it is more than one page. */
function set(paper: Paper, picture: PictureSize | null, setting: Setting): boolean {
  const { scale } = setting;
  let y = writeHead(setting, paper);
  y = writeTitle(setting, paper, y + 12 * scale);
  y = writeSubject(setting, { ...paper, picture }, y + 10 * scale);
  y = writeRows(setting, paper.rows, y + 6 * scale);
  y = writeAmounts(setting, paper, y);
  y = writeLists(setting, paper.lists, y + 6 * scale);
  return writeFoot(setting, paper, y + 8 * scale);
}
