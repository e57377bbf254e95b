import { expect, it } from 'vitest';
import { divide } from '../../../web/features/studio/wish/model/price-parts.ts';

it('divides a price as the contract does: the community’s part rounded up, the operator’s down, the holder has the rest', () => {
  const terms = { communityShareBps: 2_000, operatorShareBps: 150 };
  expect(divide({ ...terms, price: 120_000n })).toEqual({
    community: 24_000n,
    operator: 1_800n,
    holder: 94_200n,
  });
  expect(divide({ ...terms, price: 101n })).toEqual({ community: 21n, operator: 1n, holder: 79n });
  expect(divide({ ...terms, price: 0n })).toEqual({ community: 0n, operator: 0n, holder: 0n });
});
