import { Notice } from '../../components/notice.tsx';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import { useMoney } from './currency.ts';
import type { StandingOffer } from './standing-offers.ts';
import { offerText } from './offer-text.ts';

interface EarlierOffersProps {
  readonly earlier: readonly StandingOffer[];
}

/** Says which offers would be sold before this one. */
export function EarlierOffers({ earlier }: EarlierOffersProps) {
  const t = useText(offerText);
  const formats = useFormats();
  const money = useMoney();
  if (earlier.length === 0) return null;
  const names = earlier.map(({ id, price }) => t('earlierOne', { id, price: money(price) }));
  return (
    <Notice tone="unknown" title={t('earlierTitle')}>
      <p>{t('earlier', { count: earlier.length, names: formats.list(names) })}</p>
    </Notice>
  );
}
