import type { JobFailure } from '../../domain/file-job.ts';
import type { Painting } from './painter.ts';
import type { Pixels } from './texture.ts';

/** To the model thread, once: the scene's bytes. */
export interface PaintRequest {
  readonly scene: Uint8Array;
  readonly width: number;
}

/** From the thread: another file of the version, or an image to be decoded within so many pixels on each side. */
export type Question =
  | { readonly number: number; readonly uri: string }
  | { readonly number: number; readonly image: Uint8Array; readonly maxSide: number };

/** To the thread. */
export type Answer = { readonly number: number } & (
  | { readonly bytes: Uint8Array }
  | { readonly pixels: Pixels }
  | { readonly refusal: JobFailure }
);

/** From the thread, at the end. */
export type PaintAnswer = { readonly painting: Painting } | { readonly refusal: JobFailure };
