import { createHash } from 'node:crypto';
import { createNode, encode, type PBLink } from '@ipld/dag-pb';
import { murmur364 } from '@multiformats/murmur3';
import { CID } from 'multiformats/cid';
import * as Digest from 'multiformats/hashes/digest';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { dagSizeOf } from '@lanran/protocol/files/unixfs-layout';

/* UnixFS directories (https://specs.ipfs.tech/unixfs/), the large ones as a HAMT, as Kubo writes them. */

export interface DirectoryFile {
  /** With folders. */
  readonly path: string;
  readonly bytes: number;
  readonly cid: string;
}

export interface DirectoryBlock {
  readonly cid: CID;
  readonly bytes: Uint8Array;
}

interface Entry {
  readonly name: string;
  readonly cid: CID;
  /** Of all blocks below. */
  readonly dagBytes: number;
}

const DAG_PB = 0x70;
const SHA2_256 = 0x12;
const DIRECTORY = Uint8Array.of(0x08, 0x01);
/** Names and links of more are a HAMT. */
const MOST_BYTES = 262_144;
const FANOUT = 256;

/** @returns the blocks of a directory with all its folders; the last is the root */
export async function directoryBlocks(files: readonly DirectoryFile[]): Promise<DirectoryBlock[]> {
  const blocks: DirectoryBlock[] = [];
  await writeFolder(treeOf(files), blocks);
  return blocks;
}

/** Folders and files by name. */
type Tree = Map<string, Tree | DirectoryFile>;

function treeOf(files: readonly DirectoryFile[]): Tree {
  const root: Tree = new Map();
  for (const file of files) {
    const names = file.path.split('/');
    const last = names.pop() ?? '';
    let folder = root;
    for (const name of names) {
      const found = folder.get(name) ?? new Map();
      if (!(found instanceof Map)) throw new Error(`${file.path} needs a folder where a file is.`);
      folder.set(name, found);
      folder = found;
    }
    folder.set(last, file);
  }
  return root;
}

async function writeFolder(tree: Tree, blocks: DirectoryBlock[]): Promise<Omit<Entry, 'name'>> {
  const entries: Entry[] = [];
  for (const [name, item] of tree)
    entries.push(
      item instanceof Map
        ? { name, ...(await writeFolder(item, blocks)) }
        : { name, cid: CID.parse(item.cid), dagBytes: dagSizeOf(item.bytes).dagBytes },
    );
  const size = entries.reduce((sum, { name, cid }) => sum + utf8(name).length + cid.bytes.length, 0);
  return size > MOST_BYTES
    ? writeShard(await hashed(entries), 0, blocks)
    : writeNode(DIRECTORY, entries, blocks);
}

interface HashedEntry extends Entry {
  /** 64 bits of murmur3 of the name: each level of the HAMT takes the next eight. */
  readonly hash: Uint8Array;
}

async function hashed(entries: readonly Entry[]): Promise<HashedEntry[]> {
  return Promise.all(
    entries.map(async (entry) => ({ ...entry, hash: (await murmur364.digest(utf8(entry.name))).digest })),
  );
}

function writeShard(
  entries: readonly HashedEntry[],
  level: number,
  blocks: DirectoryBlock[],
): Omit<Entry, 'name'> {
  const buckets = new Map<number, HashedEntry[]>();
  for (const entry of entries) {
    const place = entry.hash[level];
    if (place === undefined) throw new Error(`Names like ${entry.name} have one hash.`);
    buckets.set(place, [...(buckets.get(place) ?? []), entry]);
  }
  const links = [...buckets].map(([place, [first, ...others]]): Entry => {
    const prefix = place.toString(16).toUpperCase().padStart(2, '0');
    if (first !== undefined && others.length === 0) return { ...first, name: `${prefix}${first.name}` };
    return { name: prefix, ...writeShard(buckets.get(place) ?? [], level + 1, blocks) };
  });
  return writeNode(shardData([...buckets.keys()]), links, blocks);
}

/** Type 5, which places are taken (the highest first), hash 0x22, and how many places there are. */
function shardData(places: readonly number[]): Uint8Array {
  const taken = new Uint8Array(FANOUT / 8);
  for (const place of places) {
    const at = taken.length - 1 - (place >> 3);
    taken[at] = (taken[at] ?? 0) | (1 << (place & 7));
  }
  const bits = taken.subarray(taken.findIndex((byte) => byte !== 0));
  return Uint8Array.of(0x08, 0x05, 0x12, bits.length, ...bits, 0x28, 0x22, 0x30, 0x80, 0x02);
}

function writeNode(
  data: Uint8Array,
  entries: readonly Entry[],
  blocks: DirectoryBlock[],
): Omit<Entry, 'name'> {
  const links = entries.map(({ name, cid, dagBytes }): PBLink => {
    // The encoder comes with a copy of `multiformats` of its own, whose CIDs have the same members.
    return { Name: name, Hash: cid as unknown as PBLink['Hash'], Tsize: dagBytes };
  });
  const bytes = encode(createNode(data, links));
  const sha256 = createHash('sha256').update(bytes).digest();
  const cid = CID.createV1(DAG_PB, Digest.create(SHA2_256, Uint8Array.from(sha256)));
  blocks.push({ cid, bytes });
  return { cid, dagBytes: bytes.length + entries.reduce((sum, { dagBytes }) => sum + dagBytes, 0) };
}
