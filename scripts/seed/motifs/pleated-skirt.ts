import {
  COLOR,
  group,
  moved,
  path,
  point,
  polar,
  polygon,
  rectangle,
  svg,
  times,
  type Point,
} from './drawing.ts';
import { crackle } from './strokes.ts';

const WIDTH = 1700;
const HEIGHT = 1060;
const CENTER = point(850, -290);
const PLEATS = 72;
const SPREAD = 78;

interface Band {
  readonly from: number;
  readonly to: number;
  readonly draw: (pleat: number, corners: readonly Point[]) => string;
}

/** Corners of one pleat between two distances from the waist's center: upper left, upper right, lower right, lower left. */
function cornersOf(pleat: number, { from, to }: Pick<Band, 'from' | 'to'>): Point[] {
  const degrees = (at: number) => 180 + SPREAD / 2 - (SPREAD / PLEATS) * at;
  return [
    polar(CENTER, degrees(pleat), from),
    polar(CENTER, degrees(pleat + 1), from),
    polar(CENTER, degrees(pleat + 1), to),
    polar(CENTER, degrees(pleat), to),
  ];
}

function middle(left: Point | undefined, right: Point | undefined): Point {
  return point(((left?.x ?? 0) + (right?.x ?? 0)) / 2, ((left?.y ?? 0) + (right?.y ?? 0)) / 2);
}

const plain = (color: string) => (_pleat: number, corners: readonly Point[]) =>
  path(polygon(corners), { fill: color });

/** Teeth that point down, one a pleat. */
const tooth = (ground: string, color: string) => (_pleat: number, corners: readonly Point[]) => {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const tip = middle(bottomLeft, bottomRight);
  return (
    path(polygon(corners), { fill: ground }) +
    path(polygon([topLeft ?? tip, topRight ?? tip, tip]), { fill: color })
  );
};

/** Lozenges, one in two pleats. */
const lozenge = (ground: string, color: string) => (pleat: number, corners: readonly Point[]) => {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const [left, right] = [middle(topLeft, bottomLeft), middle(topRight, bottomRight)];
  const half = pleat % 2 === 0 ? [left, topRight, bottomRight] : [topLeft, right, bottomLeft];
  const points = half.filter((at) => at !== undefined);
  return path(polygon(corners), { fill: ground }) + path(polygon(points), { fill: color });
};

/** Batik spirals simplified to hooks, as they show between folds. */
const hook = (ground: string, color: string) => (pleat: number, corners: readonly Point[]) => {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const center = middle(middle(topLeft, topRight), middle(bottomLeft, bottomRight));
  const stroke = path('M-7 10C-9 -4 4 -12 8 -3C10 5 0 8 -1 1', {
    fill: 'none',
    stroke: color,
    'stroke-width': 3,
    'stroke-linecap': 'round',
  });
  return (
    path(polygon(corners), { fill: ground }) +
    moved(stroke, center, { scale: point(pleat % 2 === 0 ? 1 : -1, 1.15) })
  );
};

const BANDS: readonly Band[] = [
  { from: 470, to: 505, draw: plain(COLOR.undyed) },
  { from: 505, to: 590, draw: plain(COLOR.vat) },
  { from: 590, to: 606, draw: plain(COLOR.pale) },
  { from: 606, to: 690, draw: hook(COLOR.cloth, COLOR.wax) },
  { from: 690, to: 702, draw: plain(COLOR.wax) },
  { from: 702, to: 740, draw: tooth(COLOR.deep, COLOR.wax) },
  { from: 740, to: 880, draw: lozenge(COLOR.deep, COLOR.mid) },
  { from: 880, to: 918, draw: tooth(COLOR.deep, COLOR.pale) },
  { from: 918, to: 932, draw: plain(COLOR.ochre) },
  { from: 932, to: 1030, draw: hook(COLOR.vat, COLOR.wax) },
  { from: 1030, to: 1046, draw: plain(COLOR.wax) },
  { from: 1046, to: 1120, draw: lozenge(COLOR.madder, COLOR.ochre) },
  { from: 1120, to: 1150, draw: tooth(COLOR.vat, COLOR.madder) },
  { from: 1150, to: 1270, draw: lozenge(COLOR.cloth, COLOR.vat) },
  { from: 1270, to: 1290, draw: plain(COLOR.madder) },
];

/** Light on one side of each fold, shade on the other. */
function fold(pleat: number): string {
  const whole = { from: 505, to: 1290 };
  const [topLeft, topRight, bottomRight, bottomLeft] = cornersOf(pleat, whole);
  const [top, bottom] = [middle(topLeft, topRight), middle(bottomLeft, bottomRight)];
  const halves = [
    [topLeft, top, bottom, bottomLeft],
    [top, topRight, bottomRight, bottom],
  ].map((corners) => corners.filter((at) => at !== undefined));
  return halves
    .map((corners, side) =>
      path(polygon(corners), { fill: side === 0 ? COLOR.wax : '#000000', opacity: side === 0 ? 0.1 : 0.24 }),
    )
    .join('');
}

/** Pleated skirt 百褶裙 of batik and embroidered bands, spread out. */
export function pleatedSkirt(): string {
  const bands = BANDS.flatMap((band) =>
    times(PLEATS).map((pleat) => band.draw(pleat, cornersOf(pleat, band))),
  );
  return svg(WIDTH, HEIGHT, [
    rectangle(point(0, 0), point(WIDTH, HEIGHT), { fill: COLOR.undyed }),
    group([...bands, ...times(PLEATS).map(fold)]),
  ]);
}

/** Of one pleat on {@link skirtCloth}. */
const CLOTH_PLEAT = 17;
const CLOTH_PLEATS = PLEATS / 2;
const CLOTH_TOP = 505;
const CLOTH_HEIGHT = 1290 - CLOTH_TOP;

/** The skirt's cloth before it is pleated: the same bands, straight, for half of it; it repeats without a seam. */
export function skirtCloth(): string {
  const size = point(CLOTH_PLEAT * CLOTH_PLEATS, CLOTH_HEIGHT);
  const bands = BANDS.filter(({ from }) => from >= CLOTH_TOP).flatMap(({ from, to, draw }) =>
    times(CLOTH_PLEATS).map((pleat) => {
      const [left, right] = [pleat * CLOTH_PLEAT, (pleat + 1) * CLOTH_PLEAT];
      const [top, bottom] = [from - CLOTH_TOP, to - CLOTH_TOP];
      return draw(pleat, [point(left, top), point(right, top), point(right, bottom), point(left, bottom)]);
    }),
  );
  return svg(size.x, size.y, [
    rectangle(point(0, 0), size, { fill: COLOR.deep }),
    ...bands,
    crackle(size, { seed: 72, count: 90 }, { stroke: COLOR.pale, 'stroke-width': 0.5, opacity: 0.3 }),
  ]);
}
