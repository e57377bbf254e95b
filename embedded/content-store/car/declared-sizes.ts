import type { CID } from 'multiformats/cid';
import { DAG_PB, RAW } from '../dag/cids.ts';
import { blockSizesOf, decodeNode, fileBytesOf, isFileNode, linksOf } from '../dag/dag-nodes.ts';

/** Field 3 as a varint. */
const FILE_SIZE_TAG = 0x18;

/** What a node of a file says of one of its links. */
export interface DeclaredPart {
  node: CID;
  cid: CID;
  bytes: number;
}

/** Bytes of a file that a block holds or, by its own word, leads to; none in what is no part of a file. */
export function fileBytesIn(cid: CID, block: Uint8Array): number {
  if (cid.code === RAW) return block.length;
  const node = cid.code === DAG_PB ? decodeNode(cid, block) : null;
  return node !== null && isFileNode(node) ? fileBytesOf(node) : 0;
}

/** What a block says of the parts of the file that it is a node of; none if it is no such thing. */
export function declaredPartsOf(cid: CID, block: Uint8Array): DeclaredPart[] {
  const node = cid.code === DAG_PB ? decodeNode(cid, block) : null;
  if (node === null || !isFileNode(node)) return [];
  const sizes = blockSizesOf(node);
  return linksOf(node).map((link, at) => ({ node: cid, cid: link.cid, bytes: sizes[at] ?? 0 }));
}

/** In which way what a block says of itself can't be so, or null. */
export function contradictionIn(cid: CID, block: Uint8Array): string | null {
  const node = cid.code === DAG_PB ? decodeNode(cid, block) : null;
  if (node?.Data === undefined || !isFileNode(node)) return null;
  const [sizes, links] = [blockSizesOf(node).length, node.Links.length];
  if (sizes !== links) return `${cid.toString()} declares the sizes of ${sizes} blocks and has ${links}`;
  const [declared, bytes] = [fileSizeOf(node.Data), fileBytesOf(node)];
  if (declared === null || declared === bytes) return null;
  return `${cid.toString()} declares a file of ${declared} bytes, and blocks of ${bytes}`;
}

/** In which way what was said of a part is not so, or null. */
export function contradictionOf({ node, cid, bytes }: DeclaredPart, actualBytes: number): string | null {
  if (bytes === actualBytes) return null;
  return `${node.toString()} declares ${bytes} bytes of the file in ${cid.toString()}, which has ${actualBytes}`;
}

/**
 * `filesize` of a UnixFS message (field 3, a varint: https://specs.ipfs.tech/unixfs/), which the library passes over; null for
 * a message without.
 */
function fileSizeOf(message: Uint8Array): number | null {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    if (tag === FILE_SIZE_TAG) return varint();
    const wireType = tag % 8;
    if (wireType === 0 || wireType === 2) {
      const value = varint();
      if (wireType === 2) at += value;
    } else {
      at += wireType === 1 ? 8 : 4;
    }
  }
  return null;
}
