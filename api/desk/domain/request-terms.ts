import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { PRICE_LIMIT } from '@lanran/protocol/licensing/pricing';
import { formatRights, type RightsBits } from '@lanran/protocol/licensing/rights';
import { isEmpty, isSameWish, type Wish } from '@lanran/protocol/licensing/window';
import type { Address } from '@lanran/protocol/kernel/signature';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { BadInputError } from '../../platform/kernel/errors.ts';

const ALL_BPS = 10_000n;
const MAX_BPS = Number(ALL_BPS);

/** What one license would be granted for. */
export interface RequestTerms {
  readonly wish: Wish;
  readonly token: Address;
  /** In the token's smallest unit; null until a party names one. */
  readonly price: bigint | null;
  /** Of the price; null until a party names one. 0 where there is no community. */
  readonly communityShareBps: number | null;
  readonly rights: RightsBits;
}

/** Terms that can be agreed on: nothing is open. */
export interface CompleteTerms extends RequestTerms {
  readonly price: bigint;
  readonly communityShareBps: number;
}

export function isComplete(terms: RequestTerms | null): terms is CompleteTerms {
  return terms !== null && terms.price !== null && terms.communityShareBps !== null;
}

export function isSameTerms(left: RequestTerms, right: RequestTerms): boolean {
  return (
    isSameWish(left.wish, right.wish) &&
    left.token === right.token &&
    left.price === right.price &&
    left.communityShareBps === right.communityShareBps &&
    left.rights === right.rights
  );
}

/** What the contracts can never sell is not asked for, named or agreed to. @throws BadInputError */
export function requireTerms(
  { wish, price, communityShareBps }: Pick<RequestTerms, 'wish' | 'price' | 'communityShareBps'>,
  { today, hasCommunity }: { readonly today: Day; readonly hasCommunity: boolean },
): void {
  if (isEmpty(wish)) throw new BadInputError('terms', 'have no medium, no territory or no day in them.');
  if (wish.firstDay < today)
    throw new BadInputError('terms.from', `${formatDay(wish.firstDay)} is past. Name a later first day.`);
  if (price !== null && price >= PRICE_LIMIT) throw new BadInputError('terms.price', 'must be below 2^96.');
  if (communityShareBps === null) return;
  if (!Number.isInteger(communityShareBps) || communityShareBps < 0 || communityShareBps > MAX_BPS)
    throw new BadInputError('terms.communityShareBps', `must be 0 to ${MAX_BPS}.`);
  if (!hasCommunity && communityShareBps !== 0)
    throw new BadInputError('terms.communityShareBps', 'there is no community behind these assets.');
}

/** Is it for just the use of the terms, at just their price? */
export function isForTerms(
  { wish, token, price }: RequestTerms,
  other: Pick<CompleteTerms, 'wish' | 'token' | 'price'>,
): boolean {
  return isSameWish(wish, other.wish) && token === other.token && price === other.price;
}

/** What the community has of the price, rounded up as the contract does (LicenseMarket, `_creditShares`); null while that is open. */
export function communityShareOf({ price, communityShareBps }: RequestTerms): bigint | null {
  if (price === null || communityShareBps === null) return null;
  return (price * BigInt(communityShareBps) + ALL_BPS - 1n) / ALL_BPS;
}

export const TERMS_FIELDS = [
  'media',
  'territories',
  'from',
  'to',
  'exclusive',
  'price',
  'communityShareBps',
  'rights',
] as const;
export type TermsField = (typeof TERMS_FIELDS)[number];

/** One field that other terms have otherwise, as text; null where nothing was named. */
export interface TermsDifference {
  readonly field: TermsField;
  readonly before: string | null;
  readonly after: string | null;
}

/** Field by field; empty for the same terms. */
export function differencesOf(before: RequestTerms, after: RequestTerms): TermsDifference[] {
  const [old, present] = [textsOf(before), textsOf(after)];
  return TERMS_FIELDS.filter((field) => old[field] !== present[field]).map((field) => ({
    field,
    before: old[field],
    after: present[field],
  }));
}

/** Names as statements have them; the price in the token's smallest unit. */
function textsOf({
  wish,
  price,
  communityShareBps,
  rights,
}: RequestTerms): Record<TermsField, string | null> {
  return {
    media: formatMedia(wish.media),
    territories: formatTerritories(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: String(wish.exclusive),
    price: price?.toString() ?? null,
    communityShareBps: communityShareBps?.toString() ?? null,
    rights: formatRights(rights),
  };
}
