/** Finds out what a file is from its bytes alone. */
export interface MediaTypeDetector {
  /**
   * By the file's first bytes (`SNIFFED_BYTES`, or all of a shorter file), whatever its name says;
   * `application/octet-stream` when they say nothing.
   */
  typeOf(start: Uint8Array): Promise<string>;
}
