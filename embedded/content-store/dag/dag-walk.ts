import type { CID } from 'multiformats/cid';
import { DAG_PB, RAW } from './cids.ts';
import { linkedCids } from './dag-links.ts';
import { decodeNode, fileBytesOf, unixfsTypeOf } from './dag-nodes.ts';
import { walkShards } from './directory-walk.ts';
import { walkFile } from './file-walk.ts';

export interface Block {
  cid: CID;
  bytes: Uint8Array;
}

export type ReadBlock = (cid: CID) => Promise<Uint8Array>;

/** First and last byte of a file; counted from its end when negative, to its end when `last` is null. */
export interface EntityRange {
  first: number;
  last: number | null;
}

/** Every block of the DAG below and including `root`, each once, depth first; without what is below links that are not followed. */
export async function* walkDag(
  root: CID,
  read: ReadBlock,
  isFollowed: (link: CID) => boolean = () => true,
): AsyncGenerator<Block> {
  const seen = new Set<string>();
  const waiting = [root];
  for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    const bytes = await read(cid);
    yield { cid, bytes };
    waiting.push(...linkedCids(cid, bytes).filter(isFollowed).reverse());
  }
}

/**
 * The blocks needed to read a file, whole or a range of it, or to list a directory; of anything else its one block.
 * IPIP-402, `dag-scope=entity` and `entity-bytes`.
 */
export async function* walkEntity(
  root: CID,
  read: ReadBlock,
  range: EntityRange | null,
): AsyncGenerator<Block> {
  const bytes = await read(root);
  if (root.code === RAW) {
    yield { cid: root, bytes };
    return;
  }
  const node = root.code === DAG_PB ? decodeNode(root, bytes) : null;
  if (node === null || unixfsTypeOf(node) !== 'file') {
    yield* walkShards(root, read);
    return;
  }
  yield* walkFile(root, read, absolute(range, fileBytesOf(node)));
}

function absolute(range: EntityRange | null, bytes: number): { start: number; end: number } {
  if (range === null) return { start: 0, end: Infinity };
  const fromStart = (position: number): number => (position < 0 ? bytes + position : position);
  const start = fromStart(range.first);
  const end = range.last === null ? bytes : fromStart(range.last) + 1;
  return end > start ? { start, end } : { start: 0, end: 0 };
}
