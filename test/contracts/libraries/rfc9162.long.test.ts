import { existsSync, readFileSync } from 'node:fs';
import { ContractFactory } from 'ethers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RFC9162Harness__factory } from '../../../contracts/abi/factories/RFC9162Harness__factory.ts';
import type { RFC9162Harness } from '../../../contracts/abi/RFC9162Harness.ts';
import { toHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { leafHash } from '@lanran/protocol/log/merkle';
import { inclusionRoot, verifyConsistency, verifyInclusion } from '@lanran/protocol/log/merkle-check';
import { StageChain } from '../../../scripts/stage/chain.ts';
import { walks } from '../../support/walks.ts';

const PROBES = process.env['LANRAN_TLOG_PROBES'] ?? '/work/shared/data/tlog-probes.json';
const UINT64_MAX = 2n ** 64n - 1n;

interface Probe {
  name: string;
  proof: string[] | null;
  wantErr: boolean;
}
interface Probes {
  inclusion: (Probe & { leafIdx: number; treeSize: number; root: string; leafHash: string })[];
  consistency: (Probe & { size1: number; size2: number; root1: string; root2: string })[];
}

/**
 * The probe's hash as a bytes32. Other lengths can't be said in Solidity: they are padded or cut, and stay wrong as long
 * as an absent root and an absent leaf don't become the same, hence the filler.
 */
function bytes32(base64: string, filler = 0): string {
  const hash = new Uint8Array(32).fill(filler);
  hash.set(Buffer.from(base64, 'base64').subarray(0, 32));
  return toHex(hash);
}

/** JSON rounds the largest sizes up beyond 64 bits. */
function uint64(size: number): bigint {
  const exact = BigInt(size);
  return exact > UINT64_MAX ? UINT64_MAX : exact;
}

/** Hashes in an inclusion proof, by the recursion of RFC 9162 §2.1.3.1. */
function pathLength(index: bigint, size: bigint): number {
  if (size === 1n) return 0;
  let left = 1n;
  while (left * 2n < size) left *= 2n;
  return 1 + (index < left ? pathLength(index, left) : pathLength(index - left, size - left));
}

describe('RFC9162', () => {
  const leaves = Array.from({ length: 2_000 }, (_, at) => utf8(`leaf ${at}`));
  const tree = new MemoryTree(leaves);
  let harness: RFC9162Harness;

  beforeAll(async () => {
    const chain = await StageChain.start();
    const { abi, bytecode } = RFC9162Harness__factory;
    const deployed = await new ContractFactory(abi, bytecode, chain.wallet('deployer')).deploy();
    await deployed.waitForDeployment();
    harness = RFC9162Harness__factory.connect(await deployed.getAddress(), chain.provider);
  });

  interface InclusionCase {
    size: bigint | number;
    root: string;
    index: bigint | number;
    leafHash: string;
    proof: string[];
  }
  const includes = async ({ size, root, index, proof, ...leaf }: InclusionCase) => [
    ...(await harness.includes({ size, root }, index, leaf.leafHash, proof)),
  ];

  interface AppendCase {
    size1: bigint | number;
    size2: bigint | number;
    root1: string;
    root2: string;
    proof: string[];
  }
  const isAppend = async ({ size1, root1, size2, root2, proof }: AppendCase) => [
    ...(await harness.isAppend({ size: size1, root: root1 }, { size: size2, root: root2 }, proof)),
  ];

  it.skipIf(!existsSync(PROBES))('answers every outside probe as stated, and so does its twin', async () => {
    const { inclusion, consistency }: Probes = JSON.parse(readFileSync(PROBES, 'utf8'));
    const wrong: string[] = [];
    for (const probe of inclusion) {
      const answers = await includes({
        size: uint64(probe.treeSize),
        root: bytes32(probe.root, 0xff),
        index: uint64(probe.leafIdx),
        leafHash: bytes32(probe.leafHash),
        proof: (probe.proof ?? []).map((hash) => bytes32(hash)),
      });
      if (answers.some((answer) => answer === probe.wantErr)) wrong.push(`inclusion ${probe.name}`);
    }
    for (const probe of consistency) {
      const answers = await isAppend({
        size1: uint64(probe.size1),
        size2: uint64(probe.size2),
        root1: bytes32(probe.root1, 0xff),
        root2: bytes32(probe.root2, 0xff),
        proof: (probe.proof ?? []).map((hash) => bytes32(hash)),
      });
      if (answers.some((answer) => answer === probe.wantErr)) wrong.push(`consistency ${probe.name}`);
    }
    expect(wrong).toEqual([]);
    expect(inclusion.length + consistency.length).toBe(196);
  });

  /** What a forger might do to a proof: nothing, or one change. */
  const arbitraryChange = fc.constantFrom(
    'none',
    'flip',
    'drop-first',
    'drop-last',
    'pad',
    'pad-front',
    'swap',
  );

  function change(proof: Uint8Array[], kind: string, at: number): Uint8Array[] {
    const place = proof.length === 0 ? 0 : at % proof.length;
    switch (kind) {
      case 'flip':
        return proof.map((hash, i) =>
          i === place ? hash.map((byte, j) => (j === at % 32 ? byte ^ 1 : byte)) : hash,
        );
      case 'drop-first':
        return proof.slice(1);
      case 'drop-last':
        return proof.slice(0, -1);
      case 'pad':
        return [...proof, new Uint8Array(32)];
      case 'pad-front':
        return [new Uint8Array(32), ...proof];
      case 'swap':
        return [...proof].reverse();
      default:
        return proof;
    }
  }

  it('agrees with its twin and with TypeScript on any inclusion claim', async () => {
    const size = fc.integer({ min: 1, max: leaves.length });
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), arbitraryChange, fc.boolean(), async (...claim) => {
        const [treeSize, seed, at, kind, isNextLeaf] = claim;
        const index = seed % treeSize;
        const claimed = isNextLeaf ? index + 1 : index;
        const proof = change(tree.inclusionProof(index, treeSize), kind, at);
        const leaf = leafHash(utf8(`leaf ${index}`));
        const root = tree.root(treeSize);
        const verdict = verifyInclusion({ size: treeSize, index: claimed, leafHash: leaf, root, proof });
        const answers = await includes({
          size: treeSize,
          root: toHex(root),
          index: claimed,
          leafHash: toHex(leaf),
          proof: proof.map(toHex),
        });
        expect(answers).toEqual([verdict.ok, verdict.ok]);
        if (kind === 'none' && !isNextLeaf) expect(verdict.ok).toBe(true);
      }),
      { numRuns: walks(26) },
    );
  });

  it('agrees with its twin and with TypeScript in trees of any size, up to 2^53', async () => {
    const size = fc.bigInt({ min: 1n, max: BigInt(Number.MAX_SAFE_INTEGER) });
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.bigInt({ min: 0n, max: 2n ** 53n }),
        hash,
        hash,
        async (treeSize, seed, ...hashes) => {
          const [leaf, sibling] = hashes;
          const index = seed % treeSize;
          const proof = new Array<Uint8Array>(pathLength(index, treeSize)).fill(sibling);
          const claim = { leafHash: leaf, index: Number(index), size: Number(treeSize), proof };
          const reached = inclusionRoot(claim);
          if (!reached.ok) throw new Error(reached.reason);
          const question = { size: treeSize, index, leafHash: toHex(leaf), proof: proof.map(toHex) };
          expect(await includes({ ...question, root: toHex(reached.root) })).toEqual([true, true]);
          expect(await includes({ ...question, root: toHex(leafHash(reached.root)) })).toEqual([
            false,
            false,
          ]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('hashes any leaf as its twin and TypeScript do, and leaves it as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (leaf) => {
        const expected = toHex(leafHash(leaf));
        expect([...(await harness.hashLeaf(leaf))]).toEqual([expected, expected, true]);
      }),
      { numRuns: walks(20) },
    );
  });

  it('reads hashes out of any bytes as its twin does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (words) => {
        const [optimized, pureTwin] = await harness.toHashes(words);
        expect([...optimized]).toEqual([...pureTwin]);
        expect(optimized).toHaveLength(Math.floor(words.length / 32));
      }),
      { numRuns: walks(20) },
    );
  });

  it('agrees with its twin and with TypeScript on any append claim', async () => {
    const size = fc.integer({ min: 0, max: leaves.length });
    await fc.assert(
      fc.asyncProperty(size, size, fc.nat(), arbitraryChange, fc.boolean(), async (...claim) => {
        const [left, right, at, kind, isRootForged] = claim;
        const [size1, size2] = [Math.min(left, right), Math.max(left, right)];
        const honest = size1 === 0 ? [] : tree.consistencyProof(size1, size2);
        const proof = change(honest, kind, at);
        const root1 = isRootForged ? new Uint8Array(32).fill(7) : tree.root(size1);
        const root2 = tree.root(size2);
        const verdict = verifyConsistency({ size1, size2, root1, root2, proof });
        const answers = await isAppend({
          size1,
          size2,
          root1: toHex(root1),
          root2: toHex(root2),
          proof: proof.map(toHex),
        });
        expect(answers).toEqual([verdict.ok, verdict.ok]);
        if (kind === 'none' && !isRootForged && size1 > 0) expect(verdict.ok).toBe(true);
      }),
      { numRuns: walks(26) },
    );
  });
});
