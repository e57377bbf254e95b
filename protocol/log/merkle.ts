import { concat } from '../kernel/bytes.ts';
import { TreeRangeError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';

/*
 * RFC 9162 §2.1 Merkle trees. A tree of any size is made of complete subtrees: node (level, index) covers the leaves
 * index·2^level … (index+1)·2^level - 1 and never changes once these exist. Proofs and roots are computed from such nodes
 * alone, so that a database can serve them from an append-only table or from tlog tiles. Sizes stay below 2^53.
 */

/** A complete subtree: 2^level leaves from leaf index·2^level on. Level 0 are leaf hashes. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/** Serves hashes of complete subtrees, in the order asked for. */
export interface HashReader {
  readNodes(nodes: readonly NodeId[]): Promise<readonly Uint8Array[]>;
}

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0));

/** SHA-256(0x00 ‖ leaf) */
export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(concat(LEAF_PREFIX, leaf));
}

/** SHA-256(0x01 ‖ left ‖ right) */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(NODE_PREFIX, left, right));
}

/** Root over leaf bytes (not hashes). The root of no leaves is SHA-256 of nothing. */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOfHashes(leaves.map(leafHash));
}

export function rootOfHashes(leafHashes: readonly Uint8Array[]): Uint8Array {
  const peaks: { level: number; hash: Uint8Array }[] = [];
  for (let hash of leafHashes) {
    let level = 0;
    for (let last = peaks.at(-1); last?.level === level; last = peaks.at(-1)) {
      peaks.pop();
      hash = nodeHash(last.hash, hash);
      level++;
    }
    peaks.push({ level, hash });
  }
  return fold(peaks.map((peak) => peak.hash));
}

/** Nodes that become complete when leaf `index` is appended, lowest first: the leaf itself, then its finished ancestors. */
export function completedNodes(index: number): NodeId[] {
  const nodes: NodeId[] = [];
  for (let level = 0, at = index; ; level++, at = Math.floor(at / 2)) {
    nodes.push({ level, index: at });
    if (at % 2 === 0) return nodes;
  }
}

/** The complete subtrees of a tree of `size` leaves, left to right: what a root needs. */
export function peaksOf(size: number): NodeId[] {
  requireSize(size);
  return coveringNodes(0, size);
}

/** @throws TreeRangeError when the size is not a whole number below 2^53 */
export async function rootAt(size: number, reader: HashReader): Promise<Uint8Array> {
  return fold(await reader.readNodes(peaksOf(size)));
}

/**
 * The audit path of leaf `index` in the tree of `size` leaves, lowest sibling first (RFC 9162 §2.1.3.1).
 * @throws TreeRangeError when the tree has no such leaf
 */
export async function inclusionProof(index: number, size: number, reader: HashReader): Promise<Uint8Array[]> {
  return readRanges(inclusionRanges(index, size), reader);
}

/**
 * Proof that the tree of `size2` leaves is an append to that of `size1` (RFC 9162 §2.1.4.1). Empty when the sizes are equal
 * or `size1` is 0.
 * @throws TreeRangeError when size1 > size2
 */
export async function consistencyProof(
  size1: number,
  size2: number,
  reader: HashReader,
): Promise<Uint8Array[]> {
  return readRanges(consistencyRanges(size1, size2), reader);
}

/** Leaves begin … end - 1, where `begin` is a multiple of the largest power of two not above the length. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/** The leaf ranges whose hashes make an inclusion proof, in proof order. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  requireSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new TreeRangeError(`There is no leaf ${index} in a tree of ${size} leaves.`);
  }
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const split = begin + largestPowerBelow(end - begin);
    if (index < split) {
      ranges.push({ begin: split, end });
      end = split;
    } else {
      ranges.push({ begin, end: split });
      begin = split;
    }
  }
  return ranges.reverse();
}

/** The leaf ranges whose hashes make a consistency proof, in proof order. */
export function consistencyRanges(size1: number, size2: number): LeafRange[] {
  requireSize(size1);
  requireSize(size2);
  if (size1 > size2) throw new TreeRangeError(`A tree of ${size2} leaves cannot extend one of ${size1}.`);
  if (size1 === 0 || size1 === size2) return [];
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size2;
  while (end !== size1) {
    const split = begin + largestPowerBelow(end - begin);
    if (size1 <= split) {
      ranges.push({ begin: split, end });
      end = split;
    } else {
      ranges.push({ begin, end: split });
      begin = split;
    }
  }
  // The verifier knows the old root already; it needs this subtree only when that is not the whole old tree.
  if (begin !== 0) ranges.push({ begin, end });
  return ranges.reverse();
}

/** The complete subtrees that cover a range, left to right. */
export function coveringNodes(begin: number, end: number): NodeId[] {
  const nodes: NodeId[] = [];
  while (begin < end) {
    const level = floorLog2(end - begin);
    const width = 2 ** level;
    nodes.push({ level, index: begin / width });
    begin += width;
  }
  return nodes;
}

/** Hash of consecutive complete subtrees of decreasing size. */
export function fold(hashes: readonly Uint8Array[]): Uint8Array {
  const last = hashes.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

async function readRanges(ranges: readonly LeafRange[], reader: HashReader): Promise<Uint8Array[]> {
  const covers = ranges.map(({ begin, end }) => coveringNodes(begin, end));
  const hashes = await reader.readNodes(covers.flat());
  let at = 0;
  return covers.map((cover) => fold(hashes.slice(at, (at += cover.length))));
}

/** Largest power of two strictly below `length` (≥ 2). */
function largestPowerBelow(length: number): number {
  return 2 ** floorLog2(length - 1);
}

/** Exact where Math.log2 rounds, from 2^48 on. */
function floorLog2(value: number): number {
  const high = Math.floor(value / 2 ** 32);
  return high === 0 ? 31 - Math.clz32(value) : 63 - Math.clz32(high);
}

function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new TreeRangeError(`${size} is not the size of a tree.`);
}
