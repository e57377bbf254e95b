import type { ReactNode } from 'react';
import { useText } from '../../../lib/language/text.ts';
import { termsText } from '../words/terms-text.ts';
import css from './requests.module.css';

interface ChangedProps {
  readonly before: ReactNode;
  readonly now: ReactNode;
}

/** What was, struck through, and what is; also told apart by who hears it. */
export function Changed({ before, now }: ChangedProps) {
  const t = useText(termsText);
  return (
    <span className={css['changed']}>
      <del>
        <span className={css['hidden']}>{t('was')}</span>
        {before}
      </del>
      <span aria-hidden="true"> → </span>
      <ins>
        <span className={css['hidden']}>{t('now')}</span>
        {now}
      </ins>
    </span>
  );
}
