import { RadioField } from '../../../../components/forms/radio-field.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { rightsText } from '../../../../lib/territories/window-text.ts';
import css from './answer-panel.module.css';
import { usePriceLine } from '../../../../lib/pricing/use-price-line.ts';
import type { StudioQuote } from '../model/studio-quote.ts';
import type { WishQuestion } from '../model/use-answer.ts';
import { useFittingOffers } from '../model/use-fitting-offers.ts';
import { wishText } from '../words/wish-text.ts';

interface OfferChoiceProps extends WishQuestion {
  readonly quote: StudioQuote;
  /** Null: the cheapest that serves. */
  onChooseOffer(offerId: string | null): void;
}

/** Which offer a price is of, and the others that fit, with what they give. */
export function OfferChoice({ quote, onChooseOffer, ...question }: OfferChoiceProps) {
  const t = useText(wishText);
  const { language } = useLanguage();
  const priceLine = usePriceLine();
  const fitting = useFittingOffers(question);
  const [cheapest] = fitting;
  const taken = question.offerId ?? quote.offerId;
  if (taken === null) return null;
  const rightsOf = ({ rights }: StudioQuote) =>
    rights.length === 0 ? t('offerNoRights') : t('offerRights', { rights: rightsText(rights, language) });
  const isChoice = cheapest !== undefined && (fitting.length > 1 || cheapest.id !== taken);
  if (!isChoice) {
    if (quote.offerId === null) return null;
    return <p className={css['soft']}>{t('byOffer', { id: taken, rights: rightsOf(quote) })}</p>;
  }
  // Prices in several currencies have no cheapest.
  const isComparable = new Set(fitting.map((each) => each.quote.price?.token)).size === 1;
  return (
    <section className={css['offers']} aria-labelledby="offer-title">
      <h3 id="offer-title">{t('offerTitle')}</h3>
      <p className={css['soft']}>
        {isComparable
          ? taken === cheapest.id
            ? t('offerCheapest', { id: taken, count: fitting.length })
            : t('offerDearer')
          : t('offerCurrencies', { id: taken, count: fitting.length })}
      </p>
      <RadioField
        label={t('offerTitle')}
        value={taken}
        choices={fitting.map((each) => ({
          value: each.id,
          label: t('offerChoice', {
            id: each.id,
            price: priceLine(each.quote.price),
            rights: rightsOf(each.quote),
          }),
        }))}
        onChange={(id) => onChooseOffer(id === cheapest.id ? null : id)}
      />
    </section>
  );
}
