import type { TermMatch } from '@lanran/sdk/import/term-matches';
import { type Column, DataTable } from '../../../components/facts/data-table.tsx';
import { StateMark } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { VOCABULARIES } from '../model/vocabularies.ts';

interface MatchedTermsProps {
  readonly matches: readonly TermMatch[];
  /** The institution's name. */
  readonly organization: string;
}

/** Which term each text of the table becomes: one of the vocabulary, or one that the institution proposes. */
export function MatchedTerms({ matches, organization }: MatchedTermsProps) {
  const t = useText(importText);
  if (matches.length === 0) return null;
  const columns: readonly Column<TermMatch>[] = [
    {
      title: t('matchText'),
      isHeading: true,
      cell: ({ text, records }) => (
        <>
          <span translate="no">{text}</span>{' '}
          <span className={css['soft']}>{t('matchRecords', { count: records })}</span>
        </>
      ),
    },
    {
      title: t('matchTerm'),
      cell: ({ term, isProposed }) => {
        const vocabulary = VOCABULARIES.find((name) => name === term.vocabulary);
        return (
          <>
            {vocabulary !== undefined && t('place', { place: t(`vocabularies.${vocabulary}`) })}
            <span translate="no">
              {term.en !== undefined && <span lang="en">{term.en}</span>}{' '}
              {term.zh !== undefined && <span lang="zh-CN">{term.zh}</span>}
            </span>
            {isProposed && <StateMark tone="unknown">{t('matchProposed', { organization })}</StateMark>}
          </>
        );
      },
    },
  ];
  return (
    <div className={css['column']}>
      <h3>{t('matches2')}</h3>
      <p className={css['soft']}>{t('matchesText')}</p>
      <div className={css['scroll']}>
        <DataTable
          caption={t('matches2')}
          isCaptionHidden
          columns={columns}
          rows={matches}
          rowKey={({ term, text }) => `${term.vocabulary} ${term.code} ${text}`}
        />
      </div>
    </div>
  );
}
