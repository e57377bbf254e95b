import { boundsOf, type Camera, frameScene } from './camera.ts';
import { GroundShadow } from './ground-shadow.ts';
import { cross, dot, normalize, type Vector } from './matrix.ts';
import { rasterize } from './raster.ts';
import type { Surface } from './surface.ts';
import { toEightBits } from './texture.ts';

export interface Painting {
  readonly width: number;
  readonly height: number;
  /** sRGB, three bytes a pixel, by rows from the upper left. */
  readonly rgb: Uint8Array;
}

/** Each pixel is the mean of so many samples squared. */
const SAMPLES = 2;
/** Undyed cloth `#f6f1e7`, in light. */
const GROUND: Vector = [0.922, 0.88, 0.799];
const SHADE = 0.5;
/** From the upper left of the viewer, as daylight in a studio; the fill from the right is a sixth of it. */
const KEY = normalize([-0.42, 0.74, 0.62]);
const FILL = normalize([0.9, 0.15, 0.35]);
const LIGHT = { key: 0.78, fill: 0.14, sky: 0.34, floor: 0.2 };
/** Transparent surfaces leave out samples by this pattern: whatever lies behind them shows there, in any order of painting. */
const THRESHOLDS = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map((at) => (at + 0.5) / 16);

/** A view of surfaces in software. @throws UnpaintableError for what has no extent */
export function paint(surfaces: readonly Surface[], width: number): Painting {
  const bounds = boundsOf(surfaces);
  const camera = frameScene(surfaces, bounds, width * SAMPLES);
  const canvas = new Canvas(camera);
  for (const surface of surfaces) canvas.draw(surface);
  canvas.drawGround(new GroundShadow(surfaces, bounds));
  return canvas.develop();
}

class Canvas {
  readonly #camera: Camera;
  /** One over the distance from the eye: larger is nearer, 0 is nothing. */
  readonly #nearness: Float32Array;
  readonly #light: Float32Array;

  constructor(camera: Camera) {
    this.#camera = camera;
    this.#nearness = new Float32Array(camera.width * camera.height);
    this.#light = new Float32Array(camera.width * camera.height * 3);
  }

  draw(surface: Surface): void {
    const seen = project(surface.positions, this.#camera);
    const { indices } = surface;
    for (let at = 0; at + 2 < indices.length; at += 3) {
      const triangle = [indices[at] ?? 0, indices[at + 1] ?? 0, indices[at + 2] ?? 0] as const;
      this.#drawTriangle(surface, triangle, seen);
    }
  }

  #drawTriangle(surface: Surface, [a, b, c]: Triangle, seen: Float64Array): void {
    const nearA = seen[a * 3 + 2] ?? 0;
    const nearB = seen[b * 3 + 2] ?? 0;
    const nearC = seen[c * 3 + 2] ?? 0;
    // Behind the eye, where the camera's framing leaves nothing.
    if (nearA <= 0 || nearB <= 0 || nearC <= 0) return;
    const corners = [cornerOf(seen, a), cornerOf(seen, b), cornerOf(seen, c)] as const;
    const { width } = this.#camera;
    const shader = new Shader(surface, [a, b, c], { corners, eye: this.#camera.eye });
    rasterize(corners, this.#camera, (cell, weightA, weightB) => {
      const [partA, partB] = [weightA * nearA, weightB * nearB];
      const near = partA + partB + (1 - weightA - weightB) * nearC;
      if (near <= (this.#nearness[cell] ?? 0)) return;
      const threshold = THRESHOLDS[(cell % 4) + 4 * (Math.floor(cell / width) % 4)] ?? 0;
      const light = shader.shade(partA / near, partB / near, threshold);
      if (light === null) return;
      this.#nearness[cell] = near;
      this.#light.set(light, cell * 3);
    });
  }

  /** Where nothing else is: cloth that the scene stands on. */
  drawGround(shadow: GroundShadow): void {
    const { width, height, eye, right, up, forward, scale } = this.#camera;
    for (let cell = 0; cell < width * height; cell += 1) {
      if ((this.#nearness[cell] ?? 0) > 0) continue;
      const across = ((cell % width) + 0.5 - width / 2) / scale;
      const above = (height / 2 - Math.floor(cell / width) - 0.5) / scale;
      const fall = forward[1] + across * right[1] + above * up[1];
      const length = fall < 0 ? (shadow.level - eye[1]) / fall : 0;
      const dark =
        length > 0
          ? shadow.at(
              eye[0] + length * (forward[0] + across * right[0] + above * up[0]),
              eye[2] + length * (forward[2] + across * right[2] + above * up[2]),
            )
          : 0;
      for (let channel = 0; channel < 3; channel += 1)
        this.#light[cell * 3 + channel] = (GROUND[channel] ?? 0) * (1 - SHADE * dark);
    }
  }

  develop(): Painting {
    const [width, height] = [this.#camera.width / SAMPLES, this.#camera.height / SAMPLES];
    const rgb = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y += 1) {
      for (let at = 0; at < width * 3; at += 1) {
        const [x, channel] = [Math.floor(at / 3), at % 3];
        let sum = 0;
        for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
          const row = y * SAMPLES + Math.floor(sample / SAMPLES);
          const column = x * SAMPLES + (sample % SAMPLES);
          // Light beyond white is cut here, or edges against it would be jagged.
          sum += Math.min(1, this.#light[(row * this.#camera.width + column) * 3 + channel] ?? 0);
        }
        rgb[y * width * 3 + at] = toEightBits(sum / (SAMPLES * SAMPLES));
      }
    }
    return { width, height, rgb };
  }
}

type Triangle = readonly [number, number, number];

/** Of each vertex: column, row, and one over its distance. */
function project(
  positions: Float32Array,
  { eye, right, up, forward, scale, width, height }: Camera,
): Float64Array {
  const seen = new Float64Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const from = pointOf(positions, at / 3, eye);
    const near = 1 / dot(from, forward);
    seen[at] = width / 2 + dot(from, right) * near * scale;
    seen[at + 1] = height / 2 - dot(from, up) * near * scale;
    seen[at + 2] = near;
  }
  return seen;
}

function pointOf(points: Float32Array, index: number, from: Vector = [0, 0, 0]): Vector {
  return [
    (points[index * 3] ?? 0) - from[0],
    (points[index * 3 + 1] ?? 0) - from[1],
    (points[index * 3 + 2] ?? 0) - from[2],
  ];
}

function cornerOf(seen: Float64Array, index: number) {
  return { x: seen[index * 3] ?? 0, y: seen[index * 3 + 1] ?? 0 };
}

interface View {
  readonly corners: readonly [Corner, Corner, Corner];
  readonly eye: Vector;
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** The light that comes from a triangle's points. */
class Shader {
  readonly #surface: Surface;
  readonly #triangle: Triangle;
  readonly #flat: Vector;
  readonly #level: number;
  readonly #texel = new Float64Array(4);
  readonly #light = new Float64Array(3);

  constructor(surface: Surface, triangle: Triangle, { corners, eye }: View) {
    this.#surface = surface;
    this.#triangle = triangle;
    const [a, b, c] = triangle;
    const from = pointOf(surface.positions, a);
    const normal = normalize(cross(pointOf(surface.positions, b, from), pointOf(surface.positions, c, from)));
    // Cloth has no inside: both faces are shown, lit from where they are seen.
    const isAway = dot(normal, pointOf(surface.positions, a, eye)) > 0;
    this.#flat = isAway ? [-normal[0], -normal[1], -normal[2]] : normal;
    this.#level = levelOf(surface, triangle, corners);
  }

  /** Null where the surface is not. The answer is overwritten by the next. */
  shade(weightA: number, weightB: number, threshold: number): Float64Array | null {
    const { material, colors } = this.#surface;
    const { color, texture, alphaMode, alphaCutoff } = material;
    const weightC = 1 - weightA - weightB;
    this.#texel.fill(1);
    if (texture !== null) {
      const u = this.#mix(this.#surface.coordinates, { size: 2, at: 0 }, [weightA, weightB, weightC]);
      const v = this.#mix(this.#surface.coordinates, { size: 2, at: 1 }, [weightA, weightB, weightC]);
      texture.sample([u, v], this.#level, this.#texel);
    }
    for (let channel = 0; channel < 4; channel += 1) {
      const own =
        colors === null ? 1 : this.#mix(colors, { size: 4, at: channel }, [weightA, weightB, weightC]);
      this.#texel[channel] = (this.#texel[channel] ?? 0) * (color[channel] ?? 1) * own;
    }
    const alpha = this.#texel[3] ?? 1;
    if (alphaMode === 'MASK' && alpha < alphaCutoff) return null;
    if (alphaMode === 'BLEND' && alpha < threshold) return null;
    const brightness = material.isLit ? this.#brightness([weightA, weightB, weightC]) : 1;
    for (let channel = 0; channel < 3; channel += 1)
      this.#light[channel] = (this.#texel[channel] ?? 0) * brightness;
    return this.#light;
  }

  #brightness(weights: Vector): number {
    const { normals } = this.#surface;
    let normal = this.#flat;
    if (normals !== null) {
      const mixed = normalize([
        this.#mix(normals, { size: 3, at: 0 }, weights),
        this.#mix(normals, { size: 3, at: 1 }, weights),
        this.#mix(normals, { size: 3, at: 2 }, weights),
      ]);
      normal = dot(mixed, this.#flat) < 0 ? [-mixed[0], -mixed[1], -mixed[2]] : mixed;
    }
    const { key, fill, sky, floor } = LIGHT;
    const ambient = floor + (sky - floor) * (0.5 + 0.5 * normal[1]);
    return ambient + key * Math.max(0, dot(normal, KEY)) + fill * Math.max(0, dot(normal, FILL));
  }

  #mix(
    values: Float32Array | null,
    { size, at }: { readonly size: number; readonly at: number },
    weights: Vector,
  ): number {
    if (values === null) return 0;
    const [a, b, c] = this.#triangle;
    return (
      (values[a * size + at] ?? 0) * weights[0] +
      (values[b * size + at] ?? 0) * weights[1] +
      (values[c * size + at] ?? 0) * weights[2]
    );
  }
}

/** Which half of the texture has about a texel for each sample. */
function levelOf(
  { coordinates, material: { texture } }: Surface,
  [a, b, c]: Triangle,
  [cornerA, cornerB, cornerC]: View['corners'],
): number {
  if (texture === null || coordinates === null) return 0;
  const at = (index: number) => ({ x: coordinates[index * 2] ?? 0, y: coordinates[index * 2 + 1] ?? 0 });
  const texels = areaOf(at(a), at(b), at(c)) * texture.area;
  const samples = areaOf(cornerA, cornerB, cornerC);
  return samples > 0 && texels > 0 ? Math.max(0, Math.round(0.5 * Math.log2(texels / samples) - 0.2)) : 0;
}

function areaOf(a: Corner, b: Corner, c: Corner): number {
  return Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
}
