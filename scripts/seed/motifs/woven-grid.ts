import { COLOR, path, point, rectangle, svg, times } from './drawing.ts';

/** Color of the thread on top at a place of the cloth; null shows the ground. */
export type Thread = (column: number, row: number) => string | null;

export interface WovenGrid {
  readonly columns: number;
  readonly rows: number;
  readonly ground: string;
  /** How a place of one color is drawn, at its upper left corner. */
  readonly stitch: (x: number, y: number, size: number) => string;
  /** Whether `stitch` gives outlines to stroke, as for cross-stitch, or areas to fill. */
  readonly isStroked: boolean;
}

/** A weft float: a rectangle a little smaller than its place, so that the ground shows between threads. */
export function float(x: number, y: number, size: number): string {
  const gap = size * 0.1;
  return `M${x} ${y + gap}h${size}v${size - 2 * gap}h${-size}Z`;
}

/** A cross of two threads. */
export function cross(x: number, y: number, size: number): string {
  const inset = size * 0.16;
  const side = size - 2 * inset;
  return `M${x + inset} ${y + inset}l${side} ${side}m0 ${-side}l${-side} ${side}`;
}

/** A cloth counted thread by thread: brocade and cross-stitch. One path a color keeps it small. */
export function wovenCloth(grid: WovenGrid, thread: Thread): string {
  const { columns, rows, ground, stitch, isStroked } = grid;
  const size = 10;
  const byColor = new Map<string, string[]>();
  for (const row of times(rows)) {
    for (const column of times(columns)) {
      const color = thread(column, row);
      if (color === null) continue;
      const places = byColor.get(color) ?? [];
      places.push(stitch(column * size, row * size, size));
      byColor.set(color, places);
    }
  }
  const [width, height] = [columns * size, rows * size];
  const warp = times(columns).map((column) => `M${column * size + size / 2} 0v${height}`);
  return svg(width, height, [
    rectangle(point(0, 0), point(width, height), { fill: ground }),
    path(warp.join(''), { stroke: COLOR.vat, 'stroke-width': 1.2, opacity: 0.12 }),
    ...[...byColor].map(([color, places]) =>
      path(
        places.join(''),
        isStroked
          ? { stroke: color, 'stroke-width': 2.6, 'stroke-linecap': 'round', fill: 'none' }
          : { fill: color },
      ),
    ),
  ]);
}
