import { circle, COLOR, group, mirrored, moved, path, point, rectangle, svg, times } from './drawing.ts';
import { petal, spiral, tapered, teethRow } from './strokes.ts';

const WIDTH = 1000;
const HEIGHT = 1250;

/** A tile of the robe's silk: a bird or a spiral dragon in a colored square, sewn in felt of cocoon silk. */
function tile(ground: string, figure: string): string {
  return (
    rectangle(point(-46, -46), point(92, 92), { fill: ground, stroke: COLOR.wax, 'stroke-width': 2.5 }) +
    figure
  );
}

function bird(color: string): string {
  return [
    path('M-34 18C-34 -10 -8 -18 10 -18C14 -32 30 -34 34 -24L44 -18L34 -14C34 10 12 26 -8 24L-28 34Z', {
      fill: color,
    }),
    circle(point(28, -22), 3, { fill: COLOR.vat }),
    path('M-18 10Q-4 -4 14 4Q2 18 -18 10Z', { fill: COLOR.vat, opacity: 0.75 }),
  ].join('');
}

function curl(color: string): string {
  return path(tapered(spiral(point(0, 2), { radius: 34, turns: 2.3, start: 200, inner: 3 }), 12, 6), {
    fill: color,
  });
}

const TILES = [
  () => tile(COLOR.deep, bird(COLOR.ochre)),
  () => tile(COLOR.madder, curl(COLOR.undyed)),
  () => tile(COLOR.cloth, bird(COLOR.rose)),
  () => tile(COLOR.leaf, curl(COLOR.ochre)),
  () => tile(COLOR.vat, bird(COLOR.pale)),
  () => tile(COLOR.ochre, curl(COLOR.vat)),
];

function quilt(columns: number, rows: number, offset: number): string {
  return times(rows)
    .flatMap((row) =>
      times(columns).map((column) => {
        const pick = TILES[(column + row * 2 + offset) % TILES.length];
        const scale = point(row % 2 === 0 ? 1 : -1, 1);
        return pick === undefined
          ? ''
          : moved(pick(), point((column - (columns - 1) / 2) * 96, row * 96), { scale });
      }),
    )
    .join('');
}

/** A strip of the hem: braided cord, seeds, and a white feather. */
function strip(length: number): string {
  return [
    rectangle(point(-9, 0), point(18, length), {
      fill: COLOR.madder,
      stroke: COLOR.ochre,
      'stroke-width': 2,
    }),
    ...times(Math.floor(length / 22)).map((at) =>
      path(`M-7 ${at * 22 + 5}L0 ${at * 22 + 15}L7 ${at * 22 + 5}`, {
        fill: 'none',
        stroke: COLOR.wax,
        'stroke-width': 2.5,
      }),
    ),
    ...[8, 22, 36].map((y) => circle(point(0, length + y), 6, { fill: COLOR.ochre })),
    ...[-16, 0, 16].map((degrees) =>
      moved(path(petal(66, 12), { fill: COLOR.wax }), point(0, length + 42), { degrees: 180 + degrees }),
    ),
  ].join('');
}

/** Hundred-bird robe 百鸟衣: a festival coat of silk felt, seen from behind, with a hem of feathers. */
export function birdRobe(): string {
  const sleeve = 'M170 -340L452 -250L420 -40L170 -110Z';
  const coat = 'M-120 -370Q0 -400 120 -370L200 -340L190 330L-190 330L-200 -340Z';
  const content = [
    mirrored(path(sleeve, { fill: COLOR.vat, stroke: COLOR.wax, 'stroke-width': 4 })),
    mirrored(
      `<g transform="translate(308 -180) rotate(17)">${group(quilt(3, 2, 1), { transform: 'translate(0 -44) scale(0.8)' })}${rectangle(point(118, -108), point(16, 212), { fill: COLOR.madder })}</g>`,
    ),
    path(coat, { fill: COLOR.deep, stroke: COLOR.wax, 'stroke-width': 5 }),
    moved(quilt(4, 7, 0), point(0, -284), { scale: point(0.95, 0.95) }),
    teethRow(point(-186, 326), { width: 372, count: 22, height: 18 }, { fill: COLOR.wax }),
    path('M-70 -384Q0 -350 70 -384L60 -404Q0 -420 -60 -404Z', {
      fill: COLOR.madder,
      stroke: COLOR.ochre,
      'stroke-width': 4,
    }),
    ...times(11).map((at) => moved(strip(150 + 14 * (at % 2)), point(-180 + at * 36, 334))),
  ];
  return svg(WIDTH, HEIGHT, [
    rectangle(point(0, 0), point(WIDTH, HEIGHT), { fill: COLOR.undyed }),
    rectangle(point(24, 24), point(WIDTH - 48, HEIGHT - 48), {
      fill: 'none',
      stroke: COLOR.pale,
      'stroke-width': 2,
    }),
    group(content, { transform: 'translate(500 560) scale(1.02)' }),
  ]);
}
