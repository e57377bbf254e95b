import {
  ASSET_PICTURE_SIZES,
  cardPictureSizes,
  cardRatio,
  FRONT_PICTURE_SIZES,
  OPEN_RENDITION_SIZES,
  pictureBox,
  RENDITION_SIZES,
  renditionSources,
  renditionUrl,
} from '@lanran/protocol/files/rendition-sources';
import { escapeHtml } from './html.ts';

/** A page that the server draws first. */
export type PaintedPage = 'front' | 'catalog' | 'asset' | 'concept';

/** The picture that a page shows first. */
export interface FirstPicture {
  readonly fileId: string;
  readonly width: number;
  readonly height: number;
  /** Open files have a larger rendition. */
  readonly isOpen: boolean;
}

/** Of a link preview: wide enough for a large card, and marked where the original is licensed. */
const SHARED_SIZE = 960;

/** The address at which everybody gets it, and its size there. */
export function sharedPictureOf({ fileId, width, height }: FirstPicture, origin: string) {
  const scale = Math.min(1, SHARED_SIZE / Math.max(width, height));
  return {
    url: new URL(renditionUrl(fileId, SHARED_SIZE), origin).href,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** As the page will show it: were the two to differ, it would be fetched twice. */
export function pictureSource(picture: FirstPicture, page: PaintedPage) {
  const isWhole = page === 'asset';
  const sources = renditionSources(
    picture.fileId,
    isWhole ? picture : pictureBox(picture),
    isWhole && picture.isOpen ? OPEN_RENDITION_SIZES : RENDITION_SIZES,
  );
  return { sources, sizes: sizesOn(page, picture) };
}

/** Asks for the picture before the script that shows it is there. */
export function preloadLink(picture: FirstPicture, page: PaintedPage): string {
  const { sources, sizes } = pictureSource(picture, page);
  return `<link rel="preload" as="image" imagesrcset="${escapeHtml(sources)}" imagesizes="${escapeHtml(sizes)}" fetchpriority="high" />`;
}

function sizesOn(page: PaintedPage, picture: FirstPicture): string {
  if (page === 'asset') return ASSET_PICTURE_SIZES;
  return page === 'front' ? FRONT_PICTURE_SIZES : cardPictureSizes(cardRatio(picture));
}
