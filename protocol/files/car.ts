import { CID } from 'multiformats/cid';

/* CARv1 (https://ipld.io/specs/transport/car/carv1/): blocks and which of them is the root. */

export interface CarBlock {
  readonly cid: string;
  readonly bytes: Uint8Array;
}

/** DAG-CBOR of `{"roots": [CID], "version": 1}`, around the CID: map of 2, "roots", array of 1, tag 42, bytes with a leading 0. */
const BEFORE_ROOT = [0xa2, 0x65, 0x72, 0x6f, 0x6f, 0x74, 0x73, 0x81, 0xd8, 0x2a, 0x58];
const AFTER_ROOT = [0x67, 0x76, 0x65, 0x72, 0x73, 0x69, 0x6f, 0x6e, 0x01];

/** For a few small blocks: all of it is in memory. */
export function encodeCar(root: string, blocks: readonly CarBlock[]): Uint8Array {
  const rootCid = CID.parse(root).bytes;
  const header = [...BEFORE_ROOT, rootCid.length + 1, 0, ...rootCid, ...AFTER_ROOT];
  const sections = blocks.map(({ cid, bytes }) => [...CID.parse(cid).bytes, ...bytes]);
  return Uint8Array.from([header, ...sections].flatMap((section) => [...varint(section.length), ...section]));
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}
