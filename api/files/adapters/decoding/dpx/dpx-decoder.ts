import type { DecodedTarget } from '../decoded-target.ts';
import { codeOf, filmicViewName, FilmicView } from '../filmic-view.ts';
import type { OriginalFile } from '../original-file.ts';
import { type DpxLayout, dpxLayoutOf } from './dpx-layout.ts';
import { lineReaderOf } from './dpx-samples.ts';

/** DPX of 8, 10, 12, 16 and 32 bits: gray, RGB with and without alpha, 4:4:4 and 4:2:2. Opaque. */
export function decodeDpx(file: OriginalFile, target: DecodedTarget): void {
  const layout = dpxLayoutOf(file);
  const { width, height, samples, pixelsAGroup, dataAt, lineBytes } = layout;
  target.require({ width, height });
  const readLine = lineReaderOf(layout);
  const show = viewOf(layout);
  const groups = Math.ceil(width / pixelsAGroup);
  const line = Buffer.alloc(Math.min(lineBytes, file.bytes - dataAt));
  const numbers = new Float32Array(groups * samples.length);
  const colors = new Float32Array(width * 3);
  const data = new Uint8Array(width * height * 3);
  const spread = spreadOf(layout);
  for (let y = 0; y < height; y += 1) {
    // The last line may lack what would follow it.
    const start = dataAt + y * lineBytes;
    file.readInto(line.subarray(0, Math.min(line.length, file.bytes - start)), start);
    readLine(line, numbers);
    spread(numbers, colors);
    if (layout.isMirrored) mirror(colors);
    const row = layout.isUpsideDown ? height - 1 - y : y;
    show(colors, data.subarray(row * width * 3, (row + 1) * width * 3));
  }
  target.writePixels({ width, height, channels: 3, data, shownAs: shownAs(layout) });
}

type Spread = (numbers: Float32Array, colors: Float32Array) => void;

/** Samples as red, green and blue from 0 to 1; floating ones as they are. */
function spreadOf({ samples, bitDepth, width }: DpxLayout): Spread {
  const scale = bitDepth === 32 ? 1 : 1 / (2 ** bitDepth - 1);
  if (!samples.includes('Cb')) {
    const places = (['R', 'G', 'B'] as const).map((each) => Math.max(0, samples.indexOf(each)));
    return (numbers, colors) => {
      for (let x = 0; x < width; x += 1)
        for (let channel = 0; channel < 3; channel += 1)
          colors[x * 3 + channel] = (numbers[x * samples.length + (places[channel] ?? 0)] ?? 0) * scale;
    };
  }
  const isHalved = samples.length === 4;
  return (numbers, colors) => {
    for (let x = 0; x < width; x += 1) {
      const at = isHalved ? (x >> 1) * 4 : x * 3;
      const luma = (numbers[at + (isHalved && x % 2 === 1 ? 3 : 1)] ?? 0) * scale;
      writeBt709(
        { luma, blue: (numbers[at] ?? 0) * scale, red: (numbers[at + 2] ?? 0) * scale },
        colors.subarray(x * 3, x * 3 + 3),
      );
    }
  };
}

/** Narrow range (ITU-R BT.709, 3.4 to 3.6). */
function writeBt709(
  { luma, blue, red }: { readonly luma: number; readonly blue: number; readonly red: number },
  target: Float32Array,
): void {
  const y = (luma * 255 - 16) / 219;
  const [cb, cr] = [(blue * 255 - 128) / 224, (red * 255 - 128) / 224];
  target[0] = y + 1.5748 * cr;
  target[1] = y - 0.187_324 * cb - 0.468_124 * cr;
  target[2] = y + 1.8556 * cb;
}

function mirror(colors: Float32Array): void {
  for (let left = 0, right = colors.length - 3; left < right; left += 3, right -= 3)
    for (let channel = 0; channel < 3; channel += 1) {
      const kept = colors[left + channel] ?? 0;
      colors[left + channel] = colors[right + channel] ?? 0;
      colors[right + channel] = kept;
    }
}

const [PRINTING_DENSITY, LINEAR, LOGARITHMIC] = [1, 2, 3];
const [WHITE, BLACK] = [685, 95];
/** What that is called among a file's facts. */
function shownAs({ transfer, bitDepth }: DpxLayout): string | undefined {
  if (isLogarithmic(transfer)) return `Cineon log, ${filmicViewName()}`;
  return bitDepth === 32 ? filmicViewName() : undefined;
}

function isLogarithmic(transfer: number): boolean {
  return transfer === PRINTING_DENSITY || transfer === LOGARITHMIC;
}

const DENSITY_A_CODE = 0.002;
const NEGATIVE_GAMMA = 0.6;

/**
 * Printing density and logarithmic codes become light by Kodak's Cineon curve (code 685 of 1,023 is white, 95 black, 0.002 density a
 * code, gamma 0.6), and show as light does; so do floating samples. Linear ones get the curve of sRGB; all others are shown as they are.
 */
function viewOf({ transfer, bitDepth }: DpxLayout): (colors: Float32Array, target: Uint8Array) => void {
  const view = new FilmicView(null);
  if (isLogarithmic(transfer)) return (colors, target) => view.show(colors.map(lightOfCode), target);
  if (bitDepth === 32) return (colors, target) => view.show(colors, target);
  const show = transfer === LINEAR ? codeOf : (color: number) => color * 255;
  return (colors, target) => {
    // Whoever stores numbers in bytes that clamp rounds them too.
    const clamped = new Uint8ClampedArray(target.buffer, target.byteOffset, target.length);
    for (const [at, color] of colors.entries()) clamped[at] = show(color);
  };
}

function lightOfCode(part: number): number {
  const black = densityLight(BLACK);
  return (densityLight(part * 1_023) - black) / (1 - black);
}

function densityLight(code: number): number {
  return 10 ** (((code - WHITE) * DENSITY_A_CODE) / NEGATIVE_GAMMA);
}
