import { batikCloth, sawtoothBorder } from './batik-cloth.ts';
import { circle, COLOR, moved, path, point, ringOf, times } from './drawing.ts';
import { petal, spiral, tapered } from './strokes.ts';
import { volute } from './whirlpool.ts';

const CUT = { fill: 'none', stroke: COLOR.deep, 'stroke-width': 5, 'stroke-linecap': 'round' };

/** A golden pheasant that looks right, its tail sweeping down to the left. */
function pheasant(): string {
  const feathers = [0, 1, 2, 3].map((at) => {
    const sway = at * 34;
    return path(
      tapered(
        times(20).map((step) => {
          const part = step / 19;
          return point(
            -40 - part * (190 + sway * 0.3),
            20 + part * (60 + sway * 2.2) + Math.sin(part * 5) * 14,
          );
        }),
        26,
        6,
      ),
      { fill: COLOR.wax },
    );
  });
  const featherEyes = [0, 1, 2, 3].map((at) =>
    circle(point(-226 - at * 9, 76 + at * 72), 15, {
      fill: COLOR.wax,
      stroke: COLOR.deep,
      'stroke-width': 4,
    }),
  );
  return [
    ...feathers,
    ...featherEyes,
    path(
      'M-70 40C-90 -20 -30 -70 40 -62C64 -92 76 -128 108 -140C140 -146 156 -118 150 -92L188 -84L150 -74C150 -20 120 60 40 82C-10 94 -56 80 -70 40Z',
      { fill: COLOR.wax },
    ),
    path('M-46 26C-40 -24 20 -44 70 -26C52 16 8 56 -46 26Z', { fill: COLOR.deep }),
    path(tapered(spiral(point(18, 2), { radius: 26, turns: 2, start: -80, inner: 2 }), 7, 4), {
      fill: COLOR.wax,
    }),
    path('M-30 58Q10 74 56 50M70 36Q96 10 104 -26M98 -60Q116 -54 136 -62M92 -78Q112 -74 134 -84', CUT),
    circle(point(124, -112), 9, { fill: COLOR.deep }),
    circle(point(126, -114), 3, { fill: COLOR.wax }),
    ...[-30, -8, 14].map((degrees) =>
      moved(path(petal(54, 8), { fill: COLOR.wax }), point(104, -134), { degrees: degrees - 24 }),
    ),
    path(
      'M20 84L14 128M14 128L-8 140M14 128L12 148M14 128L34 140M58 76L62 124M62 124L42 138M62 124L62 146M62 124L82 136',
      { ...CUT, stroke: COLOR.wax, 'stroke-width': 6 },
    ),
  ].join('');
}

/** A blossom between the two. */
function blossom(radius: number): string {
  const leaf =
    path(petal(radius, radius * 0.36), { fill: COLOR.wax }) +
    path(`M0 ${-radius * 0.24}L0 ${-radius * 0.72}`, CUT);
  return [
    ringOf(leaf, point(0, 0), { count: 8, radius: radius * 0.18 }),
    circle(point(0, 0), radius * 0.26, { fill: COLOR.deep, stroke: COLOR.wax, 'stroke-width': 5 }),
    circle(point(0, 0), radius * 0.1, { fill: COLOR.wax }),
  ].join('');
}

/** Batik pheasants 锦鸡纹 facing a blossom, with volutes for clouds and water. */
export function birds(): string {
  const content = [
    sawtoothBorder(34),
    moved(pheasant(), point(330, 410), { scale: point(0.92, 0.92) }),
    moved(pheasant(), point(670, 410), { scale: point(-0.92, 0.92) }),
    moved(blossom(84), point(500, 178)),
    moved(blossom(118), point(500, 694)),
    path('M500 560L500 470', { stroke: COLOR.wax, 'stroke-width': 9 }),
    moved(volute(34), point(456, 486), { degrees: 90, scale: point(-1, 1) }),
    moved(volute(34), point(544, 486), { degrees: 270 }),
    ...times(9).map((at) =>
      moved(volute(34, 1.9), point(140 + at * 90, 872), { degrees: at % 2 === 0 ? 0 : 180 }),
    ),
    moved(blossom(50), point(140, 140)),
    moved(blossom(50), point(860, 140)),
  ].join('');
  return batikCloth(content, { seed: 71, ground: COLOR.cloth });
}
