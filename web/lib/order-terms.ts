import { formatDay } from '@lanran/protocol/day';
import { mediaOf } from '@lanran/protocol/media';
import { rightsOf } from '@lanran/protocol/rights';
import { parseTerms } from '@lanran/protocol/terms-json';
import { territoriesOf, WORLD } from '@lanran/protocol/territories';
import { communityShareOf } from './community-share.ts';

/** What an order is about, as people name it. */
export interface OrderTerms {
  readonly media: readonly string[];
  /** ISO 3166-1 codes, or `WORLD` alone. */
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  readonly rights: readonly string[];
  readonly shareBps: number;
  /** The community's part of the price, in the smallest unit. */
  readonly share: bigint;
}

/** @param json the terms as the platform tells them; what is signed is checked by the client against the order's id */
export function readOrderTerms(json: string): OrderTerms {
  const { wish, rights, price, communityShareBps } = parseTerms(JSON.parse(json));
  return {
    media: mediaOf(wish.media),
    territories: wish.territories === WORLD ? ['WORLD'] : territoriesOf(wish.territories),
    firstDay: formatDay(wish.firstDay),
    lastDay: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    rights: rightsOf(rights),
    shareBps: communityShareBps,
    share: communityShareOf(price, communityShareBps),
  };
}
