import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as Library from '@contentauth/c2pa-wasm';

/** Made for browsers' workers, it reads through `FileReaderSync` what it is given as a blob: `size`, and `slice` of it. */
class HeldBlob {
  readonly held: Uint8Array;

  constructor(held: Uint8Array) {
    this.held = held;
  }

  get size(): number {
    return this.held.length;
  }

  slice(start: number, end: number): HeldBlob {
    return new HeldBlob(this.held.subarray(start, end));
  }
}

class HeldBlobReader {
  readAsArrayBuffer({ held }: HeldBlob): ArrayBuffer {
    const { buffer, byteOffset, byteLength } = held;
    // Of our own buffers: none is shared.
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  }
}

/** The library, loaded: 9 MB of WebAssembly. */
export async function loadC2pa(): Promise<typeof Library> {
  Object.assign(globalThis, { FileReaderSync: HeldBlobReader });
  const library = await import('@contentauth/c2pa-wasm');
  const path = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
  await library.default({ module_or_path: await readFile(path) });
  return library;
}

/** Bytes as the library takes them. */
export function blobOf(held: Uint8Array): Blob {
  // It uses of a blob what ours has.
  return new HeldBlob(held) as unknown as Blob;
}

/** No thumbnails: a copy shows itself. The signature is checked by us, once the copy is whole. */
export const C2PA_SETTINGS = JSON.stringify({
  builder: { thumbnail: { enabled: false } },
  verify: { verify_after_sign: false, remote_manifest_fetch: false, ocsp_fetch: false },
});
