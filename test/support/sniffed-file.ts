import type { SniffedFile } from '@lanran/api/files/ports/media-type-detector';

/** These bytes as a file to be sniffed, and how many of them were read. */
export function sniffedFile(bytes: Uint8Array): SniffedFile & { readonly bytesRead: () => number } {
  let bytesRead = 0;
  return {
    bytes: bytes.length,
    bytesRead: () => bytesRead,
    read: async ({ start, end }) => {
      const part = bytes.subarray(start, end);
      bytesRead += part.length;
      return part;
    },
  };
}
