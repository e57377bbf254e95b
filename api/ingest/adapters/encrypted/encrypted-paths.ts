/** The files of a sealed upload, beside its record. */
export interface SealedPaths {
  /** An age payload: the whole chunks that have arrived. */
  readonly payload: string;
  /** What has arrived of the next chunk, under a key of its own. */
  readonly tail: string;
}

/** `path` is where the upload would lie in clear. */
export function sealedPathsOf(path: string): SealedPaths {
  return { payload: `${path}.payload`, tail: `${path}.tail` };
}
