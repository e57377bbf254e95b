import type { Readable } from 'node:stream';
import type { JobFailure, Particulars } from '../domain/file-job.ts';

export interface FilmRequest {
  /** The original, read once. */
  read(): Promise<Readable>;
  /** Written across each frame, with a tone in the sound every ten seconds; null for neither. */
  readonly watermark: string | null;
  readonly signal: AbortSignal;
  /** 0 to 1. */
  progress(done: number): void;
  /** Takes the film, MP4 that plays while it loads, before `make` resolves. */
  keep(film: Readable): Promise<void>;
}

/** Makes of a film what a browser plays: H.264 and AAC of at most 1280 × 720, and one frame of it. */
export interface FilmMaker {
  /** What the machine lacks for it; null when it has all. */
  lacks(): Promise<Particulars | null>;
  /** Resolves to a frame as PNG, or to why there is none. @throws what the source and `keep` throw, and the signal's reason */
  make(request: FilmRequest): Promise<{ readonly frame: Uint8Array } | { readonly refusal: JobFailure }>;
}
