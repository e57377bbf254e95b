import { decode } from '@ipld/dag-pb';
import {
  importer,
  type ImportCandidate,
  type ImportResult,
  type WritableStorage,
} from 'ipfs-unixfs-importer';
import type { CID } from 'multiformats/cid';
import { cidOf, DAG_PB, digestOf, ownCid, parseCid, sha256 } from './cids.ts';
import { linksOf } from './dag-nodes.ts';
import type { PlacedBlock } from '../blocks/places.ts';
import type { FileRoot } from './unixfs-tree.ts';

/** A name in the tree to be built: a digested file, or a directory that may stay empty. */
export interface TreeEntry {
  path: string;
  file: FileRoot | null;
}

/** A line of the answer: what was added under which path. `dagBytes` is what Kubo calls its size. */
export interface AddedEntry {
  path: string;
  cid: CID;
  dagBytes: number;
}

/** A topmost directory with all directory nodes below it. */
export interface Tree {
  root: CID;
  nodes: PlacedBlock[];
}

/** The node of every directory without entries: UnixFS data of type 1. */
const EMPTY_DIRECTORY = Uint8Array.of(0x0a, 0x02, 0x08, 0x01);

/**
 * Builds the directories over files that are digested already. The library does the nodes, because large directories
 * become hash tries (HAMT) exactly as in Kubo's profile. Files come first, then directories, the topmost last.
 */
export async function buildTrees(
  entries: readonly TreeEntry[],
  { wrap }: { wrap: boolean },
): Promise<{ added: AddedEntry[]; trees: Tree[] }> {
  const files = new Map(entries.map(({ path, file }) => [path, file]));
  const nodes = new Map<string, Uint8Array>();
  const storage: WritableStorage = {
    put: (cid, bytes) => {
      if (bytes instanceof Uint8Array) nodes.set(cid.toString(), bytes);
      return cid;
    },
  };
  const added: AddedEntry[] = [];
  const results = importer(entries.map(toCandidate), storage, {
    profile: 'unixfs-v1-2025',
    wrapWithDirectory: wrap,
    fileBuilder: async (candidate) => {
      const file = files.get(candidate.path ?? '');
      if (file === undefined || file === null) throw new RangeError(`No file at ${candidate.path ?? ''}.`);

      const cid = file.cid as ImportResult['cid'];
      return { cid, size: BigInt(file.dagBytes), path: candidate.path ?? '' };
    },
  });
  for await (const { cid, path, size } of results) {
    added.push({ path: path ?? '', cid: ownCid(cid), dagBytes: Number(size) });
  }
  const roots = added.filter(({ path, cid }) => !path.includes('/') && nodes.has(cid.toString()));
  return {
    added: withEmptyDirectories(added, entries),
    trees: roots.map(({ cid }) => ({ root: cid, nodes: collectNodes(cid, nodes) })),
  };
}

/** The library stores empty directories below others without naming them. They come before the directories that hold them. */
function withEmptyDirectories(added: readonly AddedEntry[], entries: readonly TreeEntry[]): AddedEntry[] {
  const named = new Set(added.map(({ path }) => path));
  const empty = entries.filter(({ path, file }) => file === null && !named.has(path));
  const cid = cidOf(DAG_PB, sha256(EMPTY_DIRECTORY));
  const lines = empty.map(({ path }) => ({ path, cid, dagBytes: EMPTY_DIRECTORY.length }));
  const files = entries.filter(({ file }) => file !== null).length;
  return [...added.slice(0, files), ...lines, ...added.slice(files)];
}

function toCandidate({ path, file }: TreeEntry): ImportCandidate {
  return file === null ? { path } : { path, content: new Uint8Array(0) };
}

function collectNodes(root: CID, nodes: ReadonlyMap<string, Uint8Array>): PlacedBlock[] {
  const collected = new Map<string, PlacedBlock>();
  const waiting = [root.toString()];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const node = nodes.get(name);
    const digest = digestOf(parseCid(name));
    if (node === undefined || digest === null || collected.has(name)) continue;
    collected.set(name, { digest, place: { kind: 'tree-node', node } });
    for (const { cid } of linksOf(decode(node))) if (cid.code === DAG_PB) waiting.push(cid.toString());
  }
  return [...collected.values()];
}
