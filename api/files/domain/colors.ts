import { ASSET_COLORS, type AssetColor } from '@lanran/protocol/assets/colors';

/** Eight bits a channel in sRGB, one pixel after the other. */
export interface SmallPicture {
  readonly pixels: Uint8Array;
  readonly channels: number;
}

/** A neutral one is most often what the object lies on. */
const LEAST_SHARE = 0.1;
const LEAST_NEUTRAL_SHARE = 0.4;
const NEUTRAL: ReadonlySet<AssetColor> = new Set(['BLACK', 'GRAY', 'WHITE']);

/** What a picture shows much of, in the order of `ASSET_COLORS`. */
export function colorsOf({ pixels, channels }: SmallPicture): readonly AssetColor[] {
  const counts = new Map<AssetColor, number>();
  const count = Math.floor(pixels.length / channels);
  const [toGreen, toBlue] = channels < 3 ? [0, 0] : [1, 2];
  for (let at = 0; at < count * channels; at += channels) {
    const color = colorOf([pixels[at] ?? 0, pixels[at + toGreen] ?? 0, pixels[at + toBlue] ?? 0]);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  return ASSET_COLORS.filter(
    (color) =>
      (counts.get(color) ?? 0) >= count * (NEUTRAL.has(color) ? LEAST_NEUTRAL_SHARE : LEAST_SHARE) &&
      counts.has(color),
  );
}

/** Of one pixel in sRGB, by lightness, chroma and hue of OKLCH (CSS Color 4 §9). */
export function colorOf(rgb: readonly [number, number, number]): AssetColor {
  const { lightness, chroma, hue } = oklchOf(rgb);
  if (chroma < 0.03 || (lightness < 0.2 && chroma < 0.06))
    return lightness < 0.32 ? 'BLACK' : lightness > 0.85 ? 'WHITE' : 'GRAY';
  if (hue < 15 || hue >= 345) return lightness > 0.68 ? 'PINK' : 'RED';
  if (hue < 42) return lightness > 0.74 ? 'PINK' : chroma < 0.1 ? 'BROWN' : 'RED';
  if (hue < 80) return chroma > 0.12 && lightness > 0.6 ? 'ORANGE' : lightness > 0.9 ? 'WHITE' : 'BROWN';
  if (hue < 115) return chroma > 0.08 && lightness > 0.65 ? 'YELLOW' : lightness > 0.9 ? 'WHITE' : 'BROWN';
  if (hue < 190) return 'GREEN';
  if (hue < 290) return 'BLUE';
  if (hue < 325) return 'PURPLE';
  return lightness > 0.6 ? 'PINK' : 'PURPLE';
}

interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  /** Degrees, 0 to 360. */
  readonly hue: number;
}

function oklchOf(rgb: readonly [number, number, number]): Oklch {
  const [red, green, blue] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  const degrees = (Math.atan2(b, a) * 180) / Math.PI;
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: degrees < 0 ? degrees + 360 : degrees,
  };
}

/** By value of a channel. */
const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

function linear(value: number): number {
  return LINEAR[value] ?? 0;
}
