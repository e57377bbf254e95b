import * as cbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import { ownCid, parseCid } from '../dag/cids.ts';
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

/** The same archive with these roots in its header. */
export async function* withRoots(
  roots: readonly string[],
  car: AsyncIterable<Buffer>,
): AsyncGenerator<Uint8Array> {
  yield encodeHeader(roots.map(parseCid));
  yield* withoutHeader(car);
}

async function* withoutHeader(car: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer | null = Buffer.alloc(0);
  for await (const portion of car) {
    if (held === null) {
      yield portion;
      continue;
    }
    held = Buffer.concat([held, portion]);
    const end = headerEnd(held);
    if (end === null || held.length < end) continue;
    yield held.subarray(end);
    held = null;
  }
  if (held !== null) throw noHeader();
}

/** In bytes from the beginning, its length included; null while that is not known. */
function headerEnd(bytes: Buffer): number | null {
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.readUInt8(at);
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return at + 1 + length;
    if (at > 3) throw noHeader();
  }
  return null;
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
