import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Table } from '@lanran/sdk/import/table';
import type { ChosenFile } from '../../../lib/files/chosen-files.ts';
import type { ImportSource } from './engine.ts';
import { folderName, onlyTable, tablesIn } from './folder-root.ts';
import { keepForm, keepSetup, type KeptSetup, readForm, readSetup } from './kept-import.ts';
import { type MappingForm, writtenOf } from './mapping-form.ts';

const PREVIEWED = 3;

export interface OpenedTable {
  readonly table: Table | null;
  readonly error: unknown;
}

export interface ImportState {
  readonly files: readonly ChosenFile[] | null;
  /** The folder of an earlier visit, to be chosen again; empty when it has no name, null when there was none. */
  readonly folderBefore: string | null;
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

interface OpenFolder {
  readonly files: readonly ChosenFile[];
  readonly tablePath: string | null;
}

/** Folders stay while other pages are looked at; a page that is loaded anew has to be given them again. */
const openFolders = new Map<string, OpenFolder>();

/** What is to be imported, as far as it is known. The folder is gone once the page is loaded anew; the rest is kept. */
export function useImport(organizationId: string): ImportState {
  const [folder, setFolder] = useState<OpenFolder | null>(() => openFolders.get(organizationId) ?? null);
  const [setup, setSetup] = useState(() => readSetup(organizationId));
  const [form, setForm] = useState<MappingForm | null>(() => readForm(organizationId));
  const { files = null, tablePath = null } = folder ?? {};
  const { mappingName = '', defaultCommunity = null } = setup ?? {};
  const open = (next: OpenFolder | null) => {
    setFolder(next);
    if (next === null) openFolders.delete(organizationId);
    else openFolders.set(organizationId, next);
  };
  const change = (part: Partial<KeptSetup>) => {
    const next = { folder: '', mappingName, defaultCommunity, ...setup, ...part };
    setSetup(next);
    keepSetup(organizationId, next);
  };
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
    folderBefore: setup?.folder ?? (form === null ? null : ''),
    tables,
    tablePath,
    opened: { table, error },
    form,
    mappingName,
    defaultCommunity,
    source,
    choose: (chosen) => {
      if (chosen !== null) change({ folder: folderName(chosen) });
      open(chosen === null ? null : { files: chosen, tablePath: onlyTable(tablesIn(chosen))?.path ?? null });
    },
    chooseTable: (path) => {
      if (files !== null) open({ files, tablePath: path });
    },
    setForm: (next, name) => {
      setForm(next);
      if (name !== undefined) change({ mappingName: name });
    },
    setDefaultCommunity: (id) => change({ defaultCommunity: id }),
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
      const { columnsNotRead, previewRecords, termsOfTable } = await import('./engine.ts');
      const records = await previewRecords(source, PREVIEWED);
      return { records, matches: termsOfTable(source), unread: columnsNotRead(source) };
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
