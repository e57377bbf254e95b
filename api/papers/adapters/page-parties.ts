import type { PaperParty, PaperPayment, PaperRow } from '../domain/paper.ts';
import { writeRows } from './page-body.ts';
import { GAP, INK, INNER, PAGE, RIGHT, type Setting } from './page.ts';

/** Side by side, as letters have sender and receiver. */
export function writeParties(setting: Setting, parties: readonly PaperParty[], top: number): number {
  if (parties.length === 0) return top;
  const width = (INNER - (parties.length - 1) * GAP) / parties.length;
  const ends = parties.map((party, at) =>
    writeParty(setting, party, { x: PAGE.side + at * (width + GAP), top, width }),
  );
  return Math.max(...ends) + 6 * setting.scale;
}

function writeParty(
  { page, scale, maxLines }: Setting,
  { role, name, lines }: PaperParty,
  { x, top, width }: { readonly x: number; readonly top: number; readonly width: number },
): number {
  const column = { x, width, maxLines: Math.min(4, maxLines) } as const;
  let y = page.write(`${role.zh} ${role.en}`, {
    ...column,
    y: top,
    letters: 'text',
    size: 6.8 * scale,
    ink: INK.soft,
  });
  y = page.write(name, { ...column, y: y + 1, letters: 'strong', size: 9.6 * scale, ink: INK.title });
  for (const line of lines) y = page.write(line, { ...column, y, letters: 'text', size: 8 * scale });
  return y;
}

const FACTS_A_ROW = 4;

/** Names above what they say, side by side. */
export function writeFacts(setting: Setting, facts: readonly PaperRow[], top: number): number {
  const { page, scale } = setting;
  const width = (INNER - (FACTS_A_ROW - 1) * GAP) / FACTS_A_ROW;
  let y = top;
  for (let from = 0; from < facts.length; from += FACTS_A_ROW) {
    page.rule(y);
    const ends = facts.slice(from, from + FACTS_A_ROW).map(({ name, value, isStrong }, at) => {
      const column = { x: PAGE.side + at * (width + GAP), width, maxLines: 3 } as const;
      const letters = isStrong === true ? 'strong' : 'text';
      let end = page.write(`${name.zh} ${name.en}`, {
        ...column,
        y: y + 2.6 * scale,
        letters: 'text',
        size: 6.8 * scale,
        ink: INK.soft,
      });
      end = page.write(value.zh, { ...column, y: end, letters, size: 8.6 * scale });
      if (value.en === value.zh) return end;
      return page.write(value.en, { ...column, y: end, letters, size: 7.6 * scale });
    });
    y = Math.max(...ends) + 2.6 * scale;
  }
  return y;
}

const CODE_SIDE = 96;

/** Where to pay, beside the code for it. */
export function writePayment(setting: Setting, { title, rows, code }: PaperPayment, top: number): number {
  const { page, scale } = setting;
  const right = code === null ? RIGHT : RIGHT - CODE_SIDE - 2 * GAP;
  const y = page.write(`${title.zh}  ${title.en}`, {
    x: PAGE.side,
    y: top,
    width: right - PAGE.side,
    letters: 'strong',
    size: 9 * scale,
    ink: INK.title,
  });
  const end = writeRows(setting, rows, y + 2 * scale, right);
  if (code === null) return end;
  page.add({ kind: 'code', x: RIGHT - CODE_SIDE, y: top, side: CODE_SIDE, text: code.text });
  const note = {
    x: RIGHT - CODE_SIDE - GAP,
    width: CODE_SIDE + GAP,
    letters: 'text',
    size: 6,
    ink: INK.soft,
    align: 'right',
  } as const;
  const below = page.write(`${code.note.zh}\n${code.note.en}`, { ...note, y: top + CODE_SIDE + 1 });
  return Math.max(end, below);
}
