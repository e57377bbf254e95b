/** Widths that `/renditions` makes, in CSS-independent pixels. */
export const RENDITION_WIDTHS = [320, 640, 960, 1600] as const;
/** Of files that are open to everyone. */
export const OPEN_RENDITION_WIDTHS = [...RENDITION_WIDTHS, 3200] as const;

export function renditionUrl(fileId: string, width: number): string {
  return `/renditions/${encodeURIComponent(fileId)}/${width}.webp`;
}

/** For `srcset`: what is not wider than the original, and the first width past it, which is the original's own size. */
export function renditionSources(
  fileId: string,
  originalWidth: number,
  widths: readonly number[] = RENDITION_WIDTHS,
): string {
  return widthsFor(originalWidth, widths)
    .map((width) => `${renditionUrl(fileId, width)} ${Math.min(width, originalWidth)}w`)
    .join(', ');
}

function widthsFor(originalWidth: number, widths: readonly number[]): readonly number[] {
  const within = widths.filter((width) => width <= originalWidth);
  const past = widths.find((width) => width > originalWidth);
  return past === undefined ? within : [...within, past];
}
