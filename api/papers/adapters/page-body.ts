import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Paper, PaperRow } from '../domain/paper.ts';
import { GAP, INK, INNER, PAGE, RIGHT, type Setting } from './page.ts';

const NAMES = 88;

export function writeRows(setting: Setting, rows: readonly PaperRow[], top: number, right = RIGHT): number {
  let y = top;
  for (const row of rows) {
    setting.page.rule(y, INK.line, 0.6, right);
    y = writeRow(setting, { row, right }, y + 2.6 * setting.scale) + 2.2 * setting.scale;
  }
  if (rows.length > 0) setting.page.rule(y, INK.line, 0.6, right);
  return y;
}

function writeRow(
  setting: Setting,
  { row, right: end }: { readonly row: PaperRow; readonly right: number },
  y: number,
): number {
  const { name, value, isCode, isStrong, isBlank } = row;
  const page = setting.page;
  const size = (isCode === true ? 6.6 : 8.6) * setting.scale;
  const letters = isStrong === true ? 'strong' : 'text';
  const names = writeName(setting, name, y);
  const x = PAGE.side + NAMES;
  const whole = end - x;
  if (isBlank === true) {
    const line = y + 13 * setting.scale;
    page.add({
      kind: 'lines',
      points: [
        [x, line],
        [x + whole * 0.6, line],
      ],
      ink: INK.soft,
      width: 0.5,
    });
    return Math.max(names, line + 2);
  }
  const written = { letters, size, maxLines: setting.maxLines } as const;
  if (value.zh === value.en) return Math.max(names, page.write(value.zh, { ...written, x, y, width: whole }));
  const width = (whole - GAP) / 2;
  const left = page.write(value.zh, { ...written, x, y, width });
  const right = page.write(value.en, { ...written, x: x + width + GAP, y, width });
  return Math.max(names, left, right);
}

function writeName(setting: Setting, name: BilingualText, y: number): number {
  const column = { x: PAGE.side, width: NAMES - 6, maxLines: 2 } as const;
  const end = setting.page.write(name.zh, {
    ...column,
    y,
    letters: 'strong',
    size: 8 * setting.scale,
    ink: INK.title,
  });
  return setting.page.write(name.en, {
    ...column,
    y: end,
    letters: 'text',
    size: 6.4 * setting.scale,
    ink: INK.soft,
  });
}

export function writeAmounts(setting: Setting, { amounts }: Paper, top: number): number {
  let y = top;
  for (const { name, amount, isSum, isPart } of amounts) {
    const letters = isSum === true ? 'strong' : 'text';
    const size = (isSum === true ? 11 : isPart === true ? 7 : 9) * setting.scale;
    const start = y + 3 * setting.scale;
    const names = {
      x: PAGE.side,
      width: INNER * 0.68,
      letters,
      size,
      maxLines: Math.min(2, setting.maxLines),
    } as const;
    const left = setting.page.write(`${name.zh}  ${name.en}`, { ...names, y: start });
    setting.page.write(amount, {
      x: PAGE.side + INNER * 0.68,
      y: start,
      width: INNER * 0.32,
      letters,
      size,
      align: 'right',
    });
    y = left + 2 * setting.scale;
    setting.page.rule(y, isSum === true ? INK.title : INK.line, isSum === true ? 1 : 0.6);
  }
  return y;
}
