import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionRootOf, partFrom, proveInCollection } from '@lanran/api/consent/domain/collection';
import { fromHex, toHex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';

const MAX_SIZE = 4_200;
const ids = Array.from({ length: MAX_SIZE }, (_, at): AssetId =>
  parseAssetId(`0x${(at + 1).toString(16).padStart(64, '0')}`),
);
const whole = new MemoryTree(ids.map((id) => fromHex(id)));

describe('a collection in parts', () => {
  it('has the root of the whole list, and proves each asset as the whole tree does', () => {
    const sizes = fc.oneof(
      fc.integer({ min: 1, max: MAX_SIZE }),
      fc.constantFrom(1, 1_023, 1_024, 1_025, 2_048, 2_049, 4_096, 4_097),
    );
    const question = sizes.chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })));
    fc.assert(
      fc.property(question, ([size, index]) => {
        const list = ids.slice(0, size);
        const parts = [];
        for (let from = 0; from < size; from += 1_024) parts.push(partFrom(list, from));
        expect(collectionRootOf(parts)).toBe(toHex(whole.root(size)));

        const part = Math.floor(index / 1_024);
        const [assetId] = list.slice(index);
        const place = { part, assetIds: parts[part]?.assetIds ?? [], roots: parts.map(({ root }) => root) };
        const { leafIndex, proof } = proveInCollection(place, assetId ?? parseAssetId(''));
        expect(leafIndex).toBe(index);
        expect(proof.map(toHex)).toEqual(whole.inclusionProof(index, size).map(toHex));
      }),
      { numRuns: 25 },
    );
  });
});
