import { formatMoney, type Currency } from '@lanran/protocol/kernel/money';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { blockingWith, type OfferBlocking, type ShownOffer } from '@lanran/sdk/licensing/blocking';
import type { OfferRequest } from '@lanran/sdk/licensing/offers';

/** What blocking the exclusive licenses costs once an offer is open. */
export interface DraftBlocking {
  /** The cheapest way for its price; null where no exclusive license is on offer. */
  readonly worst: OfferBlocking | null;
  /** It costs too little, so that the holder says that it knows. */
  readonly isCheap: boolean;
  readonly isIncomparable: boolean;
}

/** Of one offer beside the open ones of each asset that it is for. */
export function blockingOfRequest(
  request: Omit<OfferRequest, 'communityShareBps'>,
  token: string,
  open: readonly (readonly ShownOffer[])[],
): DraftBlocking {
  const terms = { ...request, token: parseAddress(token.toLowerCase()) };
  const answers = open.map((offers) => blockingWith(terms, offers));
  const found = answers.flatMap(({ blockings }) => blockings[0] ?? []);
  const worst = found.reduce<OfferBlocking | null>(
    (best, each) =>
      best === null || each.cost * best.exclusivePrice < best.cost * each.exclusivePrice ? each : best,
    null,
  );
  return {
    worst,
    isCheap: worst?.isCheap === true,
    isIncomparable: answers.some(({ incomparable }) => incomparable.length > 0),
  };
}

/** As it is typed into a field. */
export function amountText(units: bigint, currency: Currency): string {
  return formatMoney(units, currency).slice(0, -currency.symbol.length - 1);
}
