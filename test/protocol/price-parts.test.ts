import { pricePartsOf } from '@lanran/protocol/licensing/price-parts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the parts of a price', () => {
  it('always add up', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }),
        fc.nat({ max: 6_000 }),
        fc.nat({ max: 4_000 }),
        (price, communityShareBps, operatorShareBps) => {
          const parts = pricePartsOf({ price, communityShareBps, operatorShareBps });
          expect(parts.holder + parts.community + parts.operator).toBe(price);
          expect(parts.holder >= 0n || price < 2n).toBe(true);
        },
      ),
    );
  });
});
