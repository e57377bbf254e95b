import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { UntrustworthyAnswerError } from '@lanran/sdk/kernel/errors';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { communityShareOf } from '../labels/community-share.ts';

/** What an order is about, as people name it. */
export interface OrderTerms {
  readonly media: readonly string[];
  /** ISO 3166-1 codes, or `WORLD` alone. */
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  readonly rights: readonly string[];
  readonly price: { readonly amount: string; readonly token: string };
  readonly shareBps: number;
  /** The community's part of the price, in the smallest unit. */
  readonly share: bigint;
}

/**
 * The terms that the order's id is the hash of: what is shown is what is signed.
 * @throws UntrustworthyAnswerError when the platform tells others
 */
export function readOrderTerms({
  id,
  terms: json,
}: {
  readonly id: string;
  readonly terms: string;
}): OrderTerms {
  const terms = parseTerms(JSON.parse(json));
  if (licenseIdOf(terms) !== id)
    throw new UntrustworthyAnswerError(
      `the terms shown for the order ${id} are not those that its id is the hash of`,
    );
  return wordTerms(terms);
}

export function wordTerms({ wish, rights, price, token, communityShareBps }: Terms): OrderTerms {
  return {
    price: { amount: price.toString(), token },
    media: mediaOf(wish.media),
    territories: territoryCodes(wish.territories),
    firstDay: formatDay(wish.firstDay),
    lastDay: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    rights: rightsOf(rights),
    shareBps: communityShareBps,
    share: communityShareOf(price, communityShareBps),
  };
}
