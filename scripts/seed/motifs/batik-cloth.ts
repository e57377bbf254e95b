import { COLOR, point, rectangle, svg } from './drawing.ts';
import { crackle, teethRow } from './strokes.ts';

export const SIZE = 1000;

/** A square of indigo cloth with white drawing on it, a border, and the cracks of the wax over all. */
export function batikCloth(
  content: string,
  options: { readonly seed: number; readonly ground?: string; readonly cracks?: number },
): string {
  const { seed, ground = COLOR.deep, cracks = 60 } = options;
  const whole = point(SIZE, SIZE);
  return svg(SIZE, SIZE, [
    rectangle(point(0, 0), whole, { fill: ground }),
    crackle(whole, { seed, count: cracks * 3 }, { stroke: COLOR.mid, 'stroke-width': 0.9, opacity: 0.38 }),
    content,
    crackle(
      whole,
      { seed: seed + 1, count: cracks },
      { stroke: COLOR.cloth, 'stroke-width': 1.3, opacity: 0.75 },
    ),
  ]);
}

/** Two lines and a row of teeth along each edge. */
export function sawtoothBorder(inset: number, color: string = COLOR.wax): string {
  const width = SIZE - 2 * inset;
  const teeth = teethRow(point(-width / 2, 0), { width, count: 40, height: 16 }, { fill: color });
  const lines = [24, 36].map((y, at) =>
    rectangle(point(-width / 2, -y), point(width, at === 0 ? 3 : 5), { fill: color }),
  );
  const side = teeth + lines.join('');
  return [0, 90, 180, 270]
    .map(
      (degrees) =>
        `<g transform="translate(500 500) rotate(${degrees}) translate(0 ${SIZE / 2 - inset + 36})">${side}</g>`,
    )
    .join('');
}
