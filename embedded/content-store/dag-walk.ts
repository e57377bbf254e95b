import type { PBNode } from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import type { CID } from 'multiformats/cid';
import { DAG_PB, RAW } from './cids.ts';
import { linkedCids } from './dag-links.ts';
import {
  blockSizesOf,
  decodeNode,
  fileBytesOf,
  inlineBytesOf,
  isDirectory,
  linksOf,
  unixfsTypeOf,
} from './dag-nodes.ts';
import { PathNotFoundError } from './errors.ts';

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

/** Every block of the DAG below and including `root`, each once, depth first. */
export async function* walkDag(root: CID, read: ReadBlock): AsyncGenerator<Block> {
  const seen = new Set<string>();
  const waiting = [root];
  for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    const bytes = await read(cid);
    yield { cid, bytes };
    waiting.push(...linkedCids(cid, bytes).reverse());
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

/** What lies under `name` in a directory, and the blocks read on the way. @throws PathNotFoundError */
export async function findChild(
  directory: CID,
  name: string,
  read: ReadBlock,
): Promise<{ child: CID; passed: Block[] }> {
  const bytes = await read(directory);
  const node = directory.code === DAG_PB ? decodeNode(directory, bytes) : null;
  if (node === null || !isDirectory(node)) throw new PathNotFoundError(name, directory.toString());
  const passed = [{ cid: directory, bytes }];
  const found =
    unixfsTypeOf(node) === 'directory'
      ? linksOf(node).find((link) => link.name === name)?.cid
      : await findInShard(node, { name, read, passed });
  if (found === undefined) throw new PathNotFoundError(name, directory.toString());
  return { child: found, passed };
}

interface ShardSearch {
  name: string;
  read: ReadBlock;
  passed: Block[];
}

/** Searches a hash trie; `passed` ends with the shards from its root down to the name. */
async function findInShard(node: PBNode, search: ShardSearch): Promise<CID | undefined> {
  const prefix = prefixLengthOf(node);
  for (const { name, cid } of linksOf(node)) if (name.slice(prefix) === search.name) return cid;
  for (const { name, cid } of linksOf(node)) {
    if (name.length !== prefix) continue;
    const bytes = await search.read(cid);
    search.passed.push({ cid, bytes });
    const found = await findInShard(decodeNode(cid, bytes), search);
    if (found !== undefined) return found;
    search.passed.pop();
  }
  return undefined;
}

/** A directory's own blocks: itself, or all shards of its hash trie. */
async function* walkShards(root: CID, read: ReadBlock): AsyncGenerator<Block> {
  const waiting = [root];
  for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
    const bytes = await read(cid);
    yield { cid, bytes };
    const node = cid.code === DAG_PB ? decodeNode(cid, bytes) : null;
    if (node === null || unixfsTypeOf(node) !== 'hamt-sharded-directory') continue;
    const prefix = prefixLengthOf(node);
    const shards = linksOf(node).filter(({ name }) => name.length === prefix);
    waiting.push(...shards.map((shard) => shard.cid).reverse());
  }
}

/** The root and whatever below it holds a byte from `start` to before `end`, each once, depth first. */
async function* walkFile(
  root: CID,
  read: ReadBlock,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Block> {
  const seen = new Set<string>();
  const waiting = [{ cid: root, offset: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { cid } = next;
    const bytes = await read(cid);
    if (!seen.has(cid.toString())) yield { cid, bytes };
    seen.add(cid.toString());
    if (cid.code !== DAG_PB) continue;
    const node = decodeNode(cid, bytes);
    const sizes = blockSizesOf(node);
    let offset = next.offset + inlineBytesOf(node);
    const children = linksOf(node).map((link, at) => {
      const child = { cid: link.cid, offset, end: offset + (sizes[at] ?? 0) };
      offset = child.end;
      return child;
    });
    waiting.push(...children.filter((child) => child.offset < end && child.end > start).reverse());
  }
}

function absolute(range: EntityRange | null, bytes: number): { start: number; end: number } {
  if (range === null) return { start: 0, end: Infinity };
  const fromStart = (position: number): number => (position < 0 ? bytes + position : position);
  const start = fromStart(range.first);
  const end = range.last === null ? bytes : fromStart(range.last) + 1;
  return end > start ? { start, end } : { start: 0, end: 0 };
}

/** Hexadecimal digits before a name in a shard: as many as its fan-out needs, and alone for a shard below. */
function prefixLengthOf({ Data }: PBNode): number {
  const fanout = Data === undefined ? undefined : UnixFS.unmarshal(Data).fanout;
  return (Number(fanout ?? 256) - 1).toString(16).length;
}
