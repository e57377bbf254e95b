import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useCurrencyOf } from '../../../../lib/pricing/currencies.ts';
import type { ShownRule } from '../../../../lib/pricing/shown-rule.ts';
import { priceWordsIn } from '../../../../lib/pricing/use-price-words.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type Amount, useMoney } from '../../../../lib/pricing/money.ts';
import { offerText } from '../words/offer-text.ts';
import type { StandingOffer } from '../model/standing-offers.ts';

interface OverlappingOffersProps {
  readonly offers: readonly StandingOffer[];
}

/** Says which open offers may be sold in place of this one. */
export function OverlappingOffers({ offers }: OverlappingOffersProps) {
  const t = useText(offerText);
  const formats = useFormats();
  const money = useMoney();
  const { language } = useLanguage();
  const currencyOf = useCurrencyOf();
  const perMonth = ({ amount, token }: Amount, rule: ShownRule) => {
    const currency = currencyOf(token);
    return currency === null ? '' : priceWordsIn(language, currency).perMonth(amount, rule);
  };
  if (offers.length === 0) return null;
  const names = offers.map(({ id, price, rule }) =>
    t('overlapOne', {
      id,
      price: rule === null ? money(price) : perMonth(price, rule),
    }),
  );
  return (
    <Notice tone="unknown" title={t('overlapTitle')}>
      <p>{t('overlap', { count: offers.length, names: formats.list(names) })}</p>
    </Notice>
  );
}
