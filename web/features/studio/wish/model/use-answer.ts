import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { marketOf, type OfferedAsset } from './asset-offers.ts';
import { askQuote, type StudioQuote } from './studio-quote.ts';
import { type Suggestion, suggestWishes } from './suggest-quoted.ts';
import { calendarQuery } from './sales-calendar.ts';
import { missingIn } from '../../../../lib/territories/use-address.ts';
import { draftOf, inputOf, wishOf, type WishDraft } from '../../../../lib/territories/wish.ts';

/** Typing and clicking on: the platform is asked once it rests. */
const REST_MS = 350;

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

export interface WishQuestion {
  readonly asset: OfferedAsset;
  /** Null for a reader without an admitted organization. */
  readonly licensee: string | null;
  readonly wish: WishDraft;
  /** Number of the version; null: the newest. */
  readonly version: number | null;
  /** Number of the offer; null: the cheapest that serves. */
  readonly offerId: string | null;
}

/** The quote of what is described now; `isStale` while the platform is being asked. */
export function useAnswer({ asset, licensee, wish, version, offerId }: WishQuestion) {
  const text = useRested(JSON.stringify(wish));
  // What was written two lines above.
  const rested = JSON.parse(text) as WishDraft;
  const isComplete = missingIn(rested).length === 0;
  const query = useQuery({
    queryKey: ['studio', 'quote', asset.id, licensee, version, offerId, inputOf(rested)],
    queryFn: ({ signal }) =>
      askQuote({ assetId: asset.id, licensee, wish: rested, version, offerId }, { signal }),
    enabled: isComplete,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  return {
    quote: isComplete ? (query.data ?? null) : null,
    isStale: query.isFetching || query.isPlaceholderData || text !== JSON.stringify(wish),
    error: query.error,
    retry: () => void query.refetch(),
  };
}

/** The nearest wishes that would be allowed, each quoted; null while they are looked for. */
export function useSuggestions(
  { asset, licensee, wish, version }: WishQuestion,
  quote: StudioQuote,
): readonly Suggestion<StudioQuote>[] | null {
  const queryClient = useQueryClient();
  const exact = wishOf(wish);
  const { data } = useQuery({
    queryKey: ['studio', 'near', asset.id, licensee, version, inputOf(wish), quote.reasons],
    queryFn: async () => {
      if (exact === null) return [];
      const market = marketOf({ asset, licensee }, await queryClient.query(calendarQuery(asset.id)));
      return suggestWishes({ wish: exact, refusal: quote, market }, (near) =>
        askQuote({ assetId: asset.id, licensee, wish: draftOf(near), version }),
      );
    },
    staleTime: 5_000,
  });
  return data ?? null;
}
