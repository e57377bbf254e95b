import type { RequestTerms } from '@lanran/sdk/desk/requests';
import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import type { Terms } from './documents.ts';

/** Terms as they are signed, in the words in which the platform shows them. */
export function wordsOfTerms({
  wish,
  rights,
  price,
  communityShareBps,
}: RequestTerms): Omit<Terms, 'share' | 'token'> {
  return {
    media: mediaOf(wish.media),
    territories: territoryCodes(wish.territories),
    firstDay: formatDay(wish.firstDay),
    lastDay: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    rights: rightsOf(rights),
    price: price === null ? null : { amount: price.amount.toString(), token: price.token },
    communityShareBps,
  };
}
