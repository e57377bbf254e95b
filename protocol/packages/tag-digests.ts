import { md5, sha256, sha512, xxhash64 } from 'hash-wasm';
import { c4IdOf } from '../files/c4-id.ts';
import { fromHex } from '../kernel/bytes.ts';

/** What manifests and histories say of a file that is at hand as a whole. */
export interface TagDigest {
  readonly bytes: number;
  readonly sha256: string;
  readonly md5: string;
  readonly c4: string;
  readonly xxh64: string;
}

/** Of a small file. */
export async function digestTag(content: Uint8Array): Promise<TagDigest> {
  return {
    bytes: content.length,
    sha256: await sha256(content),
    md5: await md5(content),
    c4: await c4Of(content),
    xxh64: await xxhash64(content),
  };
}

/** What a chain file lists a generation by. */
export async function c4Of(content: Uint8Array): Promise<string> {
  return c4IdOf(fromHex(`0x${await sha512(content)}`));
}
