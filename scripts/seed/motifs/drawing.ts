/** The dye vat's colors: indigo from deep vat to first dip, undyed cloth, wax white, and the accents of embroidery. */
export const COLOR = {
  vat: '#0b1b33',
  deep: '#142c55',
  cloth: '#1f3f73',
  mid: '#3f65a0',
  pale: '#9db6d6',
  dip: '#e8eef6',
  undyed: '#f6f1e7',
  wax: '#fffdf8',
  madder: '#a83a2a',
  rose: '#c9705a',
  ochre: '#c08a2e',
  leaf: '#3d7a4e',
  silver: '#c9d2dc',
} as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function point(x: number, y: number): Point {
  return { x, y };
}

/** A point at an angle (degrees, 0 is up, clockwise) and distance from a center. */
export function polar(center: Point, degrees: number, radius: number): Point {
  const radians = ((degrees - 90) * Math.PI) / 180;
  return { x: center.x + radius * Math.cos(radians), y: center.y + radius * Math.sin(radians) };
}

/** Short decimals keep the documents small. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function coordinates({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

export function polyline(points: readonly Point[]): string {
  return points.map((at, index) => `${index === 0 ? 'M' : 'L'}${coordinates(at)}`).join('');
}

export function polygon(points: readonly Point[]): string {
  return `${polyline(points)}Z`;
}

export type Style = Readonly<Record<string, string | number>>;

function attributes(style: Style): string {
  return Object.entries(style)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : value}"`)
    .join('');
}

export function path(d: string, style: Style): string {
  return `<path d="${d}"${attributes(style)}/>`;
}

export function circle(center: Point, radius: number, style: Style): string {
  return `<circle cx="${round(center.x)}" cy="${round(center.y)}" r="${round(radius)}"${attributes(style)}/>`;
}

export function rectangle(corner: Point, size: Point, style: Style): string {
  return `<rect x="${round(corner.x)}" y="${round(corner.y)}" width="${round(size.x)}" height="${round(size.y)}"${attributes(style)}/>`;
}

export function group(content: string | readonly string[], style: Style = {}): string {
  return `<g${attributes(style)}>${typeof content === 'string' ? content : content.join('')}</g>`;
}

export function moved(
  content: string,
  to: Point,
  options: { readonly degrees?: number; readonly scale?: Point } = {},
): string {
  const { degrees = 0, scale = point(1, 1) } = options;
  return group(content, {
    transform: `translate(${coordinates(to)}) rotate(${round(degrees)}) scale(${coordinates(scale)})`,
  });
}

/** Copies of a drawing made at the origin pointing up, turned around a center. */
export function ringOf(
  content: string,
  center: Point,
  options: { readonly count: number; readonly radius?: number; readonly offset?: number },
): string {
  const { count, radius = 0, offset = 0 } = options;
  return times(count)
    .map((at) => {
      const degrees = offset + (360 / count) * at;
      return moved(content, polar(center, degrees, radius), { degrees });
    })
    .join('');
}

/** 0 to count - 1. */
export function times(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

/** Left-right mirror image beside the drawing itself, about the axis x = 0. */
export function mirrored(content: string): string {
  return content + group(content, { transform: 'scale(-1 1)' });
}

/** A whole document. Sizes are in its own units; it is rendered at any resolution. */
export function svg(width: number, height: number, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${content.join('')}</svg>`;
}

/** Numbers in 0–1 that look random and are the same every time (mulberry32), so that a picture has one digest. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
