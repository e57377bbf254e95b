import { LOOKED_AT_BYTES } from '@lanran/client/content-signs';

/** The first bytes of a file, by which it is told what it is. */
export async function fileStart(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, LOOKED_AT_BYTES).arrayBuffer());
}
