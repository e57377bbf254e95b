import { Button } from '../../../../components/forms/button.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './answer-panel.module.css';
import { usePriceLine } from '../../../../lib/pricing/use-price-line.ts';
import type { StudioQuote } from '../model/studio-quote.ts';
import { useSuggestions, type WishQuestion } from '../model/use-answer.ts';
import { useChangeWords } from '../../../../lib/territories/use-change-words.ts';
import { draftOf, wishOf, type WishDraft } from '../../../../lib/territories/wish.ts';
import { wishText } from '../words/wish-text.ts';

interface SuggestionListProps extends WishQuestion {
  readonly quote: StudioQuote;
  onTake(wish: WishDraft): void;
}

/** The nearest wishes that would be allowed, each to be taken with one press. */
export function SuggestionList({ quote, onTake, ...question }: SuggestionListProps) {
  const t = useText(wishText);
  const priceLine = usePriceLine();
  const sayChanges = useChangeWords();
  const suggestions = useSuggestions(question, quote);
  const wish = wishOf(question.wish);
  if (suggestions === null || wish === null) return <p className={css['soft']}>{t('looking')}</p>;
  if (suggestions.length === 0) return <p>{t('nothingNear')}</p>;
  return (
    <div className={css['near']}>
      <h3>{t('nearTitle')}</h3>
      <p className={css['soft']}>{t('nearLead')}</p>
      <ul role="list" className={css['suggestions']}>
        {suggestions.map((suggestion) => {
          const words = sayChanges(wish, suggestion.wish);
          return (
            <li key={words}>
              <span className={css['change']}>{words}</span>
              <span className={css['soft']}>
                {t('allowedFor', { price: priceLine(suggestion.answer.price) })}
              </span>
              <Button onPress={() => onTake(draftOf(suggestion.wish))} aria-label={`${t('take')}: ${words}`}>
                {t('take')}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
