import { useSearchParams } from 'react-router';
import { contains, type Wish } from '@lanran/protocol/licensing/window';
import { windowOf, type OfferedAsset } from './asset-offers.ts';

const NAME = 'offer';

export interface OfferQuestion {
  readonly asset: Pick<OfferedAsset, 'offers'>;
  /** Null for a reader without an admitted organization. */
  readonly licensee: string | null;
  /** Null while something is missing. */
  readonly wish: Wish | null;
}

type Offer = OfferedAsset['offers'][number];

/** The open offers that cover a wish and that this licensee may take; consent, and what was sold, a quote has to say. */
export function offersFitting({ asset, licensee, wish }: OfferQuestion): readonly Offer[] {
  if (wish === null) return [];
  return asset.offers.filter((offer) => {
    const offered = windowOf(offer);
    const isOpenTo = offer.licensee === null || offer.licensee.id === licensee;
    return isOpenTo && offered !== null && offered.exclusive === wish.exclusive && contains(offered, wish);
  });
}

/** The number of the offer that an address names, if it fits; null: the cheapest that does. */
export function readOffer(address: URLSearchParams, question: OfferQuestion): string | null {
  const named = address.get(NAME);
  return offersFitting(question).find(({ id }) => id === named)?.id ?? null;
}

/** The offer that is to be taken; it stands in the address, beside the wish. */
export function useOffer(question: OfferQuestion): readonly [string | null, (chosen: string | null) => void] {
  const [address, setAddress] = useSearchParams();
  const choose = (chosen: string | null) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (chosen === null) after.delete(NAME);
        else after.set(NAME, chosen);
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  return [readOffer(address, question), choose];
}
