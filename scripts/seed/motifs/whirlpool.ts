import { batikCloth, sawtoothBorder } from './batik-cloth.ts';
import { circle, COLOR, group, moved, path, point, polar, polyline, ringOf, times } from './drawing.ts';
import { dotRing, petal, spiral, sunRays, tapered, teethRing } from './strokes.ts';

const CENTER = point(500, 500);
const ORIGIN = point(0, 0);

/** One volute at the origin: a white spiral that grows out of a stem below, with a hair line along it. */
export function volute(radius: number, turns = 2.2): string {
  const curl = spiral(ORIGIN, { radius, turns, start: 180, inner: radius * 0.12 });
  const line = spiral(ORIGIN, { radius, turns, start: 180, inner: radius * 0.12 });
  return [
    path(tapered(curl, radius * 0.3, radius * 0.13), { fill: COLOR.wax }),
    path(polyline(line), { fill: 'none', stroke: COLOR.cloth, 'stroke-width': radius * 0.035 }),
    circle(ORIGIN, radius * 0.14, { fill: COLOR.wax }),
  ].join('');
}

/** Two volutes that turn away from one stem, as in the Danzhai woto motif. */
function pair(radius: number): string {
  const one = moved(volute(radius), point(radius * 1.08, 0), { degrees: 64 });
  const leaf = path(petal(radius * 1.5, radius * 0.34), { fill: COLOR.wax });
  const vein = path(`M0 ${-radius * 0.2}L0 ${-radius * 1.25}`, {
    stroke: COLOR.cloth,
    'stroke-width': radius * 0.05,
  });
  return one + group(one, { transform: 'scale(-1 1)' }) + moved(leaf + vein, point(0, -radius * 0.55));
}

/** Batik whirlpool 涡妥纹: a sun, eight pairs of volutes around it, smaller ones in the corners. */
export function whirlpool(): string {
  const corner = pair(46);
  const content = [
    sawtoothBorder(36),
    circle(CENTER, 396, { fill: COLOR.vat, opacity: 0.55 }),
    group(
      [
        teethRing(392, { count: 72, height: 20 }, { fill: COLOR.wax }),
        circle(ORIGIN, 386, { fill: 'none', stroke: COLOR.wax, 'stroke-width': 4 }),
        dotRing(370, { count: 96, size: 4 }, { fill: COLOR.wax }),
        circle(ORIGIN, 354, { fill: 'none', stroke: COLOR.pale, 'stroke-width': 2 }),
        ringOf(pair(56), ORIGIN, { count: 8, radius: 250 }),
        dotRing(178, { count: 48, size: 4 }, { fill: COLOR.wax }),
        circle(ORIGIN, 164, { fill: 'none', stroke: COLOR.wax, 'stroke-width': 3 }),
        ringOf(volute(24, 1.8), ORIGIN, { count: 12, radius: 128 }),
        circle(ORIGIN, 92, { fill: 'none', stroke: COLOR.wax, 'stroke-width': 5 }),
        sunRays(34, 82, 12, { fill: COLOR.wax }),
        circle(ORIGIN, 24, { fill: COLOR.cloth }),
        circle(ORIGIN, 11, { fill: COLOR.wax }),
      ],
      { transform: 'translate(500 500)' },
    ),
    ...times(4).map((at) => {
      const degrees = 45 + 90 * at;
      return moved(corner, polar(CENTER, degrees, 540), { degrees: degrees + 180 });
    }),
  ].join('');
  return batikCloth(content, { seed: 11 });
}
