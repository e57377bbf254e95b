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
