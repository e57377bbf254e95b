import { formatMoney, type Currency } from '@lanran/protocol/kernel/money';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { LEAST_BLOCKING_PERCENT } from '@lanran/protocol/licensing/blocker';
import type { PriceRule } from '@lanran/protocol/licensing/pricing';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { blockingWith, type OfferBlocking, remedyFor } from '@lanran/sdk/licensing/blocking';

export interface CheapBlockingOption {
  readonly acceptCheapBlocking?: boolean;
}

/** Of one asset: what would be offered, beside what is open. */
interface Offering {
  readonly terms: Parameters<typeof blockingWith>[0];
  readonly open: Parameters<typeof blockingWith>[1];
}

/** Of all the assets the cheapest way to block, for its price. */
export interface FoundBlocking {
  readonly worst: OfferBlocking | null;
  /** Assets of which blocking is cheap. */
  readonly cheapCount: number;
  /** An offer whose price is in another currency stands on the other side. */
  readonly isIncomparable: boolean;
}

export function findBlocking(offerings: readonly Offering[]): FoundBlocking {
  const answers = offerings.map(({ terms, open }) => blockingWith(terms, open));
  const worst = answers
    .flatMap(({ blockings }) => blockings[0] ?? [])
    .reduce<OfferBlocking | null>(
      (best, each) => (best === null || isCheaper(each, best) ? each : best),
      null,
    );
  return {
    worst,
    cheapCount: answers.filter(({ blockings }) => blockings[0]?.isCheap === true).length,
    isIncomparable: answers.some(({ incomparable }) => incomparable.length > 0),
  };
}

function isCheaper(left: OfferBlocking, right: OfferBlocking): boolean {
  return left.cost * right.exclusivePrice < right.cost * left.exclusivePrice;
}

/** The prices are refused unless they are said to be meant; a minimum that was given says so. @throws ArgumentError */
export function refuseCheapBlocking(
  platform: Pick<Platform, 'deployment'>,
  { worst, cheapCount }: FoundBlocking,
  { acceptCheapBlocking, rule }: CheapBlockingOption & { readonly rule: PriceRule },
): void {
  if (worst === null || cheapCount === 0 || acceptCheapBlocking === true || rule.minimum > 0n) return;
  throw new ArgumentError(
    '--accept-cheap-blocking',
    `${sentenceOf(platform, worst)} ${remedyOf(platform, worst)} Nothing was offered; add --accept-cheap-blocking if that is meant.`,
  );
}

export function blockingLines(
  platform: Pick<Platform, 'deployment'>,
  { worst, isIncomparable }: FoundBlocking,
): string[] {
  return [
    ...(worst === null ? [] : [`  ${sentenceOf(platform, worst)}`]),
    ...(isIncomparable
      ? ['  what blocking costs beside offers in another currency can’t be compared; compare it yourself']
      : []),
  ];
}

/** For the one document; nothing where no exclusive license is on offer. */
export function blockingDocument(platform: Pick<Platform, 'deployment'>, found: FoundBlocking) {
  const { worst, cheapCount, isIncomparable } = found;
  if (worst === null) return isIncomparable ? { blocking: { comparable: false } } : {};
  const currency = currencyOf(platform, worst);
  const { cost, exclusivePrice, by, licenses, isCheap } = worst;
  const { offerId, leastPrice } = remedyFor(worst);
  return {
    blocking: {
      comparable: !isIncomparable,
      cost: formatMoney(cost, currency),
      licenses: licenses.length,
      by,
      byOffer: offerId,
      exclusivePrice: formatMoney(exclusivePrice, currency),
      percent: percentOf(worst),
      isCheap,
      leastPrice: formatMoney(leastPrice, currency),
      cheapAssets: cheapCount,
    },
  };
}

function sentenceOf(platform: Pick<Platform, 'deployment'>, blocking: OfferBlocking): string {
  const currency = currencyOf(platform, blocking);
  const { cost, exclusivePrice, licenses } = blocking;
  const count = licenses.length === 1 ? '1 license' : `${licenses.length} licenses`;
  return `blocking the exclusive licenses costs ${formatMoney(cost, currency)} (${count}), ${percentOf(blocking)} % of the ${formatMoney(exclusivePrice, currency)} of an exclusive one.`;
}

function remedyOf(platform: Pick<Platform, 'deployment'>, blocking: OfferBlocking): string {
  const { offerId, leastPrice } = remedyFor(blocking);
  const least = formatMoney(leastPrice, currencyOf(platform, blocking));
  const target = `${LEAST_BLOCKING_PERCENT} %`;
  return offerId === null
    ? `With --minimum "${least}" (or a flat price as high) it is ${target}.`
    : `The cheap one is offer ${offerId}: close it, and offer it again with --minimum "${least}" for ${target}.`;
}

function percentOf({ cost, exclusivePrice }: OfferBlocking): number {
  return exclusivePrice === 0n ? 100 : Number((cost * 10_000n) / exclusivePrice) / 100;
}

/** Of both prices: blockings are of one currency. */
function currencyOf(
  { deployment: { currencies } }: Pick<Platform, 'deployment'>,
  { exclusive: { token } }: OfferBlocking,
): Currency {
  return currencyOrUnits(currencies, token);
}
