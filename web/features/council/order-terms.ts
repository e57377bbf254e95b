import { formatDay } from '@lanran/protocol/day';
import { mediaOf } from '@lanran/protocol/media';
import { formatTerritories } from '@lanran/protocol/territories';
import type { TermsJson } from '@lanran/protocol/terms-json';
import { shareOf } from './grant.ts';

/** What an order is about, as people name it. */
export interface OrderTerms {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly shareBps: number;
  /** The community's part of the price, in the smallest unit. */
  readonly share: bigint;
}

/** @param json the terms as the platform tells them; what is signed is checked by the client against the order's id */
export function readOrderTerms(json: string): OrderTerms {
  const terms = JSON.parse(json) as TermsJson;
  return {
    media: mediaOf(terms.media),
    territories: formatTerritories(BigInt(terms.territories)).split(','),
    firstDay: formatDay(terms.firstDay),
    lastDay: formatDay(terms.lastDay),
    shareBps: terms.communityShareBps,
    share: shareOf(BigInt(terms.price), terms.communityShareBps),
  };
}
