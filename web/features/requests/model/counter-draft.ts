import { formatMoney, type Currency } from '@lanran/protocol/kernel/money';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { PRICE_LIMIT } from '@lanran/protocol/licensing/pricing';
import { RIGHTS, type Right } from '@lanran/protocol/licensing/rights';
import { wishDraftOf } from '../../../lib/requests/ask-address.ts';
import { priceUnits } from '../../../lib/territories/price-units.ts';
import { missingIn } from '../../../lib/territories/use-address.ts';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import type { Terms } from './documents.ts';

/** Other terms, as they are being written. */
export interface CounterDraft extends WishDraft {
  /** As it was typed, e.g. `1,200.50`; empty: not named. */
  readonly price: string;
  /** In percent, as it was typed. */
  readonly share: string;
  readonly rights: readonly Right[];
}

export type CounterProblem =
  | 'media'
  | 'territories'
  | 'from'
  | 'to'
  | 'order'
  | 'price'
  | 'priceLimit'
  | 'share'
  | 'nothing';

/** The terms on the table as a form has them. */
export function draftOfTerms(terms: Terms, currency: Currency): CounterDraft {
  const { rights, price, communityShareBps } = terms;
  return {
    ...wishDraftOf(terms),
    price: price === null ? '' : (formatMoney(BigInt(price.amount), currency).split(' ')[0] ?? ''),
    share: communityShareBps === null ? '' : String(communityShareBps / 100),
    rights: RIGHTS.filter((right) => rights.includes(right)),
  };
}

/** Everything that keeps them from being sent, at once. */
export function problemsIn(
  draft: CounterDraft,
  { base, currency }: { readonly base: CounterDraft; readonly currency: Currency },
): readonly CounterProblem[] {
  const problems: readonly (CounterProblem | false)[] = [
    ...missingIn(draft),
    (draft.price === '' ? base.price !== '' : priceUnits(draft.price, currency) === null) && 'price',
    isAbovePriceLimit(draft.price, currency) && 'priceLimit',
    (draft.share === '' ? base.share !== '' : shareBpsOf(draft.share) === null) && 'share',
  ];
  const found = problems.filter((problem) => problem !== false);
  if (found.length > 0) return found;
  return Object.keys(changeOf(draft, { base, currency })).length === 0 ? ['nothing'] : [];
}

/** As the platform takes it: what is otherwise than on the table. */
export function changeOf(
  draft: CounterDraft,
  { base, currency }: { readonly base: CounterDraft; readonly currency: Currency },
) {
  const price = priceUnits(draft.price, currency);
  const shareBps = shareBpsOf(draft.share);
  return {
    ...(!isSameSet(draft.media, base.media) && { media: [...draft.media] }),
    ...(!isSameSet(draft.territories, base.territories) && { territories: [...draft.territories] }),
    ...(draft.from !== base.from && { from: draft.from }),
    ...(draft.to !== base.to && { to: draft.to }),
    ...(draft.isExclusive !== base.isExclusive && { exclusive: draft.isExclusive }),
    ...(price !== null && price !== priceUnits(base.price, currency) && { price: price.toString() }),
    ...(shareBps !== null && shareBps !== shareBpsOf(base.share) && { communityShareBps: shareBps }),
    ...(!isSameSet(draft.rights, base.rights) && { rights: [...draft.rights] }),
  };
}

/** More than the contracts take. */
export function isAbovePriceLimit(text: string, currency: Currency): boolean {
  const units = priceUnits(text, currency);
  return units !== null && units >= PRICE_LIMIT;
}

/** Percent with at most two decimals, in basis points; null for anything else. */
export function shareBpsOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(plain)) return null;
  const bps = Math.round(Number(plain) * 100);
  return bps > 10_000 ? null : bps;
}

/** What a browser kept; null when it is not understood. */
export function readCounterDraft(value: unknown): CounterDraft | null {
  if (value === null || typeof value !== 'object') return null;
  const draft = value as Readonly<Record<keyof CounterDraft, unknown>>;
  const { from, to, price, share, isExclusive } = draft;
  if (![from, to, price, share].every((text) => typeof text === 'string')) return null;
  if (![draft.media, draft.territories, draft.rights].every((list) => Array.isArray(list))) return null;
  const known = draft as CounterDraft;
  return {
    ...known,
    isExclusive: isExclusive === true,
    media: MEDIA.filter((medium) => known.media.includes(medium)),
    territories: known.territories.filter((code) => typeof code === 'string'),
    rights: RIGHTS.filter((right) => known.rights.includes(right)),
  };
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
