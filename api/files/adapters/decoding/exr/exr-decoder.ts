import { UndecodableFileError } from '../../inspection/byte-cursor.ts';
import {
  type ExrHeader,
  type ExrPart,
  heightOf,
  readExrHeader,
  widthOf,
} from '../../inspection/exr-header.ts';
import type { DecodedTarget } from '../decoded-target.ts';
import { ExposureMeter } from '../exposure.ts';
import { filmicViewName, FilmicView } from '../filmic-view.ts';
import type { OriginalFile } from '../original-file.ts';
import { undecodable } from '../picture-refusal.ts';
import { excerptOf } from './exr-excerpt.ts';
import { layerOf } from './exr-layer.ts';

const MAX_HEADER_BYTES = 1_048_576;
/** 8K with a frame around it; a pixel takes 20 bytes of memory, or more. */
const MAX_PIXELS = 67_108_864;
/** Pixels that an exposure is chosen from, at least. */
const METERED_PIXELS = 500_000;
/** Of three's texture types. */
const [FLOAT, HALF] = [1_015, 1_016];

/**
 * OpenEXR: scan lines and tiles, of one part or more, half and float, in all compressions, by three's EXRLoader. What shows is the
 * display window, black where there is no data, and opaque.
 */
export async function decodeExr(file: OriginalFile, target: DecodedTarget): Promise<void> {
  const header = headerOf(file);
  const layer = layerOf(header);
  const { part, shown } = layer;
  const { dataWindow, displayWindow } = part;
  const [width, height] = [widthOf(displayWindow), heightOf(displayWindow)];
  target.require({ width, height }, MAX_PIXELS);
  target.require({ width: widthOf(dataWindow), height: heightOf(dataWindow) }, MAX_PIXELS);
  const isHalf = part.channels.some(({ name, type }) => shown.has(name) && type === 'half');
  const light = await decode(excerptOf(file, header, layer), isHalf ? HALF : FLOAT);
  const exposure = exposureOf(light);
  const data = shownBy(new FilmicView(part.chromaticities, exposure), light, part);
  target.writePixels({ width, height, channels: 3, data, shownAs: filmicViewName(exposure) });
}

function headerOf(file: OriginalFile): ExrHeader {
  try {
    return readExrHeader(file.readUpTo(0, MAX_HEADER_BYTES));
  } catch (error) {
    if (error instanceof UndecodableFileError) throw undecodable(error.message, { cause: error });
    throw error;
  }
}

/** Four samples a pixel, of the data window, with the last row first. */
type Light = Uint16Array | Float32Array;

async function decode(excerpt: Uint8Array, type: number): Promise<Light> {
  const { EXRLoader } = await import('three/examples/jsm/loaders/EXRLoader.js');
  const loader = new EXRLoader();
  loader.type = type;
  try {
    // Of these two types it is one or the other.
    return loader.parse(excerpt.buffer).data as Light;
  } catch (error) {
    const said = error instanceof Error ? error.message.replace('THREE.EXRLoader: ', '') : String(error);
    throw undecodable(said, { cause: error });
  }
}

/** From every so many pixels. */
function exposureOf(light: Light): number {
  const meter = new ExposureMeter();
  const toNumber = light instanceof Uint16Array ? halfNumbers() : null;
  const numberAt = (at: number) => {
    const sample = light[at] ?? 0;
    return toNumber === null ? sample : (toNumber[sample] ?? 0);
  };
  const step = Math.max(1, Math.floor(light.length / 4 / METERED_PIXELS));
  for (let at = 0; at + 2 < light.length; at += step * 4)
    meter.add(numberAt(at), numberAt(at + 1), numberAt(at + 2));
  return meter.exposure;
}

/** Row by row, so that no more is unfolded. */
function shownBy(view: FilmicView, light: Light, { dataWindow, displayWindow }: ExrPart): Uint8Array {
  const [width, height] = [widthOf(displayWindow), heightOf(displayWindow)];
  const [dataWidth, dataHeight] = [widthOf(dataWindow), heightOf(dataWindow)];
  const pixels = new Uint8Array(width * height * 3);
  const from = Math.max(displayWindow.left, dataWindow.left);
  const to = Math.min(displayWindow.right, dataWindow.right) + 1;
  if (to <= from) return pixels;
  const row = new Float32Array((to - from) * 3);
  const toNumber = light instanceof Uint16Array ? halfNumbers() : null;
  for (let y = 0; y < height; y += 1) {
    const dataY = y + displayWindow.top - dataWindow.top;
    if (dataY < 0 || dataY >= dataHeight) continue;
    let at = ((dataHeight - 1 - dataY) * dataWidth + from - dataWindow.left) * 4;
    for (let x = 0; x < row.length; x += 3, at += 4)
      for (let channel = 0; channel < 3; channel += 1) {
        const sample = light[at + channel] ?? 0;
        row[x + channel] = toNumber === null ? sample : (toNumber[sample] ?? 0);
      }
    const start = (y * width + from - displayWindow.left) * 3;
    view.show(row, pixels.subarray(start, start + row.length));
  }
  return pixels;
}

/** The numbers of all half floats (IEEE 754 binary16). */
function halfNumbers(): Float32Array {
  return Float32Array.from({ length: 65_536 }, (_, bits) => {
    const [sign, exponent, fraction] = [bits >> 15 === 0 ? 1 : -1, (bits >> 10) & 0x1f, bits & 0x3ff];
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1_024) * 2 ** (exponent - 15));
  });
}
