/** Widths that `/renditions` makes, in CSS-independent pixels. */
export const RENDITION_WIDTHS = [320, 640, 960, 1600] as const;
/** Also made of files that are open to everyone. */
export const LARGEST_OPEN_WIDTH = 3200;

export function renditionUrl(fileId: string, width: number): string {
  return `/renditions/${encodeURIComponent(fileId)}/${width}.webp`;
}

/** For `srcset`: what is not wider than the original, and the first width past it, which is the original's own size. */
export function renditionSources(fileId: string, originalWidth: number): string {
  return renditionWidths(originalWidth)
    .map((width) => `${renditionUrl(fileId, width)} ${Math.min(width, originalWidth)}w`)
    .join(', ');
}

function renditionWidths(originalWidth: number): number[] {
  const within = RENDITION_WIDTHS.filter((width) => width <= originalWidth);
  const past = RENDITION_WIDTHS.find((width) => width > originalWidth);
  return past === undefined ? within : [...within, past];
}
