import { Notice } from '../../../../components/page/notice.tsx';
import { AllPlaces } from '../../../../lib/territories/all-places.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { findUseConsent } from '../model/asset-offers.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { useNames } from '../model/names.ts';
import type { WishQuestion } from '../model/use-answer.ts';
import { wishText } from '../words/wish-text.ts';

/** What the council permitted this studio, once, beside what it permits everybody. */
export function UseConsentNote({ asset, licensee }: Pick<WishQuestion, 'asset' | 'licensee'>) {
  const t = useText(wishText);
  const names = useNames();
  const formats = useFormats();
  const money = useMoney();
  const consent = findUseConsent(asset, licensee);
  if (consent === null) return null;
  return (
    <Notice tone="live" title={t('useConsentTitle')}>
      <p>
        {t(consent.exclusive ? 'useConsentExclusive' : 'useConsent', {
          media: names.media(consent.media),
          places: names.territories(consent.territories),
          from: formats.day(consent.firstDay),
          to: formats.day(consent.lastDay),
          price: money(consent.minPrice),
        })}
      </p>
      <AllPlaces codes={consent.territories} />
    </Notice>
  );
}
