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
  svg,
  times,
} from './drawing.ts';
import { petal, spiral, tapered } from './strokes.ts';

const SIZE = 1000;
const ORIGIN = point(0, 0);
const SHEEN = 'url(#silver)';
const CHASED = { fill: 'none', stroke: '#6c7a8a', 'stroke-width': 3, 'stroke-linecap': 'round' };

/** Beaten silver: light where it bulges. */
const GRADIENTS = `<defs><linearGradient id="silver" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f7f9fb"/><stop offset="0.45" stop-color="#b9c4d0"/><stop offset="0.6" stop-color="#eef2f6"/><stop offset="1" stop-color="#8e9bab"/></linearGradient><radialGradient id="night"><stop offset="0" stop-color="#24487f"/><stop offset="1" stop-color="#0b1b33"/></radialGradient></defs>`;

/** A crescent plate between two arcs, open at the top. */
function crescent(outer: number, inner: number, drop: number): string {
  const [left, right] = [polar(ORIGIN, -142, outer), polar(ORIGIN, 142, outer)];
  const [innerLeft, innerRight] = [polar(point(0, -drop), -142, inner), polar(point(0, -drop), 142, inner)];
  // Both arcs run round by the top: the collar is worn with its wide side on the breast.
  return `M${left.x} ${-left.y}A${outer} ${outer} 0 1 0 ${right.x} ${-right.y}L${innerRight.x} ${-innerRight.y}A${inner} ${inner} 0 1 1 ${innerLeft.x} ${-innerLeft.y}Z`;
}

function butterflyPlate(): string {
  const wing = path('M2 -4C14 -34 46 -40 52 -20C56 -4 34 6 4 4C26 10 34 30 22 36C10 40 2 20 2 6Z', {
    fill: SHEEN,
    stroke: '#6c7a8a',
    'stroke-width': 2.5,
  });
  const line = path(tapered(spiral(point(30, -16), { radius: 12, turns: 1.6, inner: 1 }), 3, 2), {
    fill: '#6c7a8a',
  });
  return (
    mirrored(wing + line) +
    path('M0 -16L0 34', { stroke: '#6c7a8a', 'stroke-width': 6, 'stroke-linecap': 'round' })
  );
}

/** A chain with a butterfly plate and three bells. */
function pendant(length: number): string {
  const links = times(Math.floor(length / 12)).map((at) =>
    circle(point(0, at * 12), 5, { fill: 'none', stroke: SHEEN, 'stroke-width': 3 }),
  );
  const bells = [-18, 0, 18].map(
    (x) =>
      path(`M${x} ${length + 66}l8 22h-16Z`, { fill: SHEEN, stroke: '#6c7a8a', 'stroke-width': 2 }) +
      circle(point(x, length + 92), 4, { fill: COLOR.silver }),
  );
  return (
    links.join('') +
    moved(butterflyPlate(), point(0, length + 26), { scale: point(0.62, 0.62) }) +
    bells.join('')
  );
}

/** Flowers and curls chased along the plate. */
function chasing(): string {
  return times(13)
    .map((at) => {
      const degrees = 180 - 108 + at * 18;
      const width = 1 - Math.abs(at - 6) / 11;
      const place = polar(point(0, -16), degrees, 262);
      const ornament =
        at % 2 === 0
          ? times(8)
              .map((leaf) =>
                moved(path(petal(34, 11), { ...CHASED, fill: '#e3e9ef' }), ORIGIN, { degrees: leaf * 45 }),
              )
              .join('') + circle(ORIGIN, 9, { fill: '#6c7a8a' })
          : mirrored(
              path(tapered(spiral(point(14, 0), { radius: 22, turns: 1.8, start: -90, inner: 2 }), 5, 3), {
                fill: '#6c7a8a',
              }),
            );
      return moved(ornament, place, { degrees: degrees + 180, scale: point(width * 1.25, width * 1.25) });
    })
    .join('');
}

/** Miao silver collar 银项圈 with chased flowers, butterflies and bells, on indigo. */
export function silverCollar(): string {
  const pendants = times(11).map((at) => {
    const degrees = 180 - 60 + at * 12;
    return moved(pendant(58 - Math.abs(at - 5) * 3), polar(ORIGIN, degrees, 346));
  });
  return svg(SIZE, SIZE, [
    GRADIENTS,
    rectangle(point(0, 0), point(SIZE, SIZE), { fill: 'url(#night)' }),
    group(
      [
        ...pendants,
        path(crescent(350, 196, 34), { fill: SHEEN, stroke: '#5d6b7b', 'stroke-width': 4 }),
        path(crescent(334, 208, 34), { ...CHASED }),
        chasing(),
        mirrored(circle(polar(ORIGIN, 38, 300), 26, { fill: SHEEN, stroke: '#5d6b7b', 'stroke-width': 4 })),
      ],
      { transform: 'translate(500 420)' },
    ),
  ]);
}
