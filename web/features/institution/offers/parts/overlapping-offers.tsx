import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { usePriceWords } from '../../../../lib/pricing/use-price-words.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { PaymentToken } from '../../../../lib/pricing/payment-token.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { offerText } from '../words/offer-text.ts';
import type { StandingOffer } from '../model/standing-offers.ts';

interface OverlappingOffersProps {
  readonly offers: readonly StandingOffer[];
  readonly token: PaymentToken;
}

/** Says which open offers may be sold in place of this one. */
export function OverlappingOffers({ offers, token }: OverlappingOffersProps) {
  const t = useText(offerText);
  const formats = useFormats();
  const money = useMoney();
  const words = usePriceWords(token);
  if (offers.length === 0) return null;
  const names = offers.map(({ id, price, rule }) =>
    t('overlapOne', {
      id,
      price: rule === null ? money(price) : (words?.perMonth(price.amount, rule) ?? ''),
    }),
  );
  return (
    <Notice tone="unknown" title={t('overlapTitle')}>
      <p>{t('overlap', { count: offers.length, names: formats.list(names) })}</p>
    </Notice>
  );
}
