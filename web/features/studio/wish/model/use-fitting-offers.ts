import { useQuery } from '@tanstack/react-query';
import { askQuote, type StudioQuote } from './studio-quote.ts';
import type { WishQuestion } from './use-answer.ts';
import { offersFitting } from './use-offer.ts';
import { inputOf, wishOf } from '../../../../lib/territories/wish.ts';

/** Each is quoted: more than these are not compared. */
const MOST_OFFERS = 8;

export interface FittingOffer {
  readonly id: string;
  readonly quote: StudioQuote;
}

/** The offers by which a wish could be licensed now, the cheapest first; empty where there is nothing to choose from. */
export function useFittingOffers({
  asset,
  licensee,
  wish,
  version,
}: Omit<WishQuestion, 'offerId'>): readonly FittingOffer[] {
  const ids = offersFitting({ asset, licensee, wish: wishOf(wish) }).map(({ id }) => id);
  const { data = [] } = useQuery({
    enabled: ids.length > 1 && ids.length <= MOST_OFFERS,
    queryKey: ['studio', 'fitting', asset.id, licensee, version, ids, inputOf(wish)],
    queryFn: async ({ signal }) => {
      const question = { assetId: asset.id, licensee, wish, version };
      const quotes = await Promise.all(
        ids.map(async (id) => ({ id, quote: await askQuote({ ...question, offerId: id }, { signal }) })),
      );
      return cheapestFirst(quotes.filter(({ quote }) => quote.isAllowed && quote.terms !== null));
    },
    staleTime: 5_000,
  });
  return data;
}

interface Priced {
  readonly id: string;
  readonly quote: { readonly price: { readonly amount: string } | null };
}

/** Of several as cheap the earlier one is taken, as the contract does. */
export function cheapestFirst<Each extends Priced>(offers: readonly Each[]): readonly Each[] {
  const priceOf = ({ quote }: Each) => BigInt(quote.price?.amount ?? 0);
  const compare = (left: bigint, right: bigint) => (left < right ? -1 : left > right ? 1 : 0);
  return [...offers].sort(
    (left, right) => compare(priceOf(left), priceOf(right)) || compare(BigInt(left.id), BigInt(right.id)),
  );
}
