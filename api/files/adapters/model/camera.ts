import { cross, dot, normalize, type Vector } from './matrix.ts';
import { type Surface, UnpaintableError } from './surface.ts';

/** Slightly raised, from the right of the front, which looks along +Z in glTF. */
const YAW = (28 * Math.PI) / 180;
const PITCH = (13 * Math.PI) / 180;
/** Half of the larger side's field of view, as a tangent: about that of a portrait lens. */
const SLOPE = Math.tan((15 * Math.PI) / 180);
const MARGIN = 1.14;
const NARROWEST = 0.75;
const WIDEST = 1.5;

export interface Camera {
  readonly width: number;
  readonly height: number;
  readonly eye: Vector;
  readonly right: Vector;
  readonly up: Vector;
  /** To the scene. */
  readonly forward: Vector;
  /** Pixels on a unit at distance one. */
  readonly scale: number;
}

export interface Bounds {
  readonly low: Vector;
  readonly high: Vector;
}

/** @throws UnpaintableError for a scene of no extent */
export function boundsOf(surfaces: readonly Surface[]): Bounds {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  eachPoint(surfaces, (x, y, z) => {
    low[0] = Math.min(low[0], x);
    low[1] = Math.min(low[1], y);
    low[2] = Math.min(low[2], z);
    high[0] = Math.max(high[0], x);
    high[1] = Math.max(high[1], y);
    high[2] = Math.max(high[2], z);
  });
  const size = Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
  // Beyond that its squares leave what numbers can hold.
  if (!(size > 1e-12) || size > 1e12)
    throw new UnpaintableError('UNDECODABLE', {
      en: 'Its triangles have no extent that could be shown.',
      zh: '其三角面没有可显示的范围。',
    });
  return { low, high };
}

/** Sees all of the scene, as wide as it is told, in natural proportions. */
export function frameScene(surfaces: readonly Surface[], { low, high }: Bounds, width: number): Camera {
  const forward: Vector = [
    -Math.sin(YAW) * Math.cos(PITCH),
    -Math.sin(PITCH),
    -Math.cos(YAW) * Math.cos(PITCH),
  ];
  const right = normalize(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const middle: Vector = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
  const spread = spreadOf(surfaces, { middle, right, up });
  const aspect = Math.min(WIDEST, Math.max(NARROWEST, spread.width / Math.max(spread.height, 1e-9)));
  const height = Math.round(width / aspect / 2) * 2;
  const slopes = { x: SLOPE * Math.min(1, aspect), y: SLOPE * Math.min(1, 1 / aspect) };
  const aim = add(add(middle, right, spread.x), up, spread.y);
  let distance = 0;
  eachPoint(surfaces, (x, y, z) => {
    const from: Vector = [x - aim[0], y - aim[1], z - aim[2]];
    const away = -dot(from, forward);
    const needed =
      MARGIN * Math.max(Math.abs(dot(from, right)) / slopes.x, Math.abs(dot(from, up)) / slopes.y);
    distance = Math.max(distance, away + needed, away * 1.05);
  });
  return {
    width,
    height,
    eye: add(aim, forward, -distance),
    right,
    up,
    forward,
    scale: width / 2 / slopes.x,
  };
}

function spreadOf(
  surfaces: readonly Surface[],
  { middle, right, up }: { readonly middle: Vector; readonly right: Vector; readonly up: Vector },
) {
  const [low, high] = [[Infinity, Infinity] as [number, number], [-Infinity, -Infinity] as [number, number]];
  eachPoint(surfaces, (x, y, z) => {
    const from: Vector = [x - middle[0], y - middle[1], z - middle[2]];
    const [across, above] = [dot(from, right), dot(from, up)];
    low[0] = Math.min(low[0], across);
    high[0] = Math.max(high[0], across);
    low[1] = Math.min(low[1], above);
    high[1] = Math.max(high[1], above);
  });
  return {
    width: high[0] - low[0],
    height: high[1] - low[1],
    x: (low[0] + high[0]) / 2,
    y: (low[1] + high[1]) / 2,
  };
}

function add(from: Vector, direction: Vector, length: number): Vector {
  return [from[0] + direction[0] * length, from[1] + direction[1] * length, from[2] + direction[2] * length];
}

/** Corners of triangles; vertices that none has are nowhere to be seen. */
function eachPoint(surfaces: readonly Surface[], visit: (x: number, y: number, z: number) => void): void {
  for (const { positions, indices } of surfaces) {
    for (const index of indices)
      visit(positions[index * 3] ?? 0, positions[index * 3 + 1] ?? 0, positions[index * 3 + 2] ?? 0);
  }
}
