/** A part of a file, in bytes. */
export interface LeafPlace {
  readonly offset: number;
  readonly span: number;
}

/** Leaves of a file that a thread is to hash. */
export interface LeafRequest {
  readonly number: number;
  readonly path: string;
  readonly leaves: readonly LeafPlace[];
}

export interface LeafAnswer {
  readonly number: number;
  /** SHA-256 of each leaf, one after the other. */
  readonly digests: Uint8Array;
  /** Why it failed; null when it did not. */
  readonly failure: string | null;
}
