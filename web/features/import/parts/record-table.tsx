import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/forms/button.tsx';
import { type Column, DataTable } from '../../../components/facts/data-table.tsx';
import { StateMark, type Tone } from '../../../components/page/notice.tsx';
import { componentText } from '../../../components/page/text.ts';
import { useText } from '../../../lib/language/text.ts';
import type { RecordState, RecordWork } from '../model/import-run.ts';
import { importText } from '../words/import-text.ts';

const ROWS_AT_ONCE = 50;
const TONES: Readonly<Record<RecordState, Tone>> = {
  sending: 'plain',
  arrived: 'plain',
  published: 'live',
  existing: 'live',
  unsent: 'unknown',
  failed: 'refused',
};

/** The records of an import and what has become of each. */
export function RecordTable({ records }: { readonly records: readonly RecordWork[] }) {
  const t = useText(importText);
  const shared = useText(componentText);
  const [most, setMost] = useState(ROWS_AT_ONCE);
  if (records.length === 0) return null;
  const columns: readonly Column<RecordWork>[] = [
    {
      title: t('record'),
      isHeading: true,
      cell: ({ externalId }) => <span translate="no">{externalId}</span>,
    },
    { title: t('row'), cell: ({ row }) => row },
    {
      title: t('state'),
      cell: ({ state }) => <StateMark tone={TONES[state]}>{t(`states.${state}`)}</StateMark>,
    },
    {
      title: t('see'),
      cell: ({ assetId, externalId }) =>
        assetId === null || assetId === '' ? (
          '—'
        ) : (
          <Link to={`/assets/${assetId}`} aria-label={`${t('see')}: ${externalId}`}>
            {t('see')}
          </Link>
        ),
    },
  ];
  return (
    <>
      <DataTable
        caption={t('records')}
        columns={columns}
        rows={records.slice(0, most)}
        rowKey={({ row }) => String(row)}
      />
      {most < records.length && (
        <div>
          <Button onPress={() => setMost((before) => before + ROWS_AT_ONCE)}>{shared('more')}</Button>
        </div>
      )}
    </>
  );
}
