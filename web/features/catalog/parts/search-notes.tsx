import { Button } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import { textOf, withText } from '../model/catalog-state.ts';
import type { SearchedPart } from '../model/documents.ts';
import { replacedOf, unfoundOf, withoutPart } from '../model/search-parts.ts';
import type { CatalogChoice } from '../model/use-catalog.ts';
import { resultText } from '../words/result-text.ts';
import css from './results.module.css';

interface SearchNotesProps {
  readonly choice: CatalogChoice;
  readonly parts: readonly SearchedPart[];
  readonly leftOut: readonly string[];
  readonly isWhole: boolean;
  readonly count: number;
}

/** What of the text found nothing, what was searched instead, and what to leave out. */
export function SearchNotes({ choice: { state, change }, parts, leftOut, isWhole, count }: SearchNotesProps) {
  const t = useText(resultText);
  const replaced = replacedOf(parts);
  const unfound = unfoundOf(parts);
  const isPartial = !isWhole && count > 0;
  return (
    <div
      role="status"
      className={css['notes']}
      hidden={leftOut.length + replaced.length + unfound.length === 0 && !isPartial}
    >
      {leftOut.map((text) => (
        <p key={text}>{t('leftOut', { text })}</p>
      ))}
      {isPartial && <p>{t('notWhole')}</p>}
      {replaced.map(({ text, instead }) => (
        <p key={text}>{instead === null ? t('similar', { text }) : t('insteadOf', { text, instead })}</p>
      ))}
      {unfound.map(({ text, at }) => (
        <div key={at} className={css['note']}>
          <p>{t('nothingHas', { text })}</p>
          {parts.length > 1 && (
            <Button onPress={() => change(withText(state, withoutPart(textOf(state), parts, at)))}>
              {t('without', { text })}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
