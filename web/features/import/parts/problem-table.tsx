import { Download } from 'lucide-react';
import { useState } from 'react';
import type { RowProblem } from '@lanran/sdk/import/problems';
import { Button } from '../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../components/facts/data-table.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { saveText } from '../../../lib/kept/save-file.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { componentText } from '../../../components/page/text.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { ProblemLine } from './problem-line.tsx';
import { speakProblem, type SpokenProblem } from '../model/problem-words.ts';

const ROWS_AT_ONCE = 50;

interface ProblemTableProps {
  readonly problems: readonly RowProblem[];
  /** Of the table. */
  readonly columns: readonly string[];
  readonly fileName: string;
}

/** What is wrong, row by row; found again by a word, and saved for whoever mends the table. */
export function ProblemTable({ problems, columns: names, fileName }: ProblemTableProps) {
  const t = useText(importText);
  const shared = useText(componentText);
  const { language } = useLanguage();
  const [wanted, setWanted] = useState('');
  const [most, setMost] = useState(ROWS_AT_ONCE);
  if (problems.length === 0) return null;
  const words = wanted.trim().toLowerCase();
  const spoken = problems.map((problem) => speakProblem(problem, { columns: names, language }));
  const found = spoken.filter((problem) => textOf(problem).toLowerCase().includes(words));
  const shown = found.slice(0, most);
  const columns: readonly Column<SpokenProblem>[] = [
    { title: t('row'), isHeading: true, cell: ({ row }) => t('rowNumber', { row }) },
    {
      title: t('columnName'),
      cell: ({ place, isColumn }) => (
        <span translate={isColumn ? 'no' : 'yes'}>{place === '' ? '—' : place}</span>
      ),
    },
    { title: t('message'), cell: (problem) => <ProblemLine problem={problem} /> },
  ];
  const save = () => {
    const head = [t('row'), t('columnName'), t('message')];
    const rows = spoken.map(({ row, place, text, english }) => [
      String(row),
      place,
      `${text}${english ?? ''}`,
    ]);
    saveText(csvOf([head, ...rows]), fileName, 'text/csv');
  };
  return (
    <div className={css['column']}>
      <div className={css['row']}>
        <TextField label={t('filter')} type="search" value={wanted} onChange={setWanted} />
        <Button onPress={save}>
          <Download size={18} aria-hidden="true" />
          {t('exportProblems')}
        </Button>
        <span role="status" className={css['soft']}>
          {t('problemsCount', { shown: shown.length, all: problems.length })}
        </span>
      </div>
      <DataTable caption={t('problems')} columns={columns} rows={shown} rowKey={textOf} />
      {shown.length < found.length && (
        <div>
          <Button onPress={() => setMost((before) => before + ROWS_AT_ONCE)}>{shared('more')}</Button>
        </div>
      )}
    </div>
  );
}

function textOf({ row, place, text, english }: SpokenProblem): string {
  return `${String(row)} ${place} ${text} ${english ?? ''}`;
}
