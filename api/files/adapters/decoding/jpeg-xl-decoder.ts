import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DecodedTarget } from './decoded-target.ts';
import type { OriginalFile } from './original-file.ts';
import { undecodable } from './picture-refusal.ts';

const MAX_BYTES = 268_435_456;

/** What the library makes its answer of, which Node lacks. */
class PlainImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

/** Node has WebAssembly as browsers do; its types do not say so. */
const { WebAssembly: assembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };
};
const compile = (bytes: Uint8Array) => assembly.compile(bytes);

/** JPEG XL by libjxl (WebAssembly), the right way up, in sRGB; of an animation the first frame. */
export async function decodeJpegXl(file: OriginalFile, target: DecodedTarget): Promise<void> {
  const bytes = file.readWhole(MAX_BYTES);
  const { default: decode, init } = await import('@jsquash/jxl/decode.js');
  const wasm = createRequire(import.meta.url).resolve('@jsquash/jxl/codec/dec/jxl_dec.wasm');
  Object.assign(globalThis, { ImageData: PlainImageData });
  await init(await compile(await readFile(wasm)));
  // It makes what was put in place of the browser's ImageData.
  const decoded = (await decode(new Uint8Array(bytes).buffer)) as unknown as PlainImageData;
  const { width, height, data } = decoded;
  target.require({ width, height });
  if (data.length !== width * height * 4) throw undecodable('libjxl can’t decode its picture.');
  target.writePixels({
    width,
    height,
    channels: 4,
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
  });
}
