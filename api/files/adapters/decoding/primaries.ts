/** Row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** Of what has the primaries of sRGB and ITU-R BT.709 already. */
export const TO_SRGB: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const BT_709 = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329];
const BRADFORD: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];
const LEAST_DETERMINANT = 1e-9;

/**
 * From linear RGB with these chromaticities (x and y of red, green, blue and white, CIE 1931) to linear sRGB: SMPTE RP 177, with
 * the white adapted by Bradford's method. Null when they span no space.
 */
export function findConversion(chromaticities: readonly number[]): Matrix | null {
  const toXyz = findRgbToXyz(chromaticities);
  const srgbToXyz = findRgbToXyz(BT_709);
  const back = srgbToXyz === null ? null : findInverse(srgbToXyz);
  const adapting = findAdaptation(chromaticities);
  if (toXyz === null || back === null || adapting === null) return null;
  return product(back, product(adapting, toXyz));
}

function findRgbToXyz(chromaticities: readonly number[]): Matrix | null {
  const [rx = 0, ry = 0, gx = 0, gy = 0, bx = 0, by = 0] = chromaticities;
  const columns: Matrix = [rx, gx, bx, ry, gy, by, 1 - rx - ry, 1 - gx - gy, 1 - bx - by];
  const inverse = findInverse(columns);
  const white = whiteOf(chromaticities);
  if (inverse === null || !white.every(Number.isFinite)) return null;
  const [r, g, b] = applied(inverse, white);
  return product(columns, [r, 0, 0, 0, g, 0, 0, 0, b]);
}

type Vector = readonly [number, number, number];

function whiteOf(chromaticities: readonly number[]): Vector {
  const [x = 0, y = 0] = chromaticities.slice(6);
  return [x / y, 1, (1 - x - y) / y];
}

function findAdaptation(chromaticities: readonly number[]): Matrix | null {
  const [from0, from1, from2] = applied(BRADFORD, whiteOf(chromaticities));
  const [to0, to1, to2] = applied(BRADFORD, whiteOf(BT_709));
  const back = findInverse(BRADFORD);
  const scaled: Matrix = [to0 / from0, 0, 0, 0, to1 / from1, 0, 0, 0, to2 / from2];
  return back === null || !scaled.every(Number.isFinite) ? null : product(back, product(scaled, BRADFORD));
}

function applied([a, b, c, d, e, f, g, h, i]: Matrix, [x, y, z]: Vector): Vector {
  return [a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z];
}

export function product(left: Matrix, [a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const [x0, x1, x2] = applied(left, [a, d, g]);
  const [y0, y1, y2] = applied(left, [b, e, h]);
  const [z0, z1, z2] = applied(left, [c, f, i]);
  return [x0, y0, z0, x1, y1, z1, x2, y2, z2];
}

function findInverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix | null {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!(Math.abs(determinant) > LEAST_DETERMINANT)) return null;
  const scale = 1 / determinant;
  return [
    (e * i - f * h) * scale,
    (c * h - b * i) * scale,
    (b * f - c * e) * scale,
    (f * g - d * i) * scale,
    (a * i - c * g) * scale,
    (c * d - a * f) * scale,
    (d * h - e * g) * scale,
    (b * g - a * h) * scale,
    (a * e - b * d) * scale,
  ];
}
