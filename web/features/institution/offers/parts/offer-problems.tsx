import { StateMark } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useDecimalsFault } from '../../../../lib/pricing/use-price-line.ts';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, rightsText, territoriesText } from '../../../../lib/territories/window-text.ts';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { OfferDraft, OfferProblem } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from '../words/offer-text.ts';

interface OfferProblemsProps {
  readonly problems: readonly OfferProblem[];
  readonly draft: OfferDraft;
  readonly currency: PlatformCurrency;
}

/** Everything that is missing or not permitted, at once. */
export function OfferProblems({ problems, draft, currency }: OfferProblemsProps) {
  const t = useText(offerText);
  const words = useProblemWords(draft, currency);
  return (
    <section className={css['problems']} role="status">
      {problems.length === 0 ? (
        <StateMark tone="live">{t('ready')}</StateMark>
      ) : (
        <>
          <h2>{t('problemsTitle')}</h2>
          <ul>
            {problems.map((problem) => (
              <li key={'group' in problem ? `${problem.code} ${problem.group.toString()}` : problem.code}>
                {words(problem)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function useProblemWords(draft: OfferDraft, currency: PlatformCurrency): (problem: OfferProblem) => string {
  const t = useText(offerText);
  const { language } = useLanguage();
  const formats = useFormats();
  const decimalsFault = useDecimalsFault();
  return (problem) => {
    switch (problem.code) {
      case 'mediaBeyond':
        return t('problem.mediaBeyond', { names: mediaText(problem.names, language) });
      case 'territoriesBeyond':
        return t('problem.territoriesBeyond', { names: territoriesText(problem.names, language) });
      case 'rightsBeyond':
        return t('problem.rightsBeyond', { names: rightsText(problem.names, language) });
      case 'lastBeyond':
        return t('problem.lastBeyond', { day: formats.day(problem.day) });
      case 'price':
        return decimalsFault(draft.price, currency) ?? t('problem.price');
      case 'minimum':
        return decimalsFault(draft.rule.minimum, currency) ?? t('problem.minimum');
      case 'firstBeyond':
        return t('problem.firstBeyond', { day: formats.day(problem.day) });
      case 'belowLeast':
        return t('problem.belowLeast', { price: formats.money(problem.units, currency) });
      case 'mediaFactors':
        return t('problem.mediaFactors', { names: mediaText(problem.names, language) });
      case 'groupPlaces':
      case 'groupFactor':
        return t(`problem.${problem.code}`, { number: String(problem.group) });
      case 'pricing':
        return t(`problem.pricing.${problem.problem}`);
      default:
        return t(`problem.${problem.code}`);
    }
  };
}
