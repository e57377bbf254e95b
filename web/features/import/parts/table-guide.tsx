import { Download } from 'lucide-react';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { type Column, DataTable } from '../../../components/facts/data-table.tsx';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { saveText } from '../../../lib/kept/save-file.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { COLUMNS, SAMPLE_TABLE, type GuideColumn } from '../model/sample-table.ts';

/** What a table may hold, and one to begin with: for whoever has none yet. */
export function TableGuide() {
  const t = useText(importText);
  const columns: readonly Column<GuideColumn>[] = [
    { title: t('guideColumn'), isHeading: true, cell: ({ name }) => <code translate="no">{name}</code> },
    {
      title: t('guideMeaning'),
      cell: ({ words, hint, isNeeded }) => (
        <>
          {t(words)}
          {isNeeded && <strong> · {t('guideNeeded')}</strong>}
          {hint !== undefined && <div className={css['soft']}>{t(hint)}</div>}
        </>
      ),
    },
  ];
  return (
    <Details summary={t('guide')}>
      <div className={css['column']}>
        <p>{t('guideText')}</p>
        <p>{t('guideTerms')}</p>
        <div>
          <Button onPress={() => saveText(csvOf(SAMPLE_TABLE), 'metadata.csv', 'text/csv')}>
            <Download size={18} aria-hidden="true" />
            {t('guideSample')}
          </Button>
        </div>
        <DataTable caption={t('guideCaption')} columns={columns} rows={COLUMNS} rowKey={({ name }) => name} />
      </div>
    </Details>
  );
}
