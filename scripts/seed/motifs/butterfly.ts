import { batikCloth, sawtoothBorder } from './batik-cloth.ts';
import { circle, COLOR, group, mirrored, moved, path, point, polar, times } from './drawing.ts';
import { dotRing, petal, spiral, tapered } from './strokes.ts';
import { volute } from './whirlpool.ts';

const ORIGIN = point(0, 0);
const LINE = { fill: 'none', stroke: COLOR.cloth, 'stroke-width': 5, 'stroke-linecap': 'round' };

/** The right upper wing, from the thorax at the origin. */
function upperWing(): string {
  return [
    path('M10 -20C40 -170 190 -290 330 -262C384 -250 392 -190 352 -150C300 -96 170 -30 14 6Z', {
      fill: COLOR.wax,
    }),
    path('M36 -40C70 -150 190 -244 310 -236C344 -232 350 -196 322 -168C270 -118 160 -62 36 -24Z', LINE),
    moved(eye(54), point(236, -176)),
    moved(eye(30), point(132, -112)),
    dots(
      [
        [70, -66],
        [96, -52],
        [176, -70],
        [208, -88],
        [290, -122],
        [312, -142],
      ],
      6.5,
    ),
  ].join('');
}

/** The right lower wing, which ends in a curl. */
function lowerWing(): string {
  return [
    path('M14 10C120 -6 252 22 268 110C280 190 214 236 150 214C84 190 30 110 14 10Z', { fill: COLOR.wax }),
    path('M44 36C130 30 228 50 240 116C248 172 204 204 158 190C108 172 66 110 44 36Z', LINE),
    moved(eye(42), point(168, 118)),
    dots(
      [
        [84, 66],
        [104, 96],
        [126, 58],
        [214, 84],
        [216, 152],
        [138, 176],
      ],
      6,
    ),
    path(tapered(spiral(point(236, 240), { radius: 34, turns: 1.7, start: -60, inner: 5 }), 16, 6), {
      fill: COLOR.wax,
    }),
  ].join('');
}

/** A spiral in an indigo roundel. */
function eye(radius: number): string {
  return [
    circle(ORIGIN, radius, { fill: COLOR.deep }),
    path(
      tapered(spiral(ORIGIN, { radius: radius * 0.82, turns: 2.4, inner: 2 }), radius * 0.17, radius * 0.1),
      { fill: COLOR.wax },
    ),
  ].join('');
}

function dots(places: readonly (readonly [number, number])[], size: number): string {
  return places.map(([x, y]) => circle(point(x, y), size, { fill: COLOR.deep })).join('');
}

/** Thorax, ringed abdomen, and the face of the mother. */
function body(): string {
  const rings = times(7).map((at) =>
    path(`M${-22 + at * 2} ${40 + at * 26}Q0 ${54 + at * 26} ${22 - at * 2} ${40 + at * 26}`, {
      ...LINE,
      'stroke-width': 5,
    }),
  );
  return [
    path('M0 -56C30 -44 34 40 22 120C14 180 6 222 0 244C-6 222 -14 180 -22 120C-34 40 -30 -44 0 -56Z', {
      fill: COLOR.wax,
    }),
    ...rings,
    circle(point(0, -84), 44, { fill: COLOR.wax, stroke: COLOR.deep, 'stroke-width': 5 }),
    mirrored(
      circle(point(15, -90), 8, { fill: COLOR.deep }) + circle(point(17, -92), 2.6, { fill: COLOR.wax }),
    ),
    path('M0 -82L0 -72M-6 -62L6 -62', { ...LINE, 'stroke-width': 4 }),
    ...[-40, -20, 0, 20, 40].map((degrees) =>
      moved(path(petal(26, 7), { fill: COLOR.wax }), polar(point(0, -84), degrees, 46), { degrees }),
    ),
  ].join('');
}

function antenna(): string {
  const curl = spiral(point(118, -236), { radius: 40, turns: 1.7, start: 200, inner: 5 });
  const stem = times(16).map((at) => {
    const part = at / 16;
    return point(14 + 90 * part, -122 - 76 * part - 30 * Math.sin(part * Math.PI));
  });
  return path(tapered([...stem, ...curl], 9, 6), { fill: COLOR.wax });
}

/** A fish that turns along the lower edge: the mother's other children. */
function fish(): string {
  const scales = [0, 22, 44].flatMap((x) =>
    [-9, 9].map((y) => path(`M${x} ${y - 8}q9 8 0 16`, { ...LINE, 'stroke-width': 3 })),
  );
  return [
    path('M-84 0L-58 -26L-50 -6C-20 -40 54 -40 92 0C54 40 -20 40 -50 6L-58 26Z', { fill: COLOR.wax }),
    ...scales,
    circle(point(68, -8), 6, { fill: COLOR.deep }),
    path('M56 -24Q46 0 56 24', LINE),
  ].join('');
}

/** A fern shoot that curls to the right. */
function fern(): string {
  const stem = times(12).map((at) => point(Math.sin((at / 11) * 1.4) * 10, 90 - (at / 11) * 90));
  const curl = spiral(point(36, 0), { radius: 30, turns: 1.6, start: -90, inner: 3 });
  const leaves = [70, 48, 26].map((y) =>
    moved(path(petal(34, 9), { fill: COLOR.wax }), point(6, y), { degrees: -58 }),
  );
  return path(tapered([...stem, ...curl], 10, 7), { fill: COLOR.wax }) + leaves.join('');
}

/** Batik butterfly mother 蝴蝶妈妈, from whose eggs all beings came, among ferns and fish. */
export function butterfly(): string {
  const wings = mirrored(upperWing() + lowerWing() + antenna());
  const content = [
    sawtoothBorder(34),
    circle(point(500, 452), 372, { fill: COLOR.deep, opacity: 0.5 }),
    moved(dotRing(372, { count: 84, size: 4.5 }, { fill: COLOR.wax }), point(500, 452)),
    moved(wings + body(), point(500, 456), { scale: point(0.9, 0.9) }),
    moved(fish(), point(330, 846), { scale: point(1.0, 1.0) }),
    moved(fish(), point(670, 846), { scale: point(-1.0, 1.0) }),
    moved(egg(), point(500, 846), { scale: point(1.15, 1.15) }),
    ...CORNERS.flatMap(({ x, y, scale }) => [moved(cornerSpray(), point(x, y), { scale })]),
  ].join('');
  return batikCloth(group(content), { seed: 37, ground: COLOR.cloth });
}

const CORNERS = [
  { x: 92, y: 908, scale: point(1, 1) },
  { x: 908, y: 908, scale: point(-1, 1) },
  { x: 92, y: 92, scale: point(1, -1) },
  { x: 908, y: 92, scale: point(-1, -1) },
];

/** Ferns and a volute that grow out of a lower left corner. */
function cornerSpray(): string {
  return [
    moved(fern(), point(14, -124), { scale: point(1.1, 1.1) }),
    moved(fern(), point(76, -66), { degrees: 42, scale: point(1.0, 1.0) }),
    moved(volute(24), point(24, -22), { degrees: 45 }),
  ].join('');
}

/** One of her twelve eggs. */
function egg(): string {
  return [
    path('M0 -44C24 -44 34 -8 34 10C34 32 18 44 0 44C-18 44 -34 32 -34 10C-34 -8 -24 -44 0 -44Z', {
      fill: COLOR.wax,
    }),
    path(tapered(spiral(point(0, 6), { radius: 26, turns: 2.2, inner: 2 }), 5, 3), { fill: COLOR.deep }),
  ].join('');
}
