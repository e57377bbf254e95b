import {
  circle,
  coordinates,
  path,
  point,
  polar,
  polygon,
  polyline,
  seededRandom,
  times,
  type Point,
  type Style,
} from './drawing.ts';

const ORIGIN = point(0, 0);

/** An Archimedean spiral from its outer end inward, as the wax knife draws it. */
export function spiral(
  center: Point,
  options: {
    readonly radius: number;
    readonly turns: number;
    readonly start?: number;
    readonly clockwise?: boolean;
    readonly inner?: number;
  },
): Point[] {
  const { radius, turns, start = 0, clockwise = true, inner = 0 } = options;
  const steps = Math.ceil(turns * 40);
  return times(steps + 1).map((at) => {
    const part = at / steps;
    const degrees = start + (clockwise ? 360 : -360) * turns * part;
    return polar(center, degrees, radius + (inner - radius) * part);
  });
}

/** A stroke that is thick at its first point and thin at its last. */
export function tapered(points: readonly Point[], from: number, to: number): string {
  const sides = points.map((at, index) => {
    const before = points[Math.max(0, index - 1)] ?? at;
    const after = points[Math.min(points.length - 1, index + 1)] ?? at;
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const half = (from + ((to - from) * index) / (points.length - 1)) / 2;
    const normal = point((-(after.y - before.y) / length) * half, ((after.x - before.x) / length) * half);
    return { left: point(at.x + normal.x, at.y + normal.y), right: point(at.x - normal.x, at.y - normal.y) };
  });
  return polygon([...sides.map(({ left }) => left), ...sides.reverse().map(({ right }) => right)]);
}

/** A band of teeth around the origin, pointing outward. */
export function teethRing(
  radius: number,
  options: { readonly count: number; readonly height: number },
  style: Style,
): string {
  const { count, height } = options;
  const step = 360 / count;
  const d = times(count)
    .map((at) =>
      polygon([
        polar(ORIGIN, at * step, radius),
        polar(ORIGIN, (at + 0.5) * step, radius + height),
        polar(ORIGIN, (at + 1) * step, radius),
      ]),
    )
    .join('');
  return path(d, style);
}

/** Dots around the origin. */
export function dotRing(
  radius: number,
  options: { readonly count: number; readonly size: number; readonly offset?: number },
  style: Style,
): string {
  const { count, size, offset = 0 } = options;
  return times(count)
    .map((at) => circle(polar(ORIGIN, offset + (360 / count) * at, radius), size, style))
    .join('');
}

/** A star of long rays around the origin, as on the face of a bronze drum. */
export function sunRays(inner: number, outer: number, count: number, style: Style): string {
  const step = 360 / count;
  const corners = times(count).flatMap((at) => [
    polar(ORIGIN, at * step, outer),
    polar(ORIGIN, (at + 0.5) * step, inner),
  ]);
  return path(polygon(corners), style);
}

/** A petal or leaf from the origin up to (0, -length). */
export function petal(length: number, width: number): string {
  const tip = point(0, -length);
  const left = point(-width, -length * 0.45);
  const right = point(width, -length * 0.45);
  return `M0 0Q${coordinates(left)} ${coordinates(tip)}Q${coordinates(right)} 0 0Z`;
}

/** A horizontal row of teeth; `height` may be negative to point down. */
export function teethRow(
  from: Point,
  options: { readonly width: number; readonly count: number; readonly height: number },
  style: Style,
): string {
  const { width, count, height } = options;
  const step = width / count;
  const d = times(count)
    .map((at) =>
      polygon([
        point(from.x + at * step, from.y),
        point(from.x + (at + 0.5) * step, from.y - height),
        point(from.x + (at + 1) * step, from.y),
      ]),
    )
    .join('');
  return path(d, style);
}

/** The fine cracks of batik (ice lines), where dye ran into broken wax. */
export function crackle(
  size: Point,
  options: { readonly seed: number; readonly count: number },
  style: Style,
): string {
  const random = seededRandom(options.seed);
  const d = times(options.count)
    .map(() => {
      const points = [point(random() * size.x, random() * size.y)];
      let degrees = random() * 360;
      for (let left = 4 + Math.floor(random() * 8); left > 0; left--) {
        const last = points.at(-1) ?? ORIGIN;
        degrees += (random() - 0.5) * 90;
        points.push(polar(last, degrees, size.x * (0.008 + random() * 0.03)));
      }
      return polyline(points);
    })
    .join('');
  return path(d, { fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', ...style });
}
