import { batikCloth, SIZE } from './batik-cloth.ts';
import { circle, COLOR, moved, path, point, rectangle, times, type Point } from './drawing.ts';
import { petal, spiral, tapered, teethRow } from './strokes.ts';

/** A fiddlehead: a stem from below that coils to the right, with leaflets on its back. */
function fiddlehead(height: number): string {
  const radius = height * 0.27;
  const stem: Point[] = times(14).map((at) =>
    point(-Math.sin((at / 13) * Math.PI * 0.5) * height * 0.05, height * 0.5 - (at / 13) * height * 0.72),
  );
  const top = stem.at(-1) ?? point(0, 0);
  const coil = spiral(point(top.x + radius, top.y), { radius, turns: 2.1, start: -90, inner: radius * 0.16 });
  const leaflets = times(5).map((at) =>
    moved(
      path(petal(height * 0.17, height * 0.045), { fill: COLOR.wax }),
      point(-height * 0.03, height * (0.4 - at * 0.13)),
      { degrees: -62 },
    ),
  );
  return (
    path(tapered([...stem, ...coil], height * 0.06, height * 0.045), { fill: COLOR.wax }) + leaflets.join('')
  );
}

function row(y: number, height: number, isFlipped: boolean): string {
  const width = SIZE / 8;
  return times(9)
    .map((at) => {
      const scale = point(at % 2 === 0 ? 1 : -1, isFlipped ? -1 : 1);
      return moved(fiddlehead(height), point(at * width, y), { scale });
    })
    .join('');
}

/** A lozenge with a flower in it, between two pairs of ferns. */
function lozenge(): string {
  const leaf = path(petal(30, 10), { fill: COLOR.wax });
  return [
    path('M0 -74L44 0L0 74L-44 0Z', { fill: 'none', stroke: COLOR.wax, 'stroke-width': 5 }),
    path('M0 -56L32 0L0 56L-32 0Z', { fill: COLOR.cloth }),
    ...times(4).map((at) => moved(leaf, point(0, 0), { degrees: at * 90 })),
    circle(point(0, 0), 7, { fill: COLOR.deep }),
    ...[-98, 98].map((y) => circle(point(0, y), 6, { fill: COLOR.wax })),
  ].join('');
}

function band(y: number): string {
  const whole = { width: SIZE, count: 50, height: 14 };
  return [
    rectangle(point(0, y - 34), point(SIZE, 4), { fill: COLOR.wax }),
    teethRow(point(0, y - 8), whole, { fill: COLOR.wax }),
    teethRow(point(0, y + 8), { ...whole, height: -14 }, { fill: COLOR.wax }),
    ...times(50).map((at) => circle(point(at * 20 + 10, y), 3.4, { fill: COLOR.pale })),
    rectangle(point(0, y + 30), point(SIZE, 4), { fill: COLOR.wax }),
  ].join('');
}

/** Buyi fern 蕨菜纹: rows of fiddleheads that face each other, between bands of teeth. It repeats seamlessly. */
export function fern(): string {
  const content = [0, 1, 2]
    .map((at) => {
      const y = at * (SIZE / 3);
      const lozenges = times(5).map((place) => moved(lozenge(), point(place * (SIZE / 4) - SIZE / 16, y)));
      return (
        band(y + SIZE / 6) +
        row(y + SIZE / 6 - 110, 138, false) +
        row(y + SIZE / 6 + 110, 138, true) +
        lozenges.join('')
      );
    })
    .join('');
  return batikCloth(content, { seed: 53, ground: COLOR.deep, cracks: 70 });
}
