import { type FileJobProblem, jobFailure, type JobFailure, type Particulars } from '../../domain/file-job.ts';
import { loadSharp } from '../load-sharp.ts';
import type { Pixels } from './texture.ts';

const MAX_PIXELS = 100_000_000;
const MAX_SECONDS = 20;
/** What glTF allows, and WebP of its extension. */
const SIGNS = [/^89504e470d0a1a0a/, /^ffd8ff/, /^52494646.{8}57454250/];

/** Decodes a texture, made smaller where it is larger than wanted. */
export async function decodeTexture(
  image: Uint8Array,
  maxSide: number,
): Promise<{ readonly pixels: Pixels } | { readonly refusal: JobFailure }> {
  const head = Buffer.from(image.subarray(0, 12)).toString('hex');
  if (!SIGNS.some((sign) => sign.test(head)))
    return refused('UNSUPPORTED', {
      en: 'It has a texture that is neither PNG nor JPEG nor WebP.',
      zh: '其中有贴图不是 PNG、JPEG 或 WebP。',
    });
  const sharp = await loadSharp();
  try {
    const options = { limitInputPixels: false, failOn: 'error', pages: 1 } as const;
    const { width, height } = await sharp(image, options).metadata();
    if (width * height > MAX_PIXELS)
      return refused('TOO_LARGE', {
        en: `It has a texture of ${width} × ${height} pixels; up to ${MAX_PIXELS} are decoded.`,
        zh: `其中有 ${width} × ${height} 像素的贴图；可解码的最多为 ${MAX_PIXELS} 像素。`,
      });
    const { data, info } = await sharp(image, { ...options, limitInputPixels: MAX_PIXELS })
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .timeout({ seconds: MAX_SECONDS })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { pixels: { width: info.width, height: info.height, rgba: new Uint8Array(data) } };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const said = reason.slice(0, 200);
    return refused('UNDECODABLE', {
      en: `One of its textures could not be decoded: ${said}`,
      zh: `其中一张贴图无法解码：${said}`,
    });
  }
}

function refused(problem: FileJobProblem, particulars: Particulars) {
  return { refusal: jobFailure(problem, particulars) };
}
