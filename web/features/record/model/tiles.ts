import { type HashReader, nodeHash, type NodeId } from '@lanran/protocol/log/merkle';

/* The log as its tiles (C2SP tlog-tiles): whoever reads them needs no database of ours. */

const TILE_HEIGHT = 8;
const WIDTH = 2 ** TILE_HEIGHT;
const HASH_BYTES = 32;

/** Reads a file below `/log/tile/`. */
export type ReadTile = (path: string) => Promise<Uint8Array>;

/** `<L>/<N>[.p/<W>]`, N in groups of three digits, all but the last with an `x` before it. */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  const last = groups.length - 1;
  const name = groups.map((group, at) => (at === last ? group : `x${group}`)).join('/');
  return `${level}/${name}${width === WIDTH ? '' : `.p/${width}`}`;
}

/** Hashes of the tree of `size` leaves, from its tiles; each tile is read once. */
export function tileHashes(size: number, read: ReadTile): HashReader {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const tile = (level: number, index: number) => {
    const inLevel = Math.floor(size / WIDTH ** level);
    const path = tilePath(level, index, Math.min(WIDTH, inLevel - index * WIDTH));
    const known = tiles.get(path);
    if (known !== undefined) return known;
    const reading = read(path);
    tiles.set(path, reading);
    return reading;
  };
  const node = async ({ level, index }: NodeId) => {
    const height = level % TILE_HEIGHT;
    const first = index * 2 ** height;
    const bytes = await tile(Math.floor(level / TILE_HEIGHT), Math.floor(first / WIDTH));
    const from = first % WIDTH;
    const hashes = Array.from({ length: 2 ** height }, (_, at) =>
      bytes.slice((from + at) * HASH_BYTES, (from + at + 1) * HASH_BYTES),
    );
    return complete(hashes);
  };
  return { readNodes: (nodes) => Promise.all(nodes.map(node)) };
}

/** The leaf at an index, from its bundle of entries: each with its length before it, 16 bits big-endian. */
export async function readLeaf(index: number, size: number, read: ReadTile): Promise<Uint8Array> {
  const bundle = Math.floor(index / WIDTH);
  const bytes = await read(tilePath('entries', bundle, Math.min(WIDTH, size - bundle * WIDTH)));
  let at = 0;
  for (let entry = bundle * WIDTH; entry < index; entry++) at += 2 + lengthAt(bytes, at);
  return bytes.slice(at + 2, at + 2 + lengthAt(bytes, at));
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Root of a complete subtree, of 2^n hashes. */
function complete(hashes: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(0)] = hashes;
  if (hashes.length <= 1) return first;
  const half = hashes.length / 2;
  return nodeHash(complete(hashes.slice(0, half)), complete(hashes.slice(half)));
}
