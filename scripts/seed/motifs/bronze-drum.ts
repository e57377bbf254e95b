import { batikCloth, sawtoothBorder } from './batik-cloth.ts';
import {
  circle,
  COLOR,
  group,
  mirrored,
  moved,
  path,
  point,
  polar,
  polyline,
  ringOf,
  times,
  type Point,
} from './drawing.ts';
import { dotRing, spiral, sunRays, tapered, teethRing } from './strokes.ts';

const ORIGIN = point(0, 0);

/** A heron in flight, nose to the right, about 80 long. */
function heron(): string {
  return path(
    'M-44 4L-8 -4C-4 -22 8 -30 20 -32C16 -22 14 -14 14 -8L44 -12L60 -6L42 -4L16 4C8 10 -6 12 -16 8L-30 18Z',
    { fill: COLOR.wax },
  );
}

/** A frog seen from above, as cast on the rims of drums. */
function frog(): string {
  const limb = path('M8 -12C26 -20 30 -34 22 -44M10 12C32 8 38 24 28 40', {
    fill: 'none',
    stroke: COLOR.wax,
    'stroke-width': 7,
    'stroke-linecap': 'round',
  });
  const body = path('M0 -34C18 -30 18 -6 14 10C12 24 6 30 0 30C-6 30 -12 24 -14 10C-18 -6 -18 -30 0 -34Z', {
    fill: COLOR.wax,
  });
  const back = spiral(ORIGIN, { radius: 9, turns: 1.6 });
  return (
    mirrored(limb) + body + path(polyline(back), { fill: 'none', stroke: COLOR.cloth, 'stroke-width': 2.5 })
  );
}

/** A running line of linked spirals around the origin. */
function spiralBand(radius: number, count: number): string {
  const size = ((2 * Math.PI * radius) / count) * 0.36;
  const curl = path(
    tapered(
      spiral(ORIGIN, { radius: size, turns: 1.7, start: 90, inner: size * 0.15 }),
      size * 0.34,
      size * 0.2,
    ),
    {
      fill: COLOR.wax,
    },
  );
  return ringOf(curl, ORIGIN, { count, radius });
}

function ringLine(radius: number, width: number): string {
  return circle(ORIGIN, radius, { fill: 'none', stroke: COLOR.wax, 'stroke-width': width });
}

/** T-shaped clouds between two lines, as a meander. */
function meander(radius: number, count: number): string {
  const step = 360 / count;
  const turn = (at: number): Point[] => [
    polar(ORIGIN, at * step, radius),
    polar(ORIGIN, at * step, radius + 16),
    polar(ORIGIN, (at + 0.5) * step, radius + 16),
    polar(ORIGIN, (at + 0.5) * step, radius),
  ];
  return path(`${polyline(times(count).flatMap(turn))}Z`, {
    fill: 'none',
    stroke: COLOR.wax,
    'stroke-width': 4,
  });
}

/** Bronze drum face 铜鼓纹: the twelve-rayed sun in rings of teeth, spirals and flying herons, frogs on the rim. */
export function bronzeDrum(): string {
  const face = [
    circle(ORIGIN, 432, { fill: COLOR.vat, opacity: 0.6 }),
    ringLine(430, 7),
    ringLine(418, 2.5),
    meander(392, 64),
    ringLine(382, 3),
    teethRing(352, { count: 60, height: 22 }, { fill: COLOR.wax }),
    ringLine(350, 3),
    ringOf(heron(), ORIGIN, { count: 10, radius: 306 }),
    ringLine(262, 3),
    dotRing(250, { count: 72, size: 4.2 }, { fill: COLOR.wax }),
    ringLine(238, 3),
    spiralBand(212, 24),
    ringLine(186, 3),
    teethRing(160, { count: 36, height: 18 }, { fill: COLOR.wax }),
    ringLine(158, 3),
    sunRays(50, 146, 12, { fill: COLOR.wax }),
    ringOf(dotRing(0, { count: 1, size: 6 }, { fill: COLOR.wax }), ORIGIN, {
      count: 12,
      radius: 112,
      offset: 15,
    }),
    circle(ORIGIN, 34, { fill: COLOR.cloth }),
    circle(ORIGIN, 25, { fill: 'none', stroke: COLOR.wax, 'stroke-width': 4 }),
    circle(ORIGIN, 12, { fill: COLOR.wax }),
  ];
  const corners = times(4).map((at) =>
    moved(frog(), polar(ORIGIN, 45 + 90 * at, 545), { degrees: 45 + 90 * at, scale: point(1.35, 1.35) }),
  );
  return batikCloth(sawtoothBorder(30) + group([...face, ...corners], { transform: 'translate(500 500)' }), {
    seed: 23,
  });
}
