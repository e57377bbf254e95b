import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { toHex, type Hex } from './bytes.ts';

export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

export function keccak256(bytes: Uint8Array): Hex {
  return toHex(keccak_256(bytes));
}

/** An incremental SHA-256. Node's `createHash('sha256')` is one, several times faster than the default. */
export interface Sha256 {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}
export type Sha256Factory = () => Sha256;

export const createNobleSha256: Sha256Factory = () => nobleSha256.create();
