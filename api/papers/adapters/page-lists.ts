import type { PaperList } from '../domain/paper.ts';
import { GAP, INK, type Ink, INNER, PAGE, type Setting } from './page.ts';

export function writeLists(setting: Setting, lists: readonly PaperList[], top: number): number {
  if (lists.length === 0) return top;
  const width = (INNER - (lists.length - 1) * GAP) / lists.length;
  const ends = lists.map((list, at) =>
    writeList(setting, list, { x: PAGE.side + at * (width + GAP), y: top, width }),
  );
  return Math.max(...ends);
}

function writeList(
  setting: Setting,
  { mark, title, items }: PaperList,
  place: { readonly x: number; readonly y: number; readonly width: number },
): number {
  const { x, width } = place;
  const ink = { YES: INK.yes, ASK: INK.ask, NO: INK.no }[mark];
  const size = 8.4 * setting.scale;
  drawMark(setting, mark, { x, y: place.y, side: size, ink });
  let y = setting.page.write(`${title.zh} ${title.en}`, {
    x: x + size + 4,
    y: place.y,
    width: width - size - 4,
    letters: 'strong',
    size,
    ink,
  });
  for (const { zh, en } of items) {
    const line = {
      x: x + size + 4,
      width: width - size - 4,
      letters: 'text',
      maxLines: Math.min(3, setting.maxLines),
    } as const;
    y = setting.page.write(zh, { ...line, y: y + 1.5 * setting.scale, size: 8 * setting.scale });
    if (en !== zh) y = setting.page.write(en, { ...line, y, size: 6.8 * setting.scale, ink: INK.soft });
  }
  return y;
}

/** Drawn, as fonts lack it: state is never color alone. */
function drawMark(
  setting: Setting,
  mark: PaperList['mark'],
  { x, y, side, ink }: { readonly x: number; readonly y: number; readonly side: number; readonly ink: Ink },
): void {
  const at = (right: number, down: number) => [x + right * side, y + (0.12 + down) * side] as const;
  const draw = (...points: readonly (readonly [number, number])[]) =>
    setting.page.add({ kind: 'lines', points, ink, width: side * 0.16 });
  switch (mark) {
    case 'YES':
      draw(at(0.05, 0.55), at(0.38, 0.88), at(0.98, 0.15));
      break;
    case 'NO':
      draw(at(0.1, 0.12), at(0.9, 0.92));
      draw(at(0.9, 0.12), at(0.1, 0.92));
      break;
    case 'ASK':
      setting.page.write('?', { x: x + side * 0.2, y, width: side, letters: 'strong', size: side, ink });
  }
}
