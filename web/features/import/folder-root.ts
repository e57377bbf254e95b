import type { ChosenFile } from '../../lib/files/chosen-files.ts';

const TABLE = /\.(csv|jsonl|ndjson)$/i;
const USUAL = ['metadata.csv', 'metadata.jsonl'];

/** Paths below the folder that was given: its own name is not part of what a table names. */
export function foldersAsOne(chosen: readonly ChosenFile[]): ChosenFile[] {
  const roots = new Set(chosen.map(({ path }) => path.split('/')[0] ?? ''));
  const isOneFolder = roots.size === 1 && chosen.every(({ path }) => path.includes('/'));
  if (!isOneFolder) return [...chosen];
  return chosen.map((each) => ({ ...each, path: each.path.slice(each.path.indexOf('/') + 1) }));
}

/** Its name; empty for files that lie in none. */
export function folderName(chosen: readonly ChosenFile[]): string {
  const [first = ''] = chosen.map(({ path }) => path);
  return first.includes('/') ? (first.split('/')[0] ?? '') : '';
}

/** Files that may be the table, those of the usual names first. */
export function tablesIn(chosen: readonly ChosenFile[]): ChosenFile[] {
  const tables = foldersAsOne(chosen).filter(({ path }) => TABLE.test(path) && !path.includes('/'));
  const rank = ({ path }: ChosenFile) => (USUAL.includes(path) ? 0 : 1);
  return tables.sort((left, right) => rank(left) - rank(right));
}

/** The table where there is no doubt; null where a person has to say. */
export function onlyTable(tables: readonly ChosenFile[]): ChosenFile | null {
  const usual = tables.filter(({ path }) => USUAL.includes(path));
  const [only, other] = usual.length > 0 ? usual : tables;
  return only === undefined || other !== undefined ? null : only;
}
