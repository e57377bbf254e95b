import { usePriceWords } from '../../../../lib/pricing/use-price-words.ts';
import css from './answer-panel.module.css';
import type { OfferedAsset } from '../model/asset-offers.ts';
import { useCurrencyOf } from '../../../../lib/pricing/currencies.ts';
import type { StudioQuote } from '../model/studio-quote.ts';
import type { WishDraft } from '../../../../lib/territories/wish.ts';

interface QuotedPriceProps {
  readonly asset: OfferedAsset;
  readonly quote: StudioQuote;
  readonly wish: WishDraft;
}

/** How a price by a rule is made up; nothing for a flat one. */
export function QuotedPrice({ asset, quote, wish }: QuotedPriceProps) {
  const { priceParts: parts, offerId, price } = quote;
  const currencyOf = useCurrencyOf();
  const words = usePriceWords(price === null ? null : currencyOf(price.token));
  if (parts === null || words === null) return null;
  const rule = asset.offers.find(({ id }) => id === offerId)?.rule ?? null;
  return (
    <div className={css['soft']}>
      {words.sentences({ parts, rule, use: wish }).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
