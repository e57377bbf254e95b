import { mkdirSync, rmSync } from 'node:fs';
import type { Metadata, OutputInfo, Sharp, SharpOptions } from 'sharp';
import { type FileJobProblem, jobFailure, type JobFailure, type Particulars } from '../domain/file-job.ts';
import type { MadePicture, PictureMaker, PictureSource, WantedRendition } from '../ports/picture-maker.ts';
import { BoundedQueue } from '../../platform/concurrency/bounded-queue.ts';
import { type DecoderProcess, isDecodedHere } from './decoding/decoder-process.ts';
import { type ReadablePicture, ReadablePictures } from './decoding/readable-picture.ts';
import { loadSharp } from './load-sharp.ts';
import { watermarkSvg } from './watermark.ts';

/** Types that sharp decodes, and what it calls them. What is neither here nor decoded by a process of ours (SVG) is no picture. */
const DECODED: ReadonlyMap<string, Metadata['format']> = new Map([
  ['image/jpeg', 'jpeg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
  ['image/tiff', 'tiff'],
  ['image/avif', 'heif'],
]);
/** A scan of 12,000 × 9,000 passes; a decompression bomb does not. */
const MAX_PIXELS = 200_000_000;
const MAX_SOURCE_BYTES = 2 ** 31;
const PLACEHOLDER_PIXELS = 24;
const MAX_SECONDS = 60;
const MAX_WAITING = 200;

export interface SharpPictureMakerOptions {
  /** Holds the original that is being read; emptied at the start. */
  readonly scratchDir: string;
  readonly maxPixels?: number;
  readonly decoder?: DecoderProcess;
}

/** Pictures by sharp (libvips), of what it or the decoder process decodes: oriented, in sRGB, without metadata. */
export class SharpPictureMaker implements PictureMaker {
  readonly #readable: ReadablePictures;
  readonly #maxPixels: number;
  readonly #lane = new BoundedQueue(MAX_WAITING);

  constructor({ scratchDir, maxPixels = MAX_PIXELS, decoder }: SharpPictureMakerOptions) {
    this.#readable = new ReadablePictures({ scratchDir, decoder });
    this.#maxPixels = maxPixels;
    rmSync(scratchDir, { recursive: true, force: true });
    mkdirSync(scratchDir, { recursive: true, mode: 0o700 });
  }

  async make(source: PictureSource, wanted: readonly WantedRendition[]): Promise<MadePicture | null> {
    if (!DECODED.has(source.mediaType) && !isDecodedHere(source.mediaType)) return null;
    if (source.bytes > MAX_SOURCE_BYTES)
      return refused('TOO_LARGE', {
        en: `It has ${source.bytes} bytes; pictures of up to ${MAX_SOURCE_BYTES} are decoded.`,
        zh: `文件有 ${source.bytes} 字节；可解码的图像最大为 ${MAX_SOURCE_BYTES} 字节。`,
      });
    return this.#lane.take(async () => {
      const made = await this.#readable.withReadable(source, {
        maxPixels: this.#maxPixels,
        use: (readable) => this.#makeFrom(readable, wanted),
      });
      return 'renditions' in made ? made : without(made.refusal);
    });
  }

  async #makeFrom(
    { path, mediaType, shownAs }: ReadablePicture,
    wanted: readonly WantedRendition[],
  ): Promise<MadePicture> {
    const sharp = await loadSharp();
    try {
      const options: SharpOptions = { limitInputPixels: false, failOn: 'error', pages: 1 };
      // Reads the header alone, whatever it promises.
      const { format, autoOrient } = await sharp(path, options).metadata();
      if (format !== DECODED.get(mediaType))
        return refused('UNDECODABLE', {
          en: `It begins like ${mediaType}, but the decoder reads it as ${format}.`,
          zh: `开头像 ${mediaType}，但解码器读作 ${format}。`,
        });
      const { width, height } = autoOrient;
      if (width * height > this.#maxPixels)
        return refused('TOO_LARGE', {
          en: `It has ${width} × ${height} pixels; up to ${this.#maxPixels} are decoded.`,
          zh: `图像为 ${width} × ${height} 像素；可解码的最多为 ${this.#maxPixels} 像素。`,
        });
      const largest = Math.max(PLACEHOLDER_PIXELS, ...wanted.map(({ size }) => size));
      const base = await decode(path, {
        options: { ...options, limitInputPixels: this.#maxPixels },
        largest,
      });
      const renditions: Uint8Array[] = [];
      for (const one of wanted) renditions.push(await render(base, one));
      return {
        picture: {
          ...autoOrient,
          placeholder: await placeholderOf(base),
          ...(shownAs !== undefined && { shownAs }),
        },
        refusal: null,
        renditions,
      };
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      if (reason.includes('timeout'))
        return refused('TIME_LIMIT', {
          en: `Decoding it took more than ${MAX_SECONDS} seconds.`,
          zh: `解码超过 ${MAX_SECONDS} 秒。`,
        });
      // The file is on disk: whatever else stops libvips now is in its bytes, and trying again changes nothing.
      const said = reason.slice(0, 200);
      return refused('UNDECODABLE', { en: `It could not be decoded: ${said}`, zh: `无法解码：${said}` });
    }
  }
}

function refused(problem: FileJobProblem, particulars: Particulars): MadePicture {
  return without(jobFailure(problem, particulars));
}

function without(refusal: JobFailure): MadePicture {
  return { picture: null, refusal, renditions: [] };
}

/** Pixels of eight bits in sRGB. */
interface Pixels {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

async function decode(
  path: string,
  { options, largest }: { readonly options: SharpOptions; readonly largest: number },
): Promise<Pixels> {
  const sharp = await loadSharp();
  return sharp(path, options)
    .autoOrient()
    .resize({ width: largest, height: largest, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: MAX_SECONDS })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
}

async function render(pixels: Pixels, { size, watermark }: WantedRendition): Promise<Uint8Array> {
  const { data, info } = await resize(pixels, size);
  const image = await open({ data, info });
  if (watermark !== null) {
    const overlay = watermarkSvg({ text: watermark, width: info.width, height: info.height });
    image.composite([{ input: Buffer.from(overlay) }]);
  }
  return image.webp({ quality: 82, effort: 3 }).toBuffer();
}

async function placeholderOf(pixels: Pixels): Promise<string> {
  const small = await resize(pixels, PLACEHOLDER_PIXELS);
  const image = await open(small);
  const webp = await image.webp({ quality: 40, alphaQuality: 40, effort: 6 }).toBuffer();
  return `data:image/webp;base64,${webp.toString('base64')}`;
}

/** Into a square of that many pixels a side. */
async function resize(pixels: Pixels, side: number): Promise<Pixels> {
  const image = await open(pixels);
  return image
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
}

async function open({ data, info: { width, height, channels } }: Pixels): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels } });
}
