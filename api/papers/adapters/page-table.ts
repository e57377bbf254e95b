import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { PaperColumn, PaperTableRow } from '../domain/paper.ts';
import { INK, INNER, PAGE, RIGHT, type Setting } from './page.ts';

/** Between columns. */
const GUTTER = 8;
/** Of a cell; longer ones are cut. */
const MOST_FIRST = 3;
const MOST_OTHER = 2;
const CARRIED = 8;

export const FORWARD: BilingualText = { en: 'carried forward', zh: '转下页' };
export const BROUGHT: BilingualText = { en: 'brought forward', zh: '承前页' };

export function writeColumns({ page, scale }: Setting, columns: readonly PaperColumn[], top: number): number {
  const style = { ink: INK.soft, maxLines: 1 } as const;
  const ends = placesOf(columns).map(({ x, width, column: { name, isNumber } }) => {
    const align = isNumber === true ? 'right' : 'left';
    const y = page.write(name.zh, {
      ...style,
      x,
      y: top,
      width,
      align,
      letters: 'strong',
      size: 7.2 * scale,
    });
    return page.write(name.en, { ...style, x, y, width, align, letters: 'text', size: 6.2 * scale });
  });
  const end = Math.max(top, ...ends) + 2 * scale;
  page.rule(end, INK.title, 0.8);
  return end;
}

export function writeTableRow(
  { page, scale }: Setting,
  { columns, row }: { readonly columns: readonly PaperColumn[]; readonly row: PaperTableRow },
  top: number,
): number {
  const start = top + 2.4 * scale;
  const ends = placesOf(columns).map(({ x, width, column: { isNumber } }, at) => {
    const [first = '', ...others] = row.cells[at] ?? [];
    const isStruck = row.isStruck === true;
    const style = { x, width, align: isNumber === true ? 'right' : 'left' } as const;
    let y = page.write(first, {
      ...{ ...style, y: start, letters: 'text', size: 8 * scale, maxLines: MOST_FIRST },
      ink: isStruck ? INK.soft : INK.text,
    });
    if (isStruck && isNumber === true) strike({ page, scale }, { ...style, y: start }, first);
    for (const other of others)
      y = page.write(other, {
        ...style,
        y,
        letters: 'text',
        size: 6.4 * scale,
        ink: INK.soft,
        maxLines: MOST_OTHER,
      });
    return y;
  });
  const end = Math.max(start, ...ends) + 2 * scale;
  page.rule(end);
  return end;
}

/** What the rows before add up to, at the foot of a page and at the head of the next. */
export function writeCarried(
  { page, scale }: Pick<Setting, 'page' | 'scale'>,
  { words, amount }: { readonly words: BilingualText; readonly amount: string },
  top: number,
): number {
  const style = { y: top + 2.4 * scale, letters: 'strong', size: CARRIED * scale, ink: INK.title } as const;
  const half = INNER / 2;
  const end = page.write(`${words.zh}  ${words.en}`, { ...style, x: PAGE.side, width: half });
  page.write(amount, { ...style, x: PAGE.side + half, width: half, align: 'right' });
  page.rule(end + 2 * scale);
  return end + 2 * scale;
}

function strike(
  { page, scale }: Pick<Setting, 'page' | 'scale'>,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  text: string,
): void {
  const long = Math.min(width, page.widthOf(text, { letters: 'text', size: 8 * scale }));
  const line = y + 5 * scale;
  const points = [
    [x + width - long, line],
    [x + width, line],
  ] as const;
  page.add({ kind: 'lines', points, ink: INK.soft, width: 0.6 });
}

function placesOf(columns: readonly PaperColumn[]) {
  let x: number = PAGE.side;
  return columns.map((column, at) => {
    const start = x;
    x += column.share * INNER;
    const end = at === columns.length - 1 ? RIGHT : x - GUTTER;
    return { column, x: start, width: end - start };
  });
}
