import { SelectField } from '../../../components/forms/select-field.tsx';
import { FileChooser } from '../../../components/forms/file-chooser.tsx';
import { Notice, StateMark } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { folderName } from '../model/folder-root.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { TableGuide } from './table-guide.tsx';
import { SpokenError } from './spoken-error.tsx';
import type { ImportState } from '../model/use-import.ts';

interface FolderSectionProps {
  readonly state: ImportState;
  /** Nothing goes on without a folder, and the person comes from where there was one. */
  readonly isAwaited: boolean;
}

/** The folder, and which of its files is the table. */
export function FolderSection({ state, isAwaited }: FolderSectionProps) {
  const t = useText(importText);
  const { files, folderBefore, tables, tablePath, opened } = state;
  const { table, error } = opened;
  const count = files?.length ?? 0;
  const name = folderName(files ?? []);
  return (
    <section className={css['column']} aria-labelledby="folder-title">
      <h2 id="folder-title">{t('folder')}</h2>
      {files === null && folderBefore !== null && (
        <Notice
          tone="unknown"
          title={folderBefore === '' ? t('againUnnamed') : t('againNamed', { name: folderBefore })}
        >
          <p>{t('again')}</p>
        </Notice>
      )}
      <FileChooser
        wants="folder"
        isAwaited={isAwaited}
        hint={t('folderHint')}
        onChosen={({ files: chosen }) => {
          if (chosen.length > 0) state.choose(chosen);
        }}
      />
      {files === null && <TableGuide />}
      {files !== null && (
        <div role="status" className={css['column']}>
          <p>{name === '' ? t('folderUnnamed', { count }) : t('folderOf', { name, count })}</p>
          {tables.length === 0 && <Notice tone="refused">{t('tableNone')}</Notice>}
          {tables.length > 0 && tablePath !== null && table === null && error === null && (
            <p>{t('reading')}</p>
          )}
          {table !== null && (
            <StateMark tone="live">
              {t('tableRead', {
                name: table.name,
                count: table.rows.length + table.problems.length,
                columns: table.columns.length,
              })}{' '}
              {table.encoding !== 'utf-8' && t('tableEncoding', { encoding: table.encoding.toUpperCase() })}
            </StateMark>
          )}
        </div>
      )}
      {tables.length > 1 && (
        <SelectField
          label={t('table')}
          value={tablePath}
          choices={tables.map(({ path }) => ({ value: path, label: path }))}
          onChange={state.chooseTable}
        />
      )}
      {error !== null && <SpokenError error={error} />}
    </section>
  );
}
