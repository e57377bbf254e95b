import type { Paper } from '../domain/paper.ts';
import { INK, INNER, Page, PAGE, RIGHT, type Setting } from './page.ts';

const CODE_SIDE = 74;

/** At the bottom of the page; false when what is above reaches into it. */
export function writeFoot(setting: Setting, { check, details, note }: Paper, above: number): boolean {
  const trial = footOn(new Page(setting.page.text), { check, details, note }, 0);
  const top = PAGE.height - PAGE.bottom - trial;
  if (top < above) return false;
  footOn(setting.page, { check, details, note }, top);
  return true;
}

function footOn(
  page: Page,
  { check, details, note }: Pick<Paper, 'check' | 'details' | 'note'>,
  top: number,
): number {
  page.rule(top, INK.title, 1);
  const start = top + 7;
  page.add({ kind: 'code', x: PAGE.side, y: start, side: CODE_SIDE, text: check.address });
  const x = PAGE.side + CODE_SIDE + 12;
  const width = RIGHT - x;
  let y = page.write(`${check.note.zh} ${check.note.en}`, {
    x,
    y: start,
    width,
    letters: 'text',
    size: 7.4,
  });
  y = page.write(check.short, { x, y, width, letters: 'strong', size: 9 });
  for (const { name, value } of details) {
    const label = `${name.zh} ${name.en}`;
    const style = { letters: 'text', size: 5.8 } as const;
    const names = 118;
    page.write(label, { ...style, x, y: y + 0.8, width: names - 4, ink: INK.soft, maxLines: 1 });
    y = page.write(value.en, { ...style, x: x + names, y: y + 0.8, width: width - names, maxLines: 2 });
  }
  y = Math.max(y, start + CODE_SIDE) + 4;
  y = page.write(note.zh, { x: PAGE.side, y, width: INNER, letters: 'text', size: 6.6, ink: INK.soft });
  y = page.write(note.en, { x: PAGE.side, y, width: INNER, letters: 'text', size: 6.6, ink: INK.soft });
  return y - top;
}
