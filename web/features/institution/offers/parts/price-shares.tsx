import { Facts } from '../../../../components/facts/facts.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { priceUnits } from '../../../../lib/territories/price-units.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { type Permission, sharesOf } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import type { OfferableAsset } from '../model/offer-query.ts';
import { offerText } from '../words/offer-text.ts';

interface PriceSharesProps {
  readonly asset: OfferableAsset;
  readonly permission: Permission;
  readonly price: string;
  readonly currency: PlatformCurrency;
}

/** Who gets what of one sale, while the price is typed. */
export function PriceShares({ asset, permission, price, currency }: PriceSharesProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const formats = useFormats();
  const units = priceUnits(price, currency);
  if (units === null || asset.community === null) return null;
  const { community, rest } = sharesOf(units, permission.shareBps);
  const nameOf = (name: Parameters<typeof pickText>[0]) => pickText(name, language)?.text ?? '';
  return (
    <div className={css['shares']} aria-live="polite">
      <p>{t('sold')}</p>
      <Facts
        facts={[
          {
            name: t('toCommunityShare', { community: nameOf(asset.community.name) }),
            value: `${formats.money(community.toString(), currency)} (${formats.share(permission.shareBps)})`,
          },
          {
            name: t('toYou', { holder: nameOf(asset.holder.name) }),
            value: formats.money(rest.toString(), currency),
          },
        ]}
      />
      <p className={css['hint']}>{t('toYouHint')}</p>
    </div>
  );
}
