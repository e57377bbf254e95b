import * as cbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import { ownCid } from '../dag/cids.ts';
import type { Block } from '../dag/dag-walk.ts';
import { InvalidInputError, UnsupportedError } from '../errors.ts';

/**
 * CARv1 (https://ipld.io/specs/transport/car/carv1/): a header, then sections of CID and block, each behind its length
 * as a varint. Portions of the archive, at the pace they are asked for; nothing before the first block was read.
 */
export async function* encodeCar(
  roots: readonly CID[],
  blocks: AsyncIterable<Block>,
): AsyncGenerator<Uint8Array> {
  let isBegun = false;
  for await (const { cid, bytes } of blocks) {
    if (!isBegun) yield encodeHeader(roots);
    isBegun = true;
    yield Buffer.concat([encodeVarint(cid.bytes.length + bytes.length), cid.bytes]);
    yield bytes;
  }
  if (!isBegun) yield encodeHeader(roots);
}

/** @throws InvalidInputError if the bytes are no header, UnsupportedError for another version. */
export function decodeHeader(bytes: Uint8Array): CID[] {
  const header = decodeCbor(bytes);
  if (typeof header !== 'object' || header === null || !('version' in header)) throw noHeader();
  if (header.version !== 1) {
    throw new UnsupportedError(`The CAR has version ${String(header.version)}; send version 1 (CARv1).`);
  }
  if (!('roots' in header) || !Array.isArray(header.roots)) throw noHeader();
  return header.roots.map((root: unknown) => {
    if (typeof root !== 'object' || root === null || !('bytes' in root)) throw noHeader();
    if (!(root.bytes instanceof Uint8Array)) throw noHeader();
    return ownCid({ bytes: root.bytes });
  });
}

function encodeHeader(roots: readonly CID[]): Uint8Array {
  const header = cbor.encode({ version: 1, roots });
  return Buffer.concat([encodeVarint(header.length), header]);
}

/** Unsigned LEB128, up to 2^53. */
export function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return cbor.decode(bytes);
  } catch (cause) {
    throw noHeader({ cause });
  }
}

function noHeader(options?: ErrorOptions): InvalidInputError {
  return new InvalidInputError('This is no CAR: it does not begin with a CARv1 header.', options);
}
