import type { Fact } from '../../../../components/facts/facts.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { communityShareOf } from '../../../../lib/labels/community-share.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText } from '../../../../lib/territories/window-text.ts';
import type { WholeAsset } from '../../consents/model/assets.ts';
import type { Council } from '../../desk/model/council.ts';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { CONSENTABLE } from '../../consents/model/grant.ts';
import { grantText } from '../../consents/words/grant-text.ts';
import { oneUseText } from '../words/one-use-text.ts';

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
  const amountOf = (units: bigint) =>
    money(units.toString(), currencyOrUnits(council.currencies, minPrice.token));
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
