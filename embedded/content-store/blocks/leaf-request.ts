/** Leaves of a file that a thread is to hash: its bytes from `start` up to `end`, `chunkBytes` each, the last maybe less. */
export interface LeafRequest {
  readonly number: number;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly chunkBytes: number;
}

export interface LeafAnswer {
  readonly number: number;
  /** SHA-256 of each leaf, one after the other. */
  readonly digests: Uint8Array;
  /** Why it failed; null when it did not. */
  readonly failure: string | null;
}
