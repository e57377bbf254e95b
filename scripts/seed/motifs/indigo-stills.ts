import {
  circle,
  COLOR,
  group,
  mirrored,
  moved,
  path,
  point,
  polar,
  rectangle,
  ringOf,
  seededRandom,
  svg,
  times,
} from './drawing.ts';
import { crackle, dotRing, petal, sunRays, teethRing } from './strokes.ts';
import { volute } from './whirlpool.ts';

const WIDTH = 1920;
const HEIGHT = 1080;
const ORIGIN = point(0, 0);

function frame(content: readonly string[], background: string): string {
  return svg(WIDTH, HEIGHT, [
    rectangle(ORIGIN, point(WIDTH, HEIGHT), { fill: background }),
    ...content,
    rectangle(ORIGIN, point(WIDTH, 92), { fill: COLOR.vat }),
    rectangle(point(0, HEIGHT - 92), point(WIDTH, 92), { fill: COLOR.vat }),
  ]);
}

/** The title card: a sun of volutes over the vat, no letters. */
export function titleCard(): string {
  const sun = [
    circle(ORIGIN, 320, { fill: COLOR.deep }),
    teethRing(316, { count: 60, height: 18 }, { fill: COLOR.wax }),
    dotRing(290, { count: 72, size: 4 }, { fill: COLOR.wax }),
    ringOf(
      mirrored(moved(volute(38), point(42, 0), { degrees: 60 })) + path(petal(60, 14), { fill: COLOR.wax }),
      ORIGIN,
      { count: 8, radius: 200 },
    ),
    sunRays(46, 120, 12, { fill: COLOR.wax }),
    circle(ORIGIN, 30, { fill: COLOR.cloth }),
  ];
  return frame(
    [
      crackle(
        point(WIDTH, HEIGHT),
        { seed: 5, count: 220 },
        { stroke: COLOR.mid, 'stroke-width': 1.4, opacity: 0.5 },
      ),
      group(sun, { transform: 'translate(960 540)' }),
      ...[380, 1540].map((x) =>
        moved(volute(70), point(x, 540), { scale: point(x < 960 ? 1 : -1, 1), degrees: x < 960 ? 90 : 270 }),
      ),
    ],
    COLOR.cloth,
  );
}

function hills(y: number, height: number, color: string, seed: number): string {
  const random = seededRandom(seed);
  const peaks = times(9).map((at) => `${at * 240} ${y - height * (0.35 + 0.65 * random())}`);
  const curve = peaks
    .map((peak, at) => (at === 0 ? `L${peak}` : `T${peak}`))
    .join('')
    .replace('T', `Q60 ${y - height} `);
  return path(`M0 ${HEIGHT}L0 ${y}${curve}L${WIDTH} ${HEIGHT}Z`, { fill: color });
}

/** Morning over the terraces: where the indigo grows. */
export function terraces(): string {
  const leaf = path(petal(46, 15), { fill: COLOR.leaf });
  const plant = [-60, -30, 0, 30, 60].map((degrees) => moved(leaf, ORIGIN, { degrees })).join('');
  return frame(
    [
      circle(point(1420, 330), 110, { fill: COLOR.wax }),
      hills(620, 300, COLOR.pale, 3),
      hills(720, 240, COLOR.mid, 8),
      hills(800, 180, COLOR.cloth, 13),
      ...times(6).map((at) =>
        path(`M0 ${800 + at * 38}Q480 ${740 + at * 46} 960 ${796 + at * 38}T1920 ${780 + at * 40}`, {
          fill: 'none',
          stroke: COLOR.pale,
          'stroke-width': 5,
          opacity: 0.7,
        }),
      ),
      ...times(15).map((at) =>
        moved(plant, point(70 + at * 130, 980 - (at % 3) * 22), { scale: point(1.3, 1.3) }),
      ),
    ],
    COLOR.dip,
  );
}

/** The vat: a cloth goes in white and comes out blue. */
export function vat(): string {
  const staves = times(17).map((at) =>
    path(`M${560 + at * 50} 620L${580 + at * 47.5} 980`, { stroke: '#3a2c20', 'stroke-width': 4 }),
  );
  return frame(
    [
      rectangle(point(0, 860), point(WIDTH, 240), { fill: '#5a4632' }),
      path('M540 600L590 990Q960 1040 1330 990L1380 600Z', { fill: '#7a5f43' }),
      ...staves,
      path('M548 700Q960 760 1372 700M570 880Q960 940 1350 880', {
        fill: 'none',
        stroke: '#2b2018',
        'stroke-width': 14,
      }),
      `<ellipse cx="960" cy="600" rx="420" ry="92" fill="${COLOR.vat}"/>`,
      ...[340, 260, 170, 80].map(
        (rx, at) =>
          `<ellipse cx="960" cy="604" rx="${rx}" ry="${rx * 0.2}" fill="none" stroke="${at % 2 === 0 ? COLOR.mid : COLOR.pale}" stroke-width="5" opacity="0.7"/>`,
      ),
      path('M760 120L1160 120Q1180 360 1130 600Q960 640 790 600Q740 360 760 120Z', { fill: COLOR.undyed }),
      path('M752 380Q960 420 1168 380Q1164 500 1130 600Q960 640 790 600Q756 500 752 380Z', {
        fill: COLOR.cloth,
      }),
      path('M754 330Q960 376 1166 330L1168 384Q960 424 752 384Z', { fill: COLOR.pale }),
      ...[830, 900, 980, 1060].map((x, at) =>
        path(`M${x} 130Q${x + (at % 2 === 0 ? 24 : -24)} 360 ${x} 606`, {
          fill: 'none',
          stroke: COLOR.vat,
          'stroke-width': 5,
          opacity: 0.25,
        }),
      ),
      rectangle(point(640, 96), point(640, 26), { fill: '#8b6d4c' }),
    ],
    '#d9cdb8',
  );
}

/** Cloth on the drying poles, dusk. */
export function drying(): string {
  const cloth = (x: number, length: number, color: string, seed: number) =>
    moved(
      [
        path(
          `M-95 0L95 0Q108 ${length / 2} 92 ${length}Q0 ${length + 26} -92 ${length}Q-82 ${length / 2} -95 0Z`,
          { fill: color },
        ),
        ringOf(volute(20, 1.8), point(0, length * 0.4), { count: 8, radius: 56 }),
        moved(sunRays(14, 34, 10, { fill: COLOR.wax }), point(0, length * 0.4)),
        group(
          crackle(
            point(170, length - 20),
            { seed, count: 24 },
            { stroke: COLOR.pale, 'stroke-width': 1.4, opacity: 0.6 },
          ),
          { transform: 'translate(-85 8)' },
        ),
        ...[0.72, 0.78].map((part) =>
          path(`M-88 ${length * part}Q0 ${length * part + 18} 88 ${length * part}`, {
            fill: 'none',
            stroke: COLOR.wax,
            'stroke-width': 5,
          }),
        ),
      ].join(''),
      point(x, 250),
    );
  return frame(
    [
      circle(point(480, 420), 150, { fill: COLOR.rose, opacity: 0.85 }),
      hills(760, 260, COLOR.mid, 21),
      hills(880, 160, COLOR.deep, 34),
      ...[120, 960, 1800].map((x) => rectangle(point(x - 10, 200), point(20, 800), { fill: COLOR.vat })),
      rectangle(point(60, 236), point(1800, 18), { fill: COLOR.vat }),
      cloth(320, 520, COLOR.cloth, 1),
      cloth(560, 600, COLOR.deep, 2),
      cloth(780, 480, COLOR.mid, 3),
      cloth(1140, 560, COLOR.deep, 4),
      cloth(1380, 620, COLOR.cloth, 5),
      cloth(1610, 500, COLOR.vat, 6),
      ...times(5).map((at) =>
        moved(
          path('M-26 0Q-12 -14 0 0Q12 -14 26 0', { fill: 'none', stroke: COLOR.vat, 'stroke-width': 5 }),
          polar(point(1300, 180), at * 50, 60 + at * 14),
        ),
      ),
    ],
    COLOR.pale,
  );
}
