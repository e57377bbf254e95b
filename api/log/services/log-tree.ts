import { concat } from '@lanran/protocol/kernel/bytes';
import { type HashReader, type NodeId, rootOfHashes } from '@lanran/protocol/log/merkle';
import type { LeafStore } from '../ports/leaf-store.ts';
import type { TileStore } from '../ports/tile-store.ts';

type HashedLeaves = Pick<LeafStore, 'size' | 'leafHashes'>;

const TILE_WIDTH = 256;
const LEVELS_A_TILE = 8;
const HASH_BYTES = 32;
const CACHED_TILES = 512;

/** Hashes of tiles of leaves by the tile's index, complete or as far as the log has grown. */
type Edges = Map<number, Promise<readonly Uint8Array[]>>;

/**
 * The log's tree as C2SP tlog-tiles: complete tiles are computed once, stored, and never change; the growing edge is read
 * from the leaves. A proof costs a number of reads that grows with the logarithm of the size.
 */
export class LogTree implements HashReader {
  readonly #leaves: HashedLeaves;
  readonly #tiles: TileStore;
  readonly #cache = new Map<string, readonly Uint8Array[]>();
  /** Hashes of complete tiles, 32 bytes each: one for every 256 leaves. */
  readonly #tileRoots = new Map<string, Uint8Array>();

  /** The log never shrinks. */
  #knownSize = 0;
  /** Asked once for all who wait: a server without an index on it looks through all leaves. */
  #sizing: Promise<number> | null = null;

  constructor(leaves: HashedLeaves, tiles: TileStore) {
    this.#leaves = leaves;
    this.#tiles = tiles;
  }

  /** Nodes of subtrees that are complete in the log. */
  async readNodes(nodes: readonly NodeId[]): Promise<Uint8Array[]> {
    return Promise.all(nodes.map((node) => this.#node(node)));
  }

  /** For many proofs at once: what they share is read once, and forgotten with the reader. */
  readerForMany(): HashReader {
    const edges: Edges = new Map();
    const known = new Map<string, Promise<Uint8Array>>();
    const read = async (node: NodeId) => {
      const key = `${node.level}/${node.index}`;
      const reading = known.get(key) ?? this.#node(node, edges);
      known.set(key, reading);
      return reading;
    };
    return { readNodes: async (nodes) => Promise.all(nodes.map(read)) };
  }

  /** `width` (1–256) hashes of a tile, concatenated; null when a log of `size` leaves has not grown that far. */
  async tile(at: { level: number; index: number; width: number; size: number }): Promise<Uint8Array | null> {
    const from = at.index * TILE_WIDTH;
    const to = from + at.width;
    if (to > Math.floor(at.size / TILE_WIDTH ** at.level)) return null;
    return concat(...(await this.#hashes(at.level, from, to)));
  }

  async #node({ level, index }: NodeId, edges: Edges | null = null): Promise<Uint8Array> {
    const tileLevel = Math.floor(level / LEVELS_A_TILE);
    const width = 2 ** (level % LEVELS_A_TILE);
    const [from, to] = [index * width, (index + 1) * width];
    const hashes =
      tileLevel === 0 && edges !== null
        ? await this.#edgeHashes(edges, from, to)
        : await this.#hashes(tileLevel, from, to);
    return rootOfHashes(hashes);
  }

  /** Hashes `from` – `to` (excluded) of leaves, of whose tile everything is read at once. */
  async #edgeHashes(edges: Edges, from: number, to: number): Promise<readonly Uint8Array[]> {
    const index = Math.floor(from / TILE_WIDTH);
    const first = index * TILE_WIDTH;
    const reading =
      edges.get(index) ??
      this.#completeTile(0, index).then(
        (complete) => complete ?? this.#leaves.leafHashes(first, first + TILE_WIDTH),
      );
    edges.set(index, reading);
    return (await reading).slice(from - first, to - first);
  }

  /** Hashes `from` – `to` (excluded) of the level 8·tileLevel; they lie in one tile. */
  async #hashes(tileLevel: number, from: number, to: number): Promise<readonly Uint8Array[]> {
    const index = Math.floor(from / TILE_WIDTH);
    const first = index * TILE_WIDTH;
    const complete = await this.#completeTile(tileLevel, index);
    if (complete !== null) return complete.slice(from - first, to - first);
    if (tileLevel === 0) return this.#leaves.leafHashes(from, to);
    return Promise.all(range(from, to).map((child) => this.#tileRoot(tileLevel - 1, child)));
  }

  /** Hash over a whole tile: one hash of the level above. The caller knows the tile to be complete. */
  async #tileRoot(tileLevel: number, index: number): Promise<Uint8Array> {
    const key = `${tileLevel}/${index}`;
    const known = this.#tileRoots.get(key);
    if (known !== undefined) return known;
    const root = rootOfHashes(await this.#hashes(tileLevel, index * TILE_WIDTH, (index + 1) * TILE_WIDTH));
    this.#tileRoots.set(key, root);
    return root;
  }

  /** From the cache, from the store, or made now if the log has grown that far; else null. */
  async #completeTile(tileLevel: number, index: number): Promise<readonly Uint8Array[] | null> {
    const key = `${tileLevel}/${index}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const needed = (index + 1) * TILE_WIDTH ** (tileLevel + 1);
    if (!(await this.#hasGrownTo(needed))) return null;
    const stored = await this.#tiles.find(tileLevel, index);
    const hashes = stored === null ? await this.#makeTile(tileLevel, index) : split(stored.hashes);
    this.#remember(key, hashes);
    return hashes;
  }

  async #hasGrownTo(size: number): Promise<boolean> {
    if (this.#knownSize >= size) return true;
    this.#sizing ??= this.#leaves.size().finally(() => (this.#sizing = null));
    this.#knownSize = Math.max(this.#knownSize, await this.#sizing);
    return this.#knownSize >= size;
  }

  async #makeTile(tileLevel: number, index: number): Promise<readonly Uint8Array[]> {
    const from = index * TILE_WIDTH;
    const to = from + TILE_WIDTH;
    const hashes =
      tileLevel === 0
        ? await this.#leaves.leafHashes(from, to)
        : await Promise.all(range(from, to).map((child) => this.#tileRoot(tileLevel - 1, child)));
    await this.#tiles.put({ level: tileLevel, index, hashes: concat(...hashes) });
    return hashes;
  }

  #remember(key: string, hashes: readonly Uint8Array[]): void {
    this.#cache.set(key, hashes);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > CACHED_TILES && oldest !== undefined) this.#cache.delete(oldest);
  }
}

function split(hashes: Uint8Array): Uint8Array[] {
  return range(0, hashes.length / HASH_BYTES).map((at) =>
    hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
