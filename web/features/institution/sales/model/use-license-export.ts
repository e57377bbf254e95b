import { formatMoney } from '@lanran/protocol/kernel/money';
import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, rightsText, wholeTerritoriesText } from '../../../../lib/territories/window-text.ts';
import { dayOf } from '../../assets/model/attention.ts';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { useCurrencies } from '../../../../lib/pricing/currencies.ts';
import type { Desk } from '../../desk/model/desk.ts';
import { isOrigin, licenseStateOf } from './license-state.ts';
import { type DeskLicense, readLicenses } from './licenses-query.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { salesText } from '../words/sales-text.ts';

/** Saves every license sold as a table; answers how many there were. */
export function useLicenseExport({ id, slug }: Desk['organization']): () => Promise<number> {
  const t = useText(salesText);
  const { language } = useLanguage();
  const currencies = useCurrencies();
  const head = [
    t('csv.license'),
    t('object'),
    t('licensee'),
    t('csv.origin'),
    t('media'),
    t('territories'),
    t('csv.first'),
    t('csv.last'),
    t('csv.exclusive'),
    t('rights'),
    t('csv.amount'),
    t('csv.currency'),
    t('csv.share'),
    t('soldAt'),
    t('state'),
  ];
  const today = dayOf(Date.now());
  const rowOf = (license: DeskLicense) => {
    const { price, communityShareBps, licensee, asset, exclusive } = license;
    const currency = currencyAt(currencies ?? [], price.token);
    const [amount = '', symbol = ''] =
      currency === null
        ? [price.amount, price.token]
        : formatMoney(BigInt(price.amount), currency).split(' ');
    return [
      license.id,
      pickText(asset?.title, language)?.text ?? t('gone'),
      pickText(licensee.name, language)?.text ?? licensee.slug,
      isOrigin(license.origin) ? t(`origin.${license.origin}`) : license.origin,
      mediaText(license.media, language),
      wholeTerritoriesText(license.territories, language),
      license.firstDay,
      license.lastDay,
      t(exclusive ? 'csv.yes' : 'csv.no'),
      rightsText(license.rights, language),
      amount,
      symbol,
      String(communityShareBps / 100),
      license.soldAt,
      t(licenseStateOf(license, today)),
    ];
  };
  return async () => {
    const licenses = await readLicenses(id);
    saveText(csvOf([head, ...licenses.map(rowOf)]), `${slug}-${t('file')}-${today}.csv`, 'text/csv');
    return licenses.length;
  };
}
