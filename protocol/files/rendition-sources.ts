/** Sizes that `/renditions` makes: pixels of the long side. */
export const RENDITION_SIZES = [320, 640, 960, 1600] as const;
/** Of files that are open to everyone. */
export const OPEN_RENDITION_SIZES = [...RENDITION_SIZES, 3200] as const;

export function renditionUrl(fileId: string, size: number): string {
  return `/renditions/${encodeURIComponent(fileId)}/${size}.webp`;
}

interface Original {
  readonly width: number;
  readonly height: number;
}

/** For `srcset`, by the width that each has: what is not larger than the original, and the first size past it, which is the original's own. */
export function renditionSources(
  fileId: string,
  { width, height }: Original,
  sizes: readonly number[] = RENDITION_SIZES,
): string {
  const longSide = Math.max(width, height);
  return sizesFor(longSide, sizes)
    .map((size) => {
      const shownWidth = Math.round(width * Math.min(1, size / longSide));
      return `${renditionUrl(fileId, size)} ${Math.max(1, shownWidth)}w`;
    })
    .join(', ');
}

function sizesFor(longSide: number, sizes: readonly number[]): readonly number[] {
  const within = sizes.filter((size) => size <= longSide);
  const past = sizes.find((size) => size > longSide);
  return past === undefined ? within : [...within, past];
}

/*
 * The `sizes` of the picture that a page shows first. The server names them too, in a link that asks for the picture early: where
 * the two differ, it would be fetched twice.
 */

export const FRONT_PICTURE_SIZES = '(width < 56rem) 92vw, 40vw';
/** A phone's three pixels for each of a page are more than anybody sees: until it is zoomed, a picture of two is fetched. */
export const ASSET_PICTURE_SIZES =
  '(max-width: 62rem) and (min-resolution: 1.5dppx) calc(80vw - 1.6rem), (max-width: 62rem) calc(100vw - 2rem), 56vw';

/** Pixels that a row of the catalog is high, and beyond which proportions a card would be too narrow or a row of its own. */
const CARD = { rowPx: 272, narrowest: 0.62, widest: 2.2 };

/** Width over height of a card's place. */
export function cardRatio({ width, height }: Original): number {
  return Math.min(CARD.widest, Math.max(CARD.narrowest, width / height));
}

/** @param narrow the share of a narrow window's width that a card takes */
export function cardPictureSizes(ratio: number, narrow = '92vw'): string {
  return `(max-width: 40rem) ${narrow}, ${Math.round(ratio * CARD.rowPx * 1.25)}px`;
}

/** A belt or scroll that hangs is shown whole within this, or else a list of pictures would be thousands of pixels high. */
const NARROWEST = 1 / 2;

/** The place of a picture in a list. */
export function pictureBox({ width, height }: Original): Original {
  return { width: Math.max(width, height * NARROWEST), height };
}
