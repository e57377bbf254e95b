import type { Bounds } from './camera.ts';
import { rasterize } from './raster.ts';
import type { Surface } from './surface.ts';

const CELLS = 320;
/** How far a point's shadow falls to the side for each unit of height: from the key light, steeper than it is. */
const FALL = { x: 0.3, z: -0.16 };
const BLURS = [3, 5, 7];

/** How dark the ground below a scene is, 0 to 1: its outline along the light, softened. */
export class GroundShadow {
  readonly #cells: Float32Array;
  readonly #corner: { readonly x: number; readonly z: number };
  readonly #cellSize: number;
  readonly level: number;

  constructor(surfaces: readonly Surface[], { low, high }: Bounds) {
    const height = high[1] - low[1];
    const wide = Math.max(high[0] - low[0], high[2] - low[2]) + height * FALL.x;
    const size = wide * 1.5 + 1e-9;
    this.level = low[1];
    this.#cellSize = size / CELLS;
    this.#corner = {
      x: (low[0] + high[0] + height * FALL.x) / 2 - size / 2,
      z: (low[2] + high[2] + height * FALL.z) / 2 - size / 2,
    };
    const cells = new Float32Array(CELLS * CELLS);
    for (const { positions, indices } of surfaces) {
      const onGround = (index: number) => {
        const above = (positions[index * 3 + 1] ?? 0) - low[1];
        return {
          x: ((positions[index * 3] ?? 0) + above * FALL.x - this.#corner.x) / this.#cellSize,
          y: ((positions[index * 3 + 2] ?? 0) + above * FALL.z - this.#corner.z) / this.#cellSize,
        };
      };
      for (let at = 0; at + 2 < indices.length; at += 3) {
        const [one = 0, two = 0, three = 0] = indices.subarray(at, at + 3);
        const corners = [onGround(one), onGround(two), onGround(three)] as const;
        rasterize(corners, { width: CELLS, height: CELLS }, (cell) => {
          cells[cell] = 1;
        });
      }
    }
    this.#cells = BLURS.reduce(blur, cells);
  }

  at(x: number, z: number): number {
    const column = (x - this.#corner.x) / this.#cellSize - 0.5;
    const row = (z - this.#corner.z) / this.#cellSize - 0.5;
    const [left, top] = [Math.floor(column), Math.floor(row)];
    if (left < 0 || top < 0 || left >= CELLS - 1 || top >= CELLS - 1) return 0;
    const cell = top * CELLS + left;
    const upper = mix(this.#cells[cell] ?? 0, this.#cells[cell + 1] ?? 0, column - left);
    const lower = mix(this.#cells[cell + CELLS] ?? 0, this.#cells[cell + CELLS + 1] ?? 0, column - left);
    return mix(upper, lower, row - top);
  }
}

function mix(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

/** The mean of a cell and so many on each side of it, along rows and then along columns. */
function blur(cells: Float32Array, radius: number): Float32Array {
  return blurLines(blurLines(cells, radius, { step: 1, line: CELLS }), radius, { step: CELLS, line: 1 });
}

function blurLines(
  cells: Float32Array,
  radius: number,
  { step, line }: { readonly step: number; readonly line: number },
): Float32Array {
  const blurred = new Float32Array(cells.length);
  for (let from = 0; from < CELLS; from += 1) {
    let sum = 0;
    for (let at = -radius; at < CELLS; at += 1) {
      if (at + radius < CELLS) sum += cells[from * line + (at + radius) * step] ?? 0;
      if (at - radius > 0) sum -= cells[from * line + (at - radius - 1) * step] ?? 0;
      if (at >= 0) blurred[from * line + at * step] = sum / (2 * radius + 1);
    }
  }
  return blurred;
}
