import { useEffect } from 'react';
import type { Table } from '@lanran/sdk/import/table';
import { Button } from '../../../components/forms/button.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { MappingDetails } from './mapping-details.tsx';
import { MappingFields } from './mapping-fields.tsx';
import { formOf, guessForm, missingColumns } from '../model/mapping-form.ts';
import { MappingSource } from './mapping-source.tsx';
import { PreviewedRecords } from './previewed-records.tsx';
import type { ImportState } from '../model/use-import.ts';

interface MappingSectionProps {
  readonly organizationId: string;
  /** The institution's name. */
  readonly organization: string;
  readonly table: Table;
  readonly state: ImportState;
}

/** Which columns are which fields, with the first records as they would be published beside it. */
export function MappingSection({ organizationId, organization, table, state }: MappingSectionProps) {
  const t = useText(importText);
  const { form, setForm } = state;
  useEffect(() => {
    if (form !== null) return;
    void import('../model/engine.ts').then(({ MAPPING_BY_NAME }) => {
      const byName = formOf(MAPPING_BY_NAME);
      const isNamed = table.columns.includes('externalId');
      setForm(isNamed ? byName : guessForm(byName, table.columns));
    });
  }, [form, setForm, table]);
  if (form === null) return null;
  const missing = missingColumns(form, table.columns);
  const props = { form, columns: table.columns, onChange: (next: typeof form) => setForm(next) };
  return (
    <section className={css['section']} aria-labelledby="mapping-title">
      <h2 id="mapping-title">{t('mapping')}</h2>
      {missing.length > 0 && (
        <Notice tone="unknown" title={t('otherTable')} isLive>
          <p>{t('otherTableSays', { columns: missing.join(', ') })}</p>
          <Button onPress={() => setForm(guessForm(form, table.columns), '')}>{t('guessHere')}</Button>
        </Notice>
      )}
      <MappingSource organizationId={organizationId} columns={table.columns} state={state} />
      <div className={css['columns']}>
        <div className={css['column']}>
          <MappingFields
            {...props}
            defaultCommunity={state.defaultCommunity}
            onDefaultCommunity={state.setDefaultCommunity}
          />
          <MappingDetails {...props} />
        </div>
        <PreviewedRecords source={state.source} organization={organization} />
      </div>
    </section>
  );
}
