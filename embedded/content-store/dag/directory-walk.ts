import type { PBNode } from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import type { CID } from 'multiformats/cid';
import { DAG_PB } from './cids.ts';
import { refuseDeeper } from './dag-levels.ts';
import { decodeNode, isDirectory, linksOf, unixfsTypeOf } from './dag-nodes.ts';
import type { Block, ReadBlock } from './dag-walk.ts';
import { InvalidInputError, PathNotFoundError } from '../errors.ts';

export interface DirectoryLink {
  name: string;
  cid: CID;
}

/** What lies under `name` in a directory, and the blocks read on the way. @throws PathNotFoundError, TooManyLevelsError */
export async function findChild(
  directory: CID,
  name: string,
  read: ReadBlock,
): Promise<{ child: CID; passed: Block[] }> {
  const seen = new Set<string>();
  const waiting: { cid: CID; above: Block[] }[] = [{ cid: directory, above: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { cid, above } = next;
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    refuseDeeper(directory, above.length);
    const bytes = await read(cid);
    const node = cid.code === DAG_PB ? decodeNode(cid, bytes) : null;
    if (node === null || !isDirectory(node)) throw new PathNotFoundError(name, directory.toString());
    const passed = [...above, { cid, bytes }];
    const found = splitLinks(node).find((link) => link.name === name);
    if (found !== undefined) return { child: found.cid, passed };
    waiting.push(...shardLinksOf(node).map((shard) => ({ cid: shard, above: passed })));
  }
  throw new PathNotFoundError(name, directory.toString());
}

/** A directory's entries in its own order. @throws InvalidInputError if it is none, TooManyLevelsError */
export async function* listDirectory(directory: CID, read: ReadBlock): AsyncGenerator<DirectoryLink> {
  const seen = new Set<string>();
  const waiting: { cid: CID; name: string | null; level: number }[] = [
    { cid: directory, name: null, level: 0 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { cid, name, level } = next;
    if (name !== null) {
      yield { name, cid };
      continue;
    }
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    refuseDeeper(directory, level);
    const node = cid.code === DAG_PB ? decodeNode(cid, await read(cid)) : null;
    if (node === null || !isDirectory(node))
      throw new InvalidInputError(`${directory.toString()} is not a directory.`);
    const links = splitLinks(node).map((link) => ({ ...link, level: level + 1 }));
    waiting.push(...links.reverse());
  }
}

/** A directory's own blocks: itself, or all shards of its hash trie. @throws TooManyLevelsError */
export async function* walkShards(root: CID, read: ReadBlock): AsyncGenerator<Block> {
  const seen = new Set<string>();
  const waiting = [{ cid: root, level: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { cid, level } = next;
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    refuseDeeper(root, level);
    const bytes = await read(cid);
    yield { cid, bytes };
    const node = cid.code === DAG_PB ? decodeNode(cid, bytes) : null;
    const shards = node === null ? [] : shardLinksOf(node);
    waiting.push(...shards.map((shard) => ({ cid: shard, level: level + 1 })).reverse());
  }
}

/** Links to the shards below a node of a hash trie; none in anything else. */
export function shardLinksOf(node: PBNode): CID[] {
  return splitLinks(node)
    .filter(({ name }) => name === null)
    .map(({ cid }) => cid);
}

/** A directory's links with the names of its entries, in their order; null for a shard below, whose link has a prefix alone. */
function splitLinks(node: PBNode): { name: string | null; cid: CID }[] {
  if (unixfsTypeOf(node) !== 'hamt-sharded-directory') return linksOf(node);
  const prefix = prefixLengthOf(node);
  return linksOf(node).map(({ name, cid }) => ({
    name: name.length === prefix ? null : name.slice(prefix),
    cid,
  }));
}

/** Hexadecimal digits before a name in a shard: as many as its fan-out needs. */
function prefixLengthOf({ Data }: PBNode): number {
  const fanout = Data === undefined ? undefined : UnixFS.unmarshal(Data).fanout;
  return (Number(fanout ?? 256) - 1).toString(16).length;
}
