import type { Fact } from '../../components/facts.tsx';
import { pickText } from '../../lib/api.ts';
import { communityShareOf } from '../../lib/community-share.ts';
import { useFormats } from '../../lib/format.ts';
import { useLanguage } from '../../lib/language.tsx';
import { PlaceNames } from '../../lib/place-names.tsx';
import { useText } from '../../lib/text.ts';
import { mediaText } from '../../lib/window-text.ts';
import type { WholeAsset } from './assets.ts';
import type { Council } from './council.ts';
import { currencyOf } from './currency.ts';
import { CONSENTABLE } from './grant.ts';
import { grantText } from './grant-text.ts';
import { oneUseText } from './one-use-text.ts';

export type OneUse = WholeAsset['useConsents'][number];

/** What one organization is permitted once, but for who it is. */
export type OneUseTerms = Pick<
  OneUse,
  'media' | 'territories' | 'firstDay' | 'lastDay' | 'exclusive' | 'minPrice' | 'shareBps' | 'rights'
>;

/** By name, the share also in money. */
export function useOneUseFacts(council: Council, terms: OneUseTerms): readonly Fact[] {
  const t = useText(oneUseText);
  const grant = useText(grantText);
  const { language } = useLanguage();
  const { day, list, money, share } = useFormats();
  const { media, territories, firstDay, lastDay, exclusive, minPrice, shareBps } = terms;
  const amountOf = (units: bigint) => money(units.toString(), currencyOf(council.currency, minPrice.token));
  const price = BigInt(minPrice.amount);
  const rights = CONSENTABLE.filter((right) => terms.rights.includes(right));
  return [
    { name: t('facts.uses'), value: mediaText(media, language) },
    { name: t('facts.places'), value: <PlaceNames codes={territories} /> },
    { name: t('facts.days'), value: t('dayRange', { first: day(firstDay), last: day(lastDay) }) },
    { name: t('facts.alone'), value: t(exclusive ? 'mayBeAlone' : 'notAlone') },
    { name: t('facts.price'), value: t('atLeast', { price: amountOf(price) }) },
    {
      name: t('facts.share'),
      value: t('shareAtLeast', {
        share: share(shareBps),
        amount: amountOf(communityShareOf(price, shareBps)),
      }),
    },
    {
      name: t('facts.passOn'),
      value:
        rights.length === 0
          ? grant('facts.passOnNot')
          : list(rights.map((right) => grant(`rightsNames.${right}`))),
    },
  ];
}

/** What the one organization is called, and in which language. */
export function useLicenseeName() {
  const t = useText(oneUseText);
  const { language } = useLanguage();
  return (licensee: OneUse['licensee']) =>
    pickText(licensee?.name, language) ?? { text: licensee?.slug ?? t('unknownParty'), language };
}
