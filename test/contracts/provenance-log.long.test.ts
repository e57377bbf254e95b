import { ZeroAddress } from 'ethers';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { toHex, uintBytes, utf8 } from '@lanran/protocol/kernel/bytes';
import { leafHash } from '@lanran/protocol/log/merkle';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { Platform, mined } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const EMPTY_ROOT = '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const OTHER_ROOT = `0x${'11'.repeat(32)}`;

function treeOf(size: number): MemoryTree {
  return new MemoryTree(Array.from({ length: size }, (_, at) => utf8(`leaf ${at}`)));
}

describe('ProvenanceLog', () => {
  const tree = treeOf(64);
  let platform: Platform;
  beforeEach(async () => {
    platform = await Platform.start();
  });

  const rootOf = (size: number): string => toHex(tree.root(size));
  const proofOf = (size1: number, size2: number): string[] =>
    size1 === 0 ? [] : tree.consistencyProof(size1, size2).map(toHex);
  const seal = (size: number, root: string, proof: string[]) =>
    mined(platform.log.connect(platform.people.sealer).checkpoint(size, root, proof));
  async function sealSizes(...sizes: number[]): Promise<void> {
    let past = Number((await platform.log.head()).size);
    for (const size of sizes) {
      await seal(size, rootOf(size), proofOf(past, size));
      past = size;
    }
  }

  it('begins with the empty tree', async () => {
    expect([...(await platform.log.head())]).toEqual([0n, EMPTY_ROOT]);
    expect(await platform.log.rootOf(0)).toBe(EMPTY_ROOT);
  });

  it('takes any first tree, and no proof with it', async () => {
    expect(await refusalOf(seal(3, rootOf(3), [OTHER_ROOT]))).toEqual([
      'ProvenanceLogNotAppend',
      3n,
      rootOf(3),
    ]);
    expect(await refusalOf(seal(0, OTHER_ROOT, []))).toEqual(['ProvenanceLogNotAppend', 0n, OTHER_ROOT]);
    await seal(3, rootOf(3), []);
    expect([...(await platform.log.head())]).toEqual([3n, rootOf(3)]);
  });

  it('anchors appends only: for all pairs of sizes up to 20', async () => {
    const sealed = platform.log.connect(platform.people.sealer);
    const refusedRoot = (size: number, root: string, proof: string[]) =>
      refusalOf(sealed.checkpoint.staticCall(size, root, proof));
    for (let past = 1; past <= 20; past++) {
      await sealSizes(past);
      for (let size = 1; size < past; size++) {
        const smaller = await refusedRoot(size, rootOf(size), proofOf(size, past));
        expect(smaller).toEqual(['ProvenanceLogNotAppend', BigInt(size), rootOf(size)]);
      }
      for (let size = past + 1; size <= 20; size++) {
        const proof = proofOf(past, size);
        const forged = await refusedRoot(size, OTHER_ROOT, proof);
        expect(forged).toEqual(['ProvenanceLogNotAppend', BigInt(size), OTHER_ROOT]);
        // Another log of that size, whose first leaves are not the anchored ones.
        const rewritten = new MemoryTree(Array.from({ length: size }, (_, at) => utf8(`other ${at}`)));
        const rewrittenProof = rewritten.consistencyProof(past, size).map(toHex);
        const rewrittenRoot = toHex(rewritten.root());
        expect((await refusedRoot(size, rewrittenRoot, rewrittenProof))[0]).toBe('ProvenanceLogNotAppend');
        await sealed.checkpoint.staticCall(size, rootOf(size), proof);
      }
    }
  });

  it('refuses a smaller tree, another root for the same size, and padded, truncated or changed proofs', async () => {
    await sealSizes(10);
    const proof = proofOf(10, 33);
    const refused = ['ProvenanceLogNotAppend', 33n, rootOf(33)];
    expect(await refusalOf(seal(9, rootOf(9), proofOf(9, 10)))).toEqual([
      'ProvenanceLogNotAppend',
      9n,
      rootOf(9),
    ]);
    expect(await refusalOf(seal(10, OTHER_ROOT, []))).toEqual(['ProvenanceLogNotAppend', 10n, OTHER_ROOT]);
    expect(await refusalOf(seal(33, rootOf(33), [...proof, OTHER_ROOT]))).toEqual(refused);
    expect(await refusalOf(seal(33, rootOf(33), proof.slice(1)))).toEqual(refused);
    expect(await refusalOf(seal(33, rootOf(33), proof.slice(0, -1)))).toEqual(refused);
    expect(await refusalOf(seal(33, rootOf(33), []))).toEqual(refused);
    expect(await refusalOf(seal(33, rootOf(33), [OTHER_ROOT, ...proof.slice(1)]))).toEqual(refused);
    await seal(33, rootOf(33), proof);
    expect((await platform.log.head()).size).toBe(33n);
  });

  it('takes neither 2^64 − 1 leaves nor more than 2^32 new ones, after whatever tree', async () => {
    const LARGEST = 2n ** 64n - 1n;
    const MOST_NEW = 2n ** 32n;
    const near = (middle: bigint) =>
      fc.bigInt({ min: -2n, max: 2n }).map((by) => {
        const near = middle + by;
        return near < 0n ? 0n : near > LARGEST ? LARGEST : near;
      });
    const anySize = fc.oneof(near(0n), near(MOST_NEW), near(LARGEST), fc.bigInt({ min: 0n, max: LARGEST }));
    const pair = anySize.chain((past) =>
      fc.oneof(near(past + MOST_NEW), near(past), anySize).map((next) => [past, next] as const),
    );
    const address = await platform.log.getAddress();
    const sealed = platform.log.connect(platform.people.sealer);
    await fc.assert(
      fc.asyncProperty(pair, async ([past, next]) => {
        // No checkpoint leads to the largest sizes, so that the slot is written.
        await platform.chain.request('hardhat_setStorageAt', address, '0x1', toHex(uintBytes(past, 32)));
        const isTooLarge = next === LARGEST || next > past + MOST_NEW;
        if (past === 0n && next > 0n && !isTooLarge) {
          await sealed.checkpoint.staticCall(next, OTHER_ROOT, []);
          return;
        }
        const refusal = await refusalOf(sealed.checkpoint.staticCall(next, OTHER_ROOT, []));
        expect(refusal).toEqual(
          isTooLarge
            ? ['ProvenanceLogSizeInvalid', next, past]
            : ['ProvenanceLogNotAppend', next, OTHER_ROOT],
        );
      }),
      { numRuns: walks(150) },
    );
  });

  it('accepts the anchored tree again without changing or announcing anything', async () => {
    await sealSizes(5, 9);
    const receipt = await seal(9, rootOf(9), []);
    expect(receipt.logs).toHaveLength(0);
    expect([...(await platform.log.head())]).toEqual([9n, rootOf(9)]);
    expect(await platform.log.rootOf(5)).toBe(rootOf(5));
  });

  it('is sealed by the sealer alone', async () => {
    const { log, people } = platform;
    for (const person of ['stranger', 'accreditor', 'deployer'] as const) {
      const attempt = mined(log.connect(people[person]).checkpoint(1, rootOf(1), []));
      expect(await refusalOf(attempt)).toEqual(['ProvenanceLogNotSealer', people[person].address]);
    }
  });

  it('keeps the last four trees, and forgets the fifth', async () => {
    await sealSizes(1, 2, 5, 8, 13);
    for (const size of [2, 5, 8, 13]) expect(await platform.log.rootOf(size)).toBe(rootOf(size));
    for (const size of [0, 1, 3]) {
      expect(await refusalOf(platform.log.rootOf(size))).toEqual(['ProvenanceLogSizeUnknown', BigInt(size)]);
    }
  });

  it('verifies inclusion in the trees it keeps', async () => {
    await sealSizes(20, 50);
    const hash = toHex(leafHash(utf8('leaf 7')));
    const proof = tree.inclusionProof(7, 20).map(toHex);
    expect(await platform.log.verifyInclusion(20, 7, hash, proof)).toBe(true);
    expect(await platform.log.verifyInclusion(20, 8, hash, proof)).toBe(false);
    expect(await platform.log.verifyInclusion(50, 7, hash, proof)).toBe(false);
    const unknown = platform.log.verifyInclusion(21, 7, hash, proof);
    expect(await refusalOf(unknown)).toEqual(['ProvenanceLogSizeUnknown', 21n]);
  });

  it('only grows, whatever is sealed', async () => {
    const attempt = fc.tuple(fc.integer({ min: 0, max: 64 }), fc.integer({ min: 0, max: 64 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 6 }), async (attempts) => {
        const restore = await platform.chain.snapshot();
        for (const [from, size, isHonest] of attempts) {
          const before = await platform.log.head();
          const past = isHonest ? Number(before.size) : from;
          const proof = past > size ? [] : proofOf(past, size);
          const done = await seal(size, rootOf(size), proof).then(
            () => true,
            () => false,
          );
          const after = await platform.log.head();
          expect(after.root).toBe(rootOf(Number(after.size)));
          expect(after.size >= before.size).toBe(true);
          if (isHonest && past <= size && past !== size) expect(done).toBe(true);
        }
        await restore();
      }),
      { numRuns: walks(8), endOnFailure: true },
    );
  });

  describe('its sealer', () => {
    it('is changed by the operator, seven days after it said so', async () => {
      const { log, authority, people, chain } = platform;
      const data = log.interface.encodeFunctionData('setSealer', [people.stranger.address]);
      const early = mined(log.connect(people.sealer).setSealer(people.stranger));
      expect((await refusalOf(early))[0]).toBe('AccessManagerNotScheduled');
      await mined(authority.connect(people.sealer).schedule(log, data, 0));
      await chain.travelTo((await chain.now()) + 7 * 86_400 - 10);
      const stillEarly = mined(log.connect(people.sealer).setSealer(people.stranger));
      expect((await refusalOf(stillEarly))[0]).toBe('AccessManagerNotReady');
      await chain.travelTo((await chain.now()) + 20);
      await mined(log.connect(people.sealer).setSealer(people.stranger));
      expect(await log.sealer()).toBe(people.stranger.address);
    });

    it('is never nobody', async () => {
      const { log, authority, people, chain } = platform;
      const data = log.interface.encodeFunctionData('setSealer', [ZeroAddress]);
      await mined(authority.connect(people.sealer).schedule(log, data, 0));
      await chain.travelTo((await chain.now()) + 7 * 86_400);
      const attempt = mined(log.connect(people.sealer).setSealer(ZeroAddress));
      expect(await refusalOf(attempt)).toEqual(['ProvenanceLogZero']);
      expect(await log.sealer()).toBe(people.sealer.address);
    });

    it('is not for others to change', async () => {
      const { log, people } = platform;
      const attempt = mined(log.connect(people.accreditor).setSealer(people.accreditor));
      expect(await refusalOf(attempt)).toEqual(['AccessManagedUnauthorized', people.accreditor.address]);
    });
  });
});
