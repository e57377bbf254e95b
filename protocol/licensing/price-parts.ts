import type { Terms } from './terms.ts';

const ALL_BPS = 10_000n;

/** What each party gets of a price; together they are the price. */
export interface PriceParts {
  readonly holder: bigint;
  readonly community: bigint;
  readonly operator: bigint;
}

/** As LicenseMarket divides a price: the community's share is rounded up, the operator's down. */
export function pricePartsOf({
  price,
  communityShareBps,
  operatorShareBps,
}: Pick<Terms, 'price' | 'communityShareBps' | 'operatorShareBps'>): PriceParts {
  const community = (price * BigInt(communityShareBps) + ALL_BPS - 1n) / ALL_BPS;
  const operator = (price * BigInt(operatorShareBps)) / ALL_BPS;
  return { community, operator, holder: price - community - operator };
}
