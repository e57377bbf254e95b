import type { Terms } from '@lanran/protocol/licensing/terms';
import { communityShareOf } from '../../../../lib/labels/community-share.ts';

type PricedTerms = Pick<Terms, 'price' | 'communityShareBps' | 'operatorShareBps'>;

/** Who is paid how much, as LicenseMarket divides a price: the community's share is rounded up, the operator's down. */
export function divide({ price, communityShareBps, operatorShareBps }: PricedTerms) {
  const community = communityShareOf(price, communityShareBps);
  const operator = (price * BigInt(operatorShareBps)) / 10_000n;
  return { community, operator, holder: price - community - operator };
}
