import { CID } from 'multiformats/cid';
import { concat } from '../kernel/bytes.ts';

/* CARv1 (https://ipld.io/specs/transport/car/carv1/): blocks and which of them are roots. */

export interface CarBlock {
  readonly cid: string;
  readonly bytes: Uint8Array;
}

/** DAG-CBOR of `{"roots": [CID, …], "version": 1}`, around the list: map of 2, "roots"; "version", 1. */
const BEFORE_ROOTS = [0xa2, 0x65, 0x72, 0x6f, 0x6f, 0x74, 0x73];
const AFTER_ROOTS = [0x67, 0x76, 0x65, 0x72, 0x73, 0x69, 0x6f, 0x6e, 0x01];
const ARRAY = 0x80;
/** Tag 42 and the head of bytes whose length is in the next byte. */
const LINK = [0xd8, 0x2a, 0x58];

/** What comes before the first block. */
export function carHeader(roots: readonly string[]): Uint8Array {
  const links = roots.map((root) => {
    const { bytes } = CID.parse(root);
    return concat(Uint8Array.from([...LINK, bytes.length + 1, 0]), bytes);
  });
  const header = concat(
    Uint8Array.from([...BEFORE_ROOTS, ...arrayHead(roots.length)]),
    ...links,
    Uint8Array.from(AFTER_ROOTS),
  );
  return concat(Uint8Array.from(varint(header.length)), header);
}

/** What comes before a block's bytes. */
export function carSectionHead(cid: CID, blockBytes: number): Uint8Array {
  return concat(Uint8Array.from(varint(cid.bytes.length + blockBytes)), cid.bytes);
}

/** For small blocks, up to 65,535 roots: all of it is in memory. */
export function encodeCar(roots: readonly string[], blocks: readonly CarBlock[]): Uint8Array {
  return concat(
    carHeader(roots),
    ...blocks.flatMap(({ cid, bytes }) => [carSectionHead(CID.parse(cid), bytes.length), bytes]),
  );
}

function arrayHead(length: number): number[] {
  if (length < 24) return [ARRAY | length];
  return length < 0x100 ? [ARRAY | 24, length] : [ARRAY | 25, length >> 8, length & 0xff];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}
