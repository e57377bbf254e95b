import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { limitsOf } from '../../scripts/gas/figures.ts';
import { UniformTree } from '../../scripts/gas/uniform-tree.ts';
import { mined, Platform } from '../../scripts/stage/platform.ts';
import { walks } from '../support/walks.ts';

const LARGEST = 2 ** 20;
const LIMIT = limitsOf({ license: 0 }).checkpoint ?? 0;
/** The first four write into slots that were never used. */
const FIRST = [1, 2, 3, 4];

describe('a checkpoint', () => {
  const tree = new UniformTree(new Map());
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.start();
  });

  /** @returns the gas of the whole transaction */
  async function anchor(past: number, next: number): Promise<number> {
    const { log, people } = platform;
    const proof = past === 0 ? [] : await tree.consistencyProof(past, next);
    const receipt = await mined(log.connect(people.sealer).checkpoint(next, await tree.rootAt(next), proof));
    return Number(receipt.gasUsed);
  }

  it('costs no more than its limit at any size to 2^20, from the fifth on', async () => {
    const size = fc.oneof(
      fc.integer({ min: 5, max: LARGEST }),
      // Around powers of two proofs are the longest and the shortest.
      fc
        .tuple(fc.integer({ min: 3, max: 20 }), fc.constantFrom(-1, 0, 1))
        .map(([level, offset]) => Math.min(2 ** level + offset, LARGEST)),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(size, { minLength: 6, maxLength: 12 }), async (sizes) => {
        const restore = await platform.chain.snapshot();
        let past = 0;
        for (const next of [...FIRST, ...sizes.sort((one, other) => one - other)]) {
          const gas = await anchor(past, next);
          if (next > FIRST.length) expect(gas).toBeLessThanOrEqual(LIMIT);
          past = next;
        }
        await restore();
      }),
      { numRuns: walks(8) },
    );
  });
});
