import type { PerceptualHasher } from '../ports/perceptual-hasher.ts';
import { loadSharp } from './load-sharp.ts';

const COLUMNS = 9;
const ROWS = 8;

/**
 * dHash of 64 bits (N. Krawetz, 2013): over white, in gray (libvips' `b-w`), squeezed to 9 × 8 pixels; row by row from the top left,
 * a bit is 1 where a pixel is brighter than its right neighbor; the first bit is the highest. Pictures are alike when at most 10
 * bits differ. It is taken of the rendition that lists show, the right way up and 320 pixels wide at most.
 */
export class SharpPerceptualHasher implements PerceptualHasher {
  async hash(webp: Uint8Array): Promise<string | null> {
    const sharp = await loadSharp();
    let pixels: Buffer;
    try {
      pixels = await sharp(webp)
        .flatten({ background: 'white' })
        .toColourspace('b-w')
        .resize(COLUMNS, ROWS, { fit: 'fill' })
        .raw({ depth: 'uchar' })
        .toBuffer();
    } catch {
      return null;
    }
    let bits = 0n;
    for (let row = 0; row < ROWS; row += 1) {
      for (let column = 0; column < COLUMNS - 1; column += 1) {
        const at = row * COLUMNS + column;
        bits = (bits << 1n) | ((pixels[at] ?? 0) > (pixels[at + 1] ?? 0) ? 1n : 0n);
      }
    }
    return bits.toString(16).padStart(16, '0');
  }
}
