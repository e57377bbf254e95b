import type { Fact } from '../../../../components/facts/facts.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { pickText } from '../../../../lib/session/api.ts';
import type { OfferDraft } from '../model/offer-draft.ts';
import { offerText } from '../words/offer-text.ts';
import { useWindowWords } from './window-cells.tsx';

interface OfferFacts {
  /** The only organization that can take it; null: any. */
  readonly taker: string | null;
  /** Who can take what, before the price. */
  readonly facts: readonly Fact[];
}

/** The terms that an offer of one asset and an offer of many have in common, as a sheet says them before they are signed. */
export function useOfferFacts(draft: OfferDraft): OfferFacts {
  const t = useText(offerText);
  const { language } = useLanguage();
  const words = useWindowWords();
  const taker = draft.isForOne ? (pickText(draft.licensee?.name, language)?.text ?? '') : null;
  const rights = draft.rights.filter((right) => right !== 'FIXED_VERSION');
  const isFixed = draft.rights.includes('FIXED_VERSION');
  return {
    taker,
    facts: [
      { name: t('takerLegend'), value: taker === null ? t('takerAll') : t('takerOnly', { name: taker }) },
      { name: t('media'), value: words.media(draft) },
      { name: t('territories'), value: words.territories(draft) },
      { name: t('days'), value: words.days(draft) },
      { name: t('kind'), value: words.sort({ exclusive: draft.isExclusive, rights }) },
      { name: t('versionsLegend'), value: t(isFixed ? 'versionsFixed' : 'versionsNewer') },
    ],
  };
}
