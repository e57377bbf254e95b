import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { TreeRangeError } from '@lanran/protocol/kernel/errors';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { verifyConsistency, verifyInclusion } from '@lanran/protocol/log/merkle-check';
import {
  completedNodes,
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
  rootOf,
} from '@lanran/protocol/log/merkle';

const PROBES = process.env['LANRAN_TLOG_PROBES'] ?? '/work/shared/data/tlog-probes.json';

interface Probes {
  inclusion: {
    name: string;
    leafIdx: number;
    treeSize: number;
    root: string;
    leafHash: string;
    proof: string[] | null;
    wantErr: boolean;
  }[];
  consistency: {
    name: string;
    size1: number;
    size2: number;
    root1: string;
    root2: string;
    proof: string[] | null;
    wantErr: boolean;
  }[];
}

/** RFC 9162 §2.1.1, word for word. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return leafHash(only);
  const split = splitOf(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

/** RFC 9162 §2.1.3.1. */
function naivePath(index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...naivePath(index, leaves.slice(0, split)), naiveRoot(leaves.slice(split))]
    : [...naivePath(index - split, leaves.slice(split)), naiveRoot(leaves.slice(0, split))];
}

/** RFC 9162 §2.1.4.1. */
function naiveConsistency(size: number, leaves: readonly Uint8Array[], isWhole = true): Uint8Array[] {
  if (size === leaves.length) return isWhole ? [] : [naiveRoot(leaves)];
  const split = splitOf(leaves.length);
  return size <= split
    ? [...naiveConsistency(size, leaves.slice(0, split), isWhole), naiveRoot(leaves.slice(split))]
    : [...naiveConsistency(size - split, leaves.slice(split), false), naiveRoot(leaves.slice(0, split))];
}

function splitOf(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => utf8(`leaf ${at}`));
const hexes = (hashes: readonly Uint8Array[]): string[] => hashes.map(toHex);

describe('Merkle tree', () => {
  it('gives the roots of RFC 9162 for every size up to 70', () => {
    const tree = new MemoryTree();
    for (let size = 0; size <= 70; size++) {
      const leaves = leavesOf(size);
      expect(toHex(tree.root())).toBe(toHex(naiveRoot(leaves)));
      expect(toHex(rootOf(leaves))).toBe(toHex(naiveRoot(leaves)));
      tree.append(utf8(`leaf ${size}`));
    }
  });

  it('makes the proofs of RFC 9162 from complete subtrees alone, for any size', async () => {
    const all = leavesOf(300);
    const tree = new MemoryTree(all);
    const cases = fc.tuple(fc.nat(299), fc.nat(299), fc.nat(299));
    await fc.assert(
      fc.asyncProperty(cases, async (numbers) => {
        const [index = 0, size1 = 0, size2 = 0] = numbers.map((n) => n + 1).sort((a, b) => a - b);
        const leaves = all.slice(0, size2);
        expect(toHex(await rootAt(size2, tree))).toBe(toHex(naiveRoot(leaves)));
        expect(hexes(await inclusionProof(index - 1, size2, tree))).toEqual(
          hexes(naivePath(index - 1, leaves)),
        );
        expect(hexes(await consistencyProof(size1, size2, tree))).toEqual(
          hexes(naiveConsistency(size1, leaves)),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('accepts each proof it makes and refuses it after any change', () => {
    const tree = new MemoryTree(leavesOf(64));
    fc.assert(
      fc.property(fc.nat(63), fc.nat(63), fc.nat(63), fc.nat(), (a, b, c, flip) => {
        const [index = 0, size1 = 0, size2 = 0] = [a, b, c].map((n) => n + 1).sort((x, y) => x - y);
        const inclusion = {
          leafHash: leafHash(utf8(`leaf ${index - 1}`)),
          index: index - 1,
          size: size2,
          proof: tree.inclusionProof(index - 1, size2),
          root: tree.root(size2),
        };
        const consistency = {
          size1,
          size2,
          root1: tree.root(size1),
          root2: tree.root(size2),
          proof: tree.consistencyProof(size1, size2),
        };
        expect(verifyInclusion(inclusion).ok).toBe(true);
        expect(verifyConsistency(consistency).ok).toBe(true);
        expect(verifyInclusion({ ...inclusion, proof: flipBit(inclusion.proof, flip) }).ok).toBe(false);
        expect(verifyConsistency({ ...consistency, proof: flipBit(consistency.proof, flip) }).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('names the nodes that an append completes', () => {
    expect(completedNodes(0)).toEqual([{ level: 0, index: 0 }]);
    expect(completedNodes(7)).toEqual([
      { level: 0, index: 7 },
      { level: 1, index: 3 },
      { level: 2, index: 1 },
      { level: 3, index: 0 },
    ]);
  });

  it('refuses proofs of leaves and sizes that the tree does not have', async () => {
    const tree = new MemoryTree(leavesOf(3));
    await expect(inclusionProof(3, 3, tree)).rejects.toThrow(TreeRangeError);
    await expect(consistencyProof(4, 3, tree)).rejects.toThrow(TreeRangeError);
    expect(() => tree.inclusionProof(0, 4)).toThrow(TreeRangeError);
  });

  it('plans proofs exactly in trees beyond 2^48 leaves', async () => {
    const seen: number[] = [];
    const reader = {
      readNodes: async (nodes: readonly { level: number; index: number }[]) => {
        seen.push(...nodes.map(({ level, index }) => (index + 1) * 2 ** level));
        return nodes.map(() => new Uint8Array(32));
      },
    };
    const size = 2 ** 52 - 1;
    await rootAt(size, reader);
    expect(seen.at(-1)).toBe(size);
    expect(seen).toHaveLength(52);
  });
});

/** Flips one bit of one hash, or adds a hash to an empty proof. */
function flipBit(proof: readonly Uint8Array[], at: number): Uint8Array[] {
  if (proof.length === 0) return [new Uint8Array(32)];
  return proof.map((hash, place) => {
    if (place !== at % proof.length) return hash;
    const changed = Uint8Array.from(hash);
    changed[at % 32] = (changed[at % 32] ?? 0) ^ (1 << (at % 8));
    return changed;
  });
}

describe.skipIf(!existsSync(PROBES))('outside probes (transparency-dev/merkle)', () => {
  const probes: Probes = existsSync(PROBES)
    ? JSON.parse(readFileSync(PROBES, 'utf8'))
    : { inclusion: [], consistency: [] };
  const bytes = (text: string): Uint8Array => fromBase64(text);

  it('answers all 98 inclusion probes as stated', () => {
    const wrong = probes.inclusion.filter(({ leafIdx, treeSize, root, leafHash: leaf, proof, wantErr }) => {
      const verdict = verifyInclusion({
        leafHash: bytes(leaf),
        index: leafIdx,
        size: treeSize,
        proof: (proof ?? []).map(bytes),
        root: bytes(root),
      });
      return verdict.ok === wantErr;
    });
    expect(probes.inclusion).toHaveLength(98);
    expect(wrong.map((probe) => probe.name)).toEqual([]);
  });

  it('answers all 98 consistency probes as stated', () => {
    const wrong = probes.consistency.filter(({ size1, size2, root1, root2, proof, wantErr }) => {
      const verdict = verifyConsistency({
        size1,
        size2,
        root1: bytes(root1),
        root2: bytes(root2),
        proof: (proof ?? []).map(bytes),
      });
      return verdict.ok === wantErr;
    });
    expect(probes.consistency).toHaveLength(98);
    expect(wrong.map((probe) => probe.name)).toEqual([]);
  });
});
