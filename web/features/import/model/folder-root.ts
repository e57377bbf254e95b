import { findOnlyFolder, placeChosen } from '@lanran/sdk/publishing/chosen-files';
import type { ChosenFile } from '../../../lib/files/chosen-files.ts';

const TABLE = /\.(csv|jsonl|ndjson)$/i;
const USUAL = ['metadata.csv', 'metadata.jsonl'];

/** Its name; empty for files that do not lie in one. */
export function folderName(chosen: readonly ChosenFile[]): string {
  return findOnlyFolder(chosen) ?? '';
}

/** Files that may be the table, those of the usual names first. */
export function tablesIn(chosen: readonly ChosenFile[]): ChosenFile[] {
  const tables = placeChosen(chosen).filter(({ path }) => TABLE.test(path) && !path.includes('/'));
  const rank = ({ path }: ChosenFile) => (USUAL.includes(path) ? 0 : 1);
  return tables.sort((left, right) => rank(left) - rank(right));
}

/** The table where there is no doubt; null where a person has to say. */
export function onlyTable(tables: readonly ChosenFile[]): ChosenFile | null {
  const usual = tables.filter(({ path }) => USUAL.includes(path));
  const [only, other] = usual.length > 0 ? usual : tables;
  return only === undefined || other !== undefined ? null : only;
}
