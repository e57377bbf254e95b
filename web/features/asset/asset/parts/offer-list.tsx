import { Facts } from '../../../../components/facts/facts.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { RuledPrice } from '../../../../lib/pricing/ruled-price.tsx';
import { currencyText } from '../../../../lib/pricing/currency-text.ts';
import { useInvoicedOnly, usePriceLine } from '../../../../lib/pricing/use-price-line.ts';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, rightsText } from '../../../../lib/territories/window-text.ts';
import css from './asset-page.module.css';
import type { AssetOnPage } from '../model/documents.ts';
import { assetText } from '../words/text.ts';

type Offer = AssetOnPage['offers'][number];

export function OfferList({ offers }: { readonly offers: readonly Offer[] }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const { day, share } = useFormats();
  const paying = useText(currencyText);
  const priceLine = usePriceLine();
  const invoicedOnly = useInvoicedOnly();
  return (
    <ul role="list" className={css['offers']}>
      {offers.map((offer) => (
        <li key={offer.id}>
          {offer.licensee !== null && (
            <StateMark tone="plain">
              {t('onlyFor', { name: pickText(offer.licensee.name, language)?.text ?? '' })}
            </StateMark>
          )}
          <Facts
            facts={[
              { name: t('media'), value: mediaText(offer.media, language) },
              { name: t('territories'), value: <PlaceNames codes={offer.territories} /> },
              {
                name: t('days'),
                value: t('dayRange', { first: day(offer.firstDay), last: day(offer.lastDay) }),
              },
              {
                name: t('price'),
                value: (
                  <>
                    {offer.rule === null ? (
                      <strong>{priceLine(offer.price)}</strong>
                    ) : (
                      <>
                        <RuledPrice price={offer.price} rule={offer.rule} />
                        {invoicedOnly(offer.price.token) && <p>{paying('kinds.UNIT')}</p>}
                      </>
                    )}
                    {offer.communityShareBps > 0 && (
                      <>
                        {offer.rule === null && ' · '}
                        {t('shareOf', { share: share(offer.communityShareBps) })}
                      </>
                    )}
                  </>
                ),
              },
              {
                name: t('terms'),
                value: (
                  <>
                    {offer.exclusive ? t('exclusive') : t('shared')}
                    {offer.rights.length > 0 && <> · {rightsText(offer.rights, language)}</>}
                  </>
                ),
              },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
