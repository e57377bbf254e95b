import { type Matrix, findConversion, product, TO_SRGB } from './primaries.ts';

/** From linear sRGB to the space in which the curve is applied, and back. */
const TO_CURVE: Matrix = [0.59719, 0.35458, 0.04823, 0.076, 0.90834, 0.01566, 0.0284, 0.13383, 0.83777];
const FROM_CURVE: Matrix = [
  1.60475, -0.53108, -0.07367, -0.10208, 1.10813, -0.00605, -0.00327, -0.07276, 1.07602,
];
/** Codes of the sRGB curve (IEC 61966-2-1) that are computed once. */
const STEPS = 16_384;
const CODES = Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
  const light = step / STEPS;
  return Math.round(255 * (light <= 0.003_130_8 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
});
/** The greatest number of 16 bits: what is brighter shows the same white. */
const BRIGHTEST = 65_504;

/** What this view is called among a file's facts. */
export function filmicViewName(exposure = 0): string {
  const sign = exposure > 0 ? '+' : '';
  return `exposure ${sign}${Number(exposure.toFixed(2))} EV, ACES 1.0 SDR (fit by S. Hill), sRGB`;
}

/**
 * How light of a scene shows on a screen: by an exposure in EV, from the file's primaries to sRGB, then the ACES 1.0 reference rendering and
 * output transforms as fitted by S. Hill, `(v (v + 0.0245786) − 0.000090537) / (v (0.983729 v + 0.432951) + 0.238081)` between two
 * matrices, then the sRGB curve. Gray of 18 % shows as code 91.
 */
export class FilmicView {
  readonly #matrix: Matrix;
  readonly #gain: number;

  /** x and y of red, green, blue and white (CIE 1931). Those of BT.709 for null, and for what spans no space. */
  constructor(chromaticities: readonly number[] | null, exposure = 0) {
    this.#gain = 2 ** exposure;
    const toSrgb = chromaticities === null ? TO_SRGB : (findConversion(chromaticities) ?? TO_SRGB);
    this.#matrix = product(TO_CURVE, toSrgb);
  }

  /** Writes three bytes for each pixel. `light` is linear; what is no number is black. */
  show(light: Float32Array, target: Uint8Array): void {
    const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = this.#matrix;
    const gain = this.#gain;
    const [o0, o1, o2, o3, o4, o5, o6, o7, o8] = FROM_CURVE;
    for (let at = 0; at + 2 < light.length; at += 3) {
      const red = bounded(light[at]) * gain;
      const green = bounded(light[at + 1]) * gain;
      const blue = bounded(light[at + 2]) * gain;
      const r = curve(m0 * red + m1 * green + m2 * blue);
      const g = curve(m3 * red + m4 * green + m5 * blue);
      const b = curve(m6 * red + m7 * green + m8 * blue);
      target[at] = codeOf(o0 * r + o1 * g + o2 * b);
      target[at + 1] = codeOf(o3 * r + o4 * g + o5 * b);
      target[at + 2] = codeOf(o6 * r + o7 * g + o8 * b);
    }
  }
}

function bounded(light = 0): number {
  if (light > BRIGHTEST) return BRIGHTEST;
  return light > -BRIGHTEST ? light : 0;
}

/** Below nothing it would rise again. */
function curve(light: number): number {
  const v = light > 0 ? light : 0;
  return (v * (v + 0.024_578_6) - 0.000_090_537) / (v * (0.983_729 * v + 0.432_951) + 0.238_081);
}

/** The code of sRGB for light from 0 to 1, and the nearest one for other. */
export function codeOf(light: number): number {
  return CODES[light <= 0 ? 0 : light >= 1 ? STEPS : Math.round(light * STEPS)] ?? 0;
}
