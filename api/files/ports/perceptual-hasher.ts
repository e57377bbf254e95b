/** Tells pictures that look alike. */
export interface PerceptualHasher {
  /** 16 hex digits of a rendition; see the implementation for what they mean. Null for what can't be decoded. */
  hash(webp: Uint8Array): Promise<string | null>;
}
