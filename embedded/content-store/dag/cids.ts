import { createHash } from 'node:crypto';
import { CID } from 'multiformats/cid';
import * as Digest from 'multiformats/hashes/digest';
import { InvalidInputError } from '../errors.ts';

export const RAW = 0x55;
export const DAG_PB = 0x70;
export const DAG_CBOR = 0x71;
/** The multihash that is the bytes themselves. */
export const IDENTITY = 0x00;
const SHA2_256 = 0x12;
export const DIGEST_BYTES = 32;

/** The CID a person or client wrote. @throws InvalidInputError naming the text. */
export function parseCid(text: string): CID {
  try {
    return CID.parse(text);
  } catch (cause) {
    throw new InvalidInputError(`invalid path "${text}": not a CID`, { cause });
  }
}

export function cidOf(codec: number, digest: Uint8Array): CID {
  return CID.createV1(codec, Digest.create(SHA2_256, digest));
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** The 32-byte SHA-256 a CID names, or null if it names another hash, which this store never holds. */
export function digestOf(cid: CID): Uint8Array | null {
  return cid.multihash.code === SHA2_256 && cid.multihash.digest.length === DIGEST_BYTES
    ? cid.multihash.digest
    : null;
}

/** One key for both spellings of a CID: version 0 and version 1 of the same node are the same content. */
export function keyOf(cid: CID): Uint8Array {
  return cid.toV1().bytes;
}

export function cidOfKey(key: Uint8Array): CID {
  return CID.decode(key);
}

/** A CID from a library that brings its own copy of multiformats. */
export function ownCid(foreign: { bytes: Uint8Array }): CID {
  return CID.decode(foreign.bytes);
}
