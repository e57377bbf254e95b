import { Button } from '../../../../components/forms/button.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText } from '../../../../lib/territories/window-text.ts';
import css from './answer-panel.module.css';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { useNames } from '../model/names.ts';
import type { StudioQuote } from '../model/studio-quote.ts';
import { useSuggestions, type WishQuestion } from '../model/use-answer.ts';
import { draftOf, wishOf, type WishDraft } from '../model/wish.ts';
import { changesOf, type WishChange } from '../model/wish-change.ts';
import { wishText } from '../words/wish-text.ts';

interface SuggestionListProps extends WishQuestion {
  readonly quote: StudioQuote;
  onTake(wish: WishDraft): void;
}

/** The nearest wishes that would be allowed, each to be taken with one press. */
export function SuggestionList({ quote, onTake, ...question }: SuggestionListProps) {
  const t = useText(wishText);
  const money = useMoney();
  const sayChange = useChangeWords();
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
          const words = changesOf(wish, suggestion.wish).map(sayChange).join(t('between'));
          return (
            <li key={words}>
              <span className={css['change']}>{words}</span>
              <span className={css['soft']}>
                {t('allowedFor', { price: money(suggestion.answer.price) })}
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

function useChangeWords(): (change: WishChange) => string {
  const t = useText(wishText);
  const names = useNames();
  const formats = useFormats();
  const { language } = useLanguage();
  return (change) => {
    switch (change.kind) {
      case 'withoutMedia':
      case 'onlyMedia':
        return t(`change.${change.kind}`, { names: mediaText(change.codes, language) });
      case 'withoutTerritories':
      case 'onlyTerritories':
        return t(`change.${change.kind}`, { names: names.territories(change.codes) });
      case 'freeFrom':
      case 'until':
        return t(`change.${change.kind}`, { day: formats.day(change.day) });
      case 'exclusive':
      case 'notExclusive':
        return t(`change.${change.kind}`);
    }
  };
}
