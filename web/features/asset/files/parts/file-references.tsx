import { useId } from 'react';
import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { FileReference } from '../model/file-documents.ts';
import { referenceText } from '../words/reference-text.ts';
import css from './file-table.module.css';

const TONES: Readonly<Record<FileReference['state'], Tone>> = {
  FOUND: 'live',
  MISSING: 'unknown',
  OUTSIDE: 'unknown',
};

/** Files that a scene names, and whether they are in the asset. */
export function FileReferences({ references }: { readonly references: readonly FileReference[] }) {
  const t = useText(referenceText);
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className={css['heading']}>
        {t('names')}
      </h3>
      <ul className={css['particulars']}>
        {references.map(({ uri, state }) => (
          <li key={uri}>
            <code>{uri}</code> <StateMark tone={TONES[state]}>{t(state)}</StateMark>
          </li>
        ))}
      </ul>
    </section>
  );
}
