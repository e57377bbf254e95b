import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { usePriceWords } from '../../../../lib/pricing/use-price-words.ts';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, startingLarge, territoriesText } from '../../../../lib/territories/window-text.ts';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { type OfferDraft, problemsOf, EVERYTHING } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from '../words/offer-text.ts';
import { priceExamples } from '../model/price-example.ts';
import { shownRuleOf } from '../model/price-rule-draft.ts';

interface PriceExamplesProps {
  readonly draft: OfferDraft;
  readonly currency: PlatformCurrency;
}

/** What uses would cost, computed as the contract does, while the rule is typed. */
export function PriceExamples({ draft, currency }: PriceExamplesProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const formats = useFormats();
  const words = usePriceWords(currency);
  // Whom it is for and what the community permits change no price.
  const priced = { ...draft, isForOne: false };
  const isWhole =
    problemsOf(priced, { permission: EVERYTHING, today: draft.firstDay || '1970-01-01', currency }).length ===
    0;
  return (
    <section className={css['shares']} aria-live="polite">
      <h3>{t('examples')}</h3>
      {!isWhole && <p className={css['hint']}>{t('examplesMissing')}</p>}
      {isWhole &&
        priceExamples(priced, currency).map((example) => (
          <div
            key={`${example.firstDay} ${example.lastDay} ${example.media.join()}`}
            className={css['example']}
          >
            <p>
              {t('example', {
                media: startingLarge(mediaText(example.media, language)),
                places: territoriesText(example.territories, language),
                from: formats.day(example.firstDay),
                to: formats.day(example.lastDay),
              })}{' '}
              <strong>{formats.money(example.price.toString(), currency)}</strong>
            </p>
            {words
              ?.sentences({ parts: example.parts, rule: shownRuleOf(priced, currency), use: example })
              .map((sentence) => (
                <p key={sentence} className={css['hint']}>
                  {sentence}
                </p>
              ))}
          </div>
        ))}
    </section>
  );
}
