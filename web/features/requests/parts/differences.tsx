import { useText } from '../../../lib/language/text.ts';
import type { Change } from '../model/documents.ts';
import { useTermWords } from '../model/use-term-words.ts';
import { termsText } from '../words/terms-text.ts';
import { Changed } from './changed.tsx';
import css from './requests.module.css';

interface DifferencesProps {
  readonly changes: readonly Change[];
  /** What prices of the request are in. */
  readonly token: string | null;
  /** Of which assets, where not of all that the entry is about. */
  ofAssets(assetIds: readonly string[]): string | null;
}

/** What other terms change, field by field. */
export function Differences({ changes, token, ofAssets }: DifferencesProps) {
  const t = useText(termsText);
  const wordOf = useTermWords(token);
  return (
    <ul role="list" className={css['changes']}>
      {changes.map(({ field, before, after, assetIds }) => {
        const titles = ofAssets(assetIds);
        return (
          <li key={`${field} ${assetIds.join()}`}>
            <span className={css['field']}>{t('change', { field: t(field) })}</span>{' '}
            <Changed before={wordOf(field, before)} now={wordOf(field, after)} />
            {titles !== null && <span className={css['soft']}> {t('ofAssets', { titles })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
