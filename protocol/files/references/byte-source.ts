/** A file that is read in parts. */
export interface ByteSource {
  readonly bytes: number;
  /** Less where the file ends. */
  read(start: number, length: number): Promise<Uint8Array>;
}

export function sourceOf(bytes: Uint8Array): ByteSource {
  return { bytes: bytes.length, read: async (start, length) => bytes.subarray(start, start + length) };
}

/** From `start` on, as a file of its own. */
export function partOf(
  source: ByteSource,
  { start, bytes }: { readonly start: number; readonly bytes: number },
) {
  return {
    bytes,
    read: (at: number, length: number) => source.read(start + at, Math.max(0, Math.min(length, bytes - at))),
  } satisfies ByteSource;
}
