/** sRGB with alpha, four bytes a pixel, by rows from the upper left. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export type Wrap = 'REPEAT' | 'MIRROR' | 'CLAMP';

/** Of eight bits in sRGB, what they are in light. */
const LIGHT = Float32Array.from({ length: 256 }, (_, value) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});

const STEPS = 4_095;
/** The other way, in steps finer than eight bits tell apart. */
const ENCODED = Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
  const light = step / STEPS;
  return Math.round((light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055) * 255);
});

export function toEightBits(light: number): number {
  return ENCODED[Math.round(Math.min(1, Math.max(0, light)) * STEPS)] ?? 0;
}

/** An image in light, with its halves down to one pixel, so that fine cloth does not flicker into dots. */
export class Texture {
  readonly #levels: readonly Pixels[];
  readonly #wraps: readonly [Wrap, Wrap];

  constructor(pixels: Pixels, wraps: readonly [Wrap, Wrap]) {
    const levels = [pixels];
    for (let last = pixels; last.width > 1 || last.height > 1; levels.push(last)) last = halve(last);
    this.#levels = levels;
    this.#wraps = wraps;
  }

  /** Texels that lie on a unit of texture coordinates, squared. */
  get area(): number {
    const [{ width, height } = { width: 1, height: 1 }] = this.#levels;
    return width * height;
  }

  /** Red, green, blue and alpha, blended of four texels, into `into`. */
  sample([u, v]: readonly [number, number], level: number, into: Float64Array): void {
    const pixels = this.#levels[Math.min(this.#levels.length - 1, Math.max(0, level))];
    if (pixels === undefined) return;
    const x = u * pixels.width - 0.5;
    const y = v * pixels.height - 0.5;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    into.fill(0);
    for (let corner = 0; corner < 4; corner += 1) {
      const [right, down] = [corner & 1, corner >> 1];
      const weight = (right === 1 ? x - left : 1 - x + left) * (down === 1 ? y - top : 1 - y + top);
      const column = wrapped(left + right, pixels.width, this.#wraps[0]);
      const row = wrapped(top + down, pixels.height, this.#wraps[1]);
      const at = (row * pixels.width + column) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        into[channel] = (into[channel] ?? 0) + weight * (LIGHT[pixels.rgba[at + channel] ?? 0] ?? 0);
      into[3] = (into[3] ?? 0) + (weight * (pixels.rgba[at + 3] ?? 0)) / 255;
    }
  }
}

function wrapped(at: number, size: number, wrap: Wrap): number {
  if (wrap === 'CLAMP') return Math.min(size - 1, Math.max(0, at));
  const inTwo = ((at % (2 * size)) + 2 * size) % (2 * size);
  if (inTwo < size) return inTwo;
  return wrap === 'REPEAT' ? inTwo - size : 2 * size - 1 - inTwo;
}

function halve({ width, height, rgba }: Pixels): Pixels {
  const half = { width: Math.max(1, width >> 1), height: Math.max(1, height >> 1) };
  const smaller = new Uint8Array(half.width * half.height * 4);
  for (let y = 0; y < half.height; y += 1) {
    const rows = [Math.min(height - 1, 2 * y) * width, Math.min(height - 1, 2 * y + 1) * width];
    for (let x = 0; x < half.width; x += 1) {
      const columns = [Math.min(width - 1, 2 * x), Math.min(width - 1, 2 * x + 1)];
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (const row of rows) for (const column of columns) sum += rgba[(row + column) * 4 + channel] ?? 0;
        smaller[(y * half.width + x) * 4 + channel] = (sum + 2) >> 2;
      }
    }
  }
  return { ...half, rgba: smaller };
}
