import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Paper } from '../domain/paper.ts';
import { GAP, INK, INNER, PAGE, RIGHT, type Setting } from './page.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export function writeHead(setting: Setting, { issuer, issuerLines }: Paper): number {
  const page = setting.page;
  const half = INNER / 2;
  let y = page.write(issuer.zh, {
    x: PAGE.side,
    y: PAGE.top,
    width: half,
    letters: 'strong',
    size: 12,
    ink: INK.title,
    maxLines: 2,
  });
  if (issuer.en !== issuer.zh)
    y = page.write(issuer.en, {
      x: PAGE.side,
      y,
      width: half,
      letters: 'title',
      size: 9.5,
      ink: INK.title,
      maxLines: 2,
    });
  let right: number = PAGE.top;
  for (const line of issuerLines)
    right = page.write(line, {
      x: PAGE.side + half + GAP,
      y: right,
      width: half - GAP,
      letters: 'text',
      size: 7.2,
      ink: INK.soft,
      maxLines: 2,
      align: 'right',
    });
  const end = Math.max(y, right) + 5;
  page.rule(end, INK.title, 1.4);
  return end;
}

/** Of a page on which a table goes on. */
export function writeContinued(
  { page, scale }: Setting,
  { issuer, title, number }: Pick<Paper, 'issuer' | 'title' | 'number'>,
): number {
  const half = INNER / 2;
  const style = { y: PAGE.top, width: half, letters: 'strong', maxLines: 1, ink: INK.title } as const;
  const end = page.write(issuer.zh, { ...style, x: PAGE.side, size: 9 });
  page.write(`${title.zh} ${title.en} ${number}`, {
    ...{ ...style, x: PAGE.side + half, size: 8, align: 'right' },
    letters: 'text',
  });
  page.rule(end + 4, INK.title, 1.4);
  return end + 4 + 10 * scale;
}

export function writeTitle(
  setting: Setting,
  { title, numberName, number, stamp }: Paper,
  top: number,
): number {
  const page = setting.page;
  const width = INNER * 0.62;
  let y = page.write(title.zh, {
    x: PAGE.side,
    y: top,
    width,
    letters: 'strong',
    size: 22 * setting.scale,
    ink: INK.title,
    leading: 1.2,
  });
  y = page.write(title.en, {
    x: PAGE.side,
    y,
    width,
    letters: 'title',
    size: 13 * setting.scale,
    ink: INK.title,
  });
  const side = { x: PAGE.side + width, width: INNER - width, align: 'right' } as const;
  let right = page.write(`${numberName.zh} ${numberName.en}`, {
    ...side,
    y: top + 2,
    letters: 'text',
    size: 8 * setting.scale,
    ink: INK.soft,
  });
  right = page.write(number, { ...side, y: right, letters: 'strong', size: 15 * setting.scale });
  if (stamp !== null) right = writeStamp(setting, stamp, right + 3);
  return Math.max(y, right);
}

function writeStamp(setting: Setting, stamp: BilingualText, y: number): number {
  const text = `${stamp.zh} · ${stamp.en}`;
  const style = { letters: 'strong', size: 10 } as const;
  const width = Math.min(setting.page.widthOf(text, style) + 12, INNER * 0.6);
  const x = RIGHT - width;
  const end = setting.page.write(text, { ...style, x: x + 6, y: y + 3, width: width - 11, ink: INK.no });
  setting.page.add({ kind: 'box', x, y, width, height: end - y + 2, ink: INK.no });
  return end + 3;
}

export function writeSubject(
  setting: Setting,
  { subject, lead, picture }: Pick<Paper, 'subject' | 'lead'> & { readonly picture: PictureSize | null },
  top: number,
): number {
  const page = setting.page;
  const shown = picture === null ? null : fitted(picture, 150 * setting.scale, 118 * setting.scale);
  const x = shown === null ? PAGE.side : PAGE.side + shown.width + 14;
  const width = RIGHT - x;
  if (shown !== null) page.add({ kind: 'picture', x: PAGE.side, y: top, ...shown });
  const most = Math.max(1, Math.min(4, setting.maxLines));
  const lead1 = { x, width, letters: 'text', size: 7.8 * setting.scale, ink: INK.soft } as const;
  let y = page.write(subject.zh, {
    x,
    y: top,
    width,
    letters: 'strong',
    size: 15 * setting.scale,
    maxLines: most,
  });
  if (subject.en !== subject.zh)
    y = page.write(subject.en, { x, y, width, letters: 'title', size: 12 * setting.scale, maxLines: most });
  y = page.write(lead.zh, { ...lead1, y: y + 5 });
  y = page.write(lead.en, { ...lead1, y });
  return Math.max(y, shown === null ? 0 : top + shown.height) + 4;
}

function fitted({ width, height }: PictureSize, mostWidth: number, mostHeight: number): PictureSize {
  const factor = Math.min(mostWidth / width, mostHeight / height);
  return { width: width * factor, height: height * factor };
}
