import { formatDay, parseDay, todayOf } from '@lanran/protocol/kernel/day';

/** Offers that end within these days are named on the desk. */
const SOON_DAYS = 30;

interface EndingOffer {
  readonly lastDay: string;
}

export interface OfferedAsset<Offer extends EndingOffer> {
  readonly offers: readonly Offer[];
}

export interface Ending<Asset> {
  readonly asset: Asset;
  /** YYYY-MM-DD, the last offer's. */
  readonly lastDay: string;
  readonly isOver: boolean;
}

/** The UTC day of a moment, YYYY-MM-DD. */
export function dayOf(moment: number): string {
  return formatDay(todayOf(Math.floor(moment / 1000)));
}

/** Assets whose last offer ends soon or is over, the first to end first. One that has a longer offer beside it is not named. */
export function endingSoon<Offer extends EndingOffer, Asset extends OfferedAsset<Offer>>(
  assets: readonly Asset[],
  today: string,
): Ending<Asset>[] {
  const until = formatDay(parseDay(today) + SOON_DAYS);
  return assets
    .flatMap((asset) => {
      const lastDay = asset.offers
        .map((offer) => offer.lastDay)
        .reduce((left, right) => (left > right ? left : right), '');
      return lastDay === '' || lastDay > until ? [] : [{ asset, lastDay, isOver: lastDay < today }];
    })
    .sort((left, right) => left.lastDay.localeCompare(right.lastDay));
}

export interface WaitingOrder {
  readonly state: 'ORDERED' | 'CANCELED' | 'LICENSED';
  readonly isPaid: boolean;
}

/** Orders that wait for their holder. */
export function waitsForPayment({ state, isPaid }: WaitingOrder): boolean {
  return state === 'ORDERED' && !isPaid;
}

interface CommunityCount<Organization> {
  readonly count: number;
  /** Null: no community stands behind them, so no consent is needed. */
  readonly organization: Organization | null;
}

/** A council's no, which is an answer: it is not waited for. */
interface Refusal {
  /** Null: not shown to the reader. */
  readonly asset: { readonly isWithdrawn: boolean; readonly access: string } | null;
  readonly community: { readonly id: string };
}

/** How many assets wait for each community's yes: those that lack it, but for those refused. */
export function waitingForYes<Organization extends { readonly id: string }>(
  facets: readonly (readonly CommunityCount<Organization>[])[],
  refusals: readonly Refusal[],
): readonly { readonly organization: Organization; readonly count: number }[] {
  const counts = new Map<string, { organization: Organization; count: number }>();
  for (const { organization, count } of facets.flat()) {
    if (organization === null) continue;
    const before = counts.get(organization.id)?.count ?? 0;
    counts.set(organization.id, { organization, count: before + count });
  }
  // The facets count neither what is withdrawn nor what is restricted.
  const refused = refusals.filter(
    ({ asset }) => asset !== null && !asset.isWithdrawn && asset.access !== 'RESTRICTED',
  );
  const answered = (id: string) => refused.filter(({ community }) => community.id === id).length;
  const waiting = [...counts.values()].map(({ organization, count }) => ({
    organization,
    count: count - answered(organization.id),
  }));
  return waiting.filter(({ count }) => count > 0).sort((left, right) => right.count - left.count);
}
