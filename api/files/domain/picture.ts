import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { JobFailure } from './file-job.ts';

/** How a picture shows: pixels of the original once it is the right way up, and a tiny stand-in as a data: URI. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly placeholder: string;
  /** What was done to light or codes that no screen shows as they are; absent where nothing was. */
  readonly shownAs?: string;
}

/** NOT_MADE: of files of its type none is. */
export const MISSING_PICTURE_REASONS = ['NOT_YET', 'NOT_MADE', 'FAILED'] as const;

/** Why there is no picture of a version. */
export interface MissingPicture {
  readonly why: (typeof MISSING_PICTURE_REASONS)[number];
  /** The name of the format of which none is made, such as OpenEXR; null where it has none. */
  readonly format: string | null;
}

/**
 * Raise it when descriptions change: the queue then describes every file again. 2: types by `file-type`. 3: TIFFs by their directory,
 * wherever it is in the file. 4: no types by chance. 5: pictures of film frames, Photoshop, HEIC, JPEG XL, raw files and PDF; types of scenes.
 * 6: how light is shown.
 */
export const DESCRIPTION_VERSION = 6;

/** What a file is, found out from its bytes. */
export interface FileDescription {
  /** Lower-case hex; descriptions belong to content, whatever versions it stands in. */
  readonly sha256: string;
  readonly mediaType: string;
  /** Null for what is no picture, or none that can be shown. */
  readonly picture: Picture | null;
  /** Why a file that looks like a picture can't be shown; null for all others. */
  readonly refusal: JobFailure | null;
  /** Of the code that described it. */
  readonly version: number;
}

/** Pixels of a rendition's long side: a scroll or a belt is bounded like a square. */
export const RENDITION_SIZES = [320, 640, 960, 1600, 3200] as const;
export type RenditionSize = (typeof RENDITION_SIZES)[number];

/** Made with the description: what lists show. */
export const LIST_SIZES = [320, 640] as const satisfies readonly RenditionSize[];
/** The largest that those see who may not have the original. */
const LARGEST_PREVIEW = 1600;
const SMALLEST_MARKED = 960;

/** The rule for previews: without the right to the original they end at 1,600 pixels, marked from 960 on. */
export function previewRule(size: RenditionSize, isOpen: boolean): 'plain' | 'marked' | 'none' {
  if (isOpen) return 'plain';
  if (size > LARGEST_PREVIEW) return 'none';
  return size >= SMALLEST_MARKED ? 'marked' : 'plain';
}

/** A list's plain picture leaves out most of the original, or else it would be given away: at least three of four pixels. */
export function isReduction(size: RenditionSize, original: Pick<Picture, 'width' | 'height'>): boolean {
  return Math.max(original.width, original.height) >= 2 * size;
}

/** Raised when renditions are made otherwise: those kept by older code are not given out again. 3: the manifest of marked ones has no words. 4: exposure. */
export const RENDITION_VERSION = 4;

/** Raised when films are made otherwise: each is made again. 2: their sound is marked too. */
export const FILM_VERSION = 2;

/** A rendition's name in the cache: by content, so that it never changes. */
export interface RenditionKey {
  readonly sha256: string;
  readonly size: RenditionSize;
  /** What is written across it; null for nothing. */
  readonly watermark: string | null;
}

/** The watermark of an asset's previews. */
export function watermarkOf(assetId: string): string {
  return `LANRAN ${assetId.slice(2, 10)}`;
}

/** A file of a version, by the root of its file manifest: a model may look otherwise beside other textures. */
export interface PosterPlace {
  readonly root: Hex;
  readonly sha256: string;
}

/** What stands for a file that is no picture: a frame of a film, a view of a model. */
export interface Poster {
  /** Of the poster's own bytes, WebP: its renditions are kept under it. */
  readonly sha256: string;
  readonly picture: Picture;
}

/** A larger derivative's name in the cache, read by range: by content, so that it never changes. */
export interface DerivativeKey {
  readonly sha256: string;
  readonly name: 'tiles' | `film-${number}` | 'poster';
  /** What is written across it; null for nothing. */
  readonly watermark: string | null;
}

/** Tiles are made of pictures that no rendition shows whole. */
export function needsTiles({ width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return Math.max(width, height) > Math.max(...RENDITION_SIZES);
}
