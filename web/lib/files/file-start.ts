import { LOOKED_AT_BYTES } from '@lanran/sdk/publishing/file-signatures';

/** The first bytes of a file, by which it is told what it is. */
export async function fileStart(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, LOOKED_AT_BYTES).arrayBuffer());
}
