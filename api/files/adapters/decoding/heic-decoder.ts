import type { DecodedTarget } from './decoded-target.ts';
import type { OriginalFile } from './original-file.ts';
import { undecodable } from './picture-refusal.ts';

const MAX_BYTES = 268_435_456;

interface HeifPixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The main picture of an HEIC or HEIF file by libheif (WebAssembly), turned and cut as the file says, with its profile. */
export async function decodeHeic(file: OriginalFile, target: DecodedTarget): Promise<void> {
  const bytes = file.readWhole(MAX_BYTES);
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const images = new libheif.HeifDecoder().decode(bytes);
  const image = images.find((each) => each.is_primary()) ?? images[0];
  if (image === undefined) throw undecodable('libheif finds no picture in it.');
  const size = { width: image.get_width(), height: image.get_height() };
  target.require(size);
  const pixels = { ...size, data: new Uint8ClampedArray(size.width * size.height * 4) };
  const shown = await new Promise<HeifPixels | null>((resolve) => image.display(pixels, resolve));
  if (shown === null) throw undecodable('libheif can’t decode its picture.');
  const data = new Uint8Array(shown.data.buffer, shown.data.byteOffset, shown.data.length);
  target.writePixels({ ...size, channels: 4, data, profile: await findProfile(file.path) });
}

/** Which libheif keeps to itself here; libvips reads it without decoding. */
async function findProfile(path: string): Promise<Uint8Array | undefined> {
  const { default: sharp } = await import('sharp');
  try {
    return (await sharp(path, { limitInputPixels: false }).metadata()).icc;
  } catch {
    return undefined;
  }
}
