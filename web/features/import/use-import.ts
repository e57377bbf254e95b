import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Table } from '@lanran/client/import/table';
import type { ChosenFile } from '../../lib/files/chosen-files.ts';
import type { ImportSource } from './engine.ts';
import { onlyTable, tablesIn } from './folder-root.ts';
import { keepForm, readForm } from './kept-import.ts';
import { type MappingForm, writtenOf } from './mapping-form.ts';

const PREVIEWED = 3;

export interface OpenedTable {
  readonly table: Table | null;
  readonly error: unknown;
}

export interface ImportState {
  readonly files: readonly ChosenFile[] | null;
  readonly tables: readonly ChosenFile[];
  readonly tablePath: string | null;
  readonly opened: OpenedTable;
  readonly form: MappingForm | null;
  readonly mappingName: string;
  readonly defaultCommunity: string | null;
  /** Null until a folder, a table and a mapping are there. */
  readonly source: ImportSource | null;
  choose(files: readonly ChosenFile[] | null): void;
  chooseTable(path: string): void;
  setForm(form: MappingForm, name?: string): void;
  setDefaultCommunity(id: string | null): void;
}

/** What is to be imported, as far as it is known. The folder is gone with the page; the mapping is kept. */
export function useImport(organizationId: string): ImportState {
  const [files, setFiles] = useState<readonly ChosenFile[] | null>(null);
  const [tablePath, setTablePath] = useState<string | null>(null);
  const [form, setForm] = useState<MappingForm | null>(() => readForm(organizationId));
  const [mappingName, setMappingName] = useState('');
  const [defaultCommunity, setDefaultCommunity] = useState<string | null>(null);
  const tables = useMemo(() => (files === null ? [] : tablesIn(files)), [files]);
  const tableFile = tables.find(({ path }) => path === tablePath) ?? null;
  const delimiter = form?.delimiter ?? '';
  const encoding = form?.encoding ?? '';
  const { data, error } = useQuery({
    queryKey: [
      'import',
      'table',
      tablePath,
      tableFile?.file.lastModified,
      delimiter,
      encoding,
      files?.length,
    ],
    queryFn: async () => {
      if (tableFile === null) return null;
      const { openTable } = await import('./engine.ts');
      return openTable(tableFile, form === null ? null : formatOnly(form));
    },
    enabled: tableFile !== null,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    if (form !== null) keepForm(organizationId, form);
  }, [organizationId, form]);
  const table = data ?? null;
  const source = useMemo<ImportSource | null>(
    () =>
      files === null || table === null || form === null
        ? null
        : { organizationId, files, table, mapping: writtenOf(form), mappingName, defaultCommunity },
    [organizationId, files, table, form, mappingName, defaultCommunity],
  );
  return {
    files,
    tables,
    tablePath,
    opened: { table, error },
    form,
    mappingName,
    defaultCommunity,
    source,
    choose: (chosen) => {
      setFiles(chosen);
      setTablePath(chosen === null ? null : (onlyTable(tablesIn(chosen))?.path ?? null));
    },
    chooseTable: setTablePath,
    setForm: (next, name) => {
      setForm(next);
      if (name !== undefined) setMappingName(name);
    },
    setDefaultCommunity,
  };
}

/** The first records, anew whenever the mapping changes. */
export function usePreview(source: ImportSource | null) {
  return useQuery({
    queryKey: [
      'import',
      'preview',
      JSON.stringify(source?.mapping),
      source?.table.name,
      source?.defaultCommunity,
      source?.files.length,
    ],
    queryFn: async () => {
      if (source === null) return null;
      const { columnsNotRead, previewRecords } = await import('./engine.ts');
      return { records: await previewRecords(source, PREVIEWED), unread: columnsNotRead(source) };
    },
    enabled: source !== null,
    placeholderData: (before) => before,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Enough of a mapping to read the table before the rest is right. */
function formatOnly({ delimiter, encoding }: MappingForm): unknown {
  const fields = { externalId: [], title: {}, kind: [], files: [] };
  return {
    table: { ...(delimiter !== '' && { delimiter }), ...(encoding !== '' && { encoding }) },
    fields,
  };
}
