import type { Bundle } from './bundle.ts';
import type { FilesField } from '../files/manifest.ts';
import { ERASABLE_FIELDS, type TakeDownScope } from '../assets/take-down.ts';

/** Whether take-downs account for every file that the bundle doesn't list: entries are sorted by path, so a gap tells which paths it had. */
export function areMissingFilesTakenDown(
  { files }: Pick<Bundle, 'files'>,
  { count }: Pick<FilesField, 'count'>,
  scopes: readonly TakeDownScope[],
): boolean {
  if (scopes.some(({ path, field }) => path === undefined && field === undefined)) return true;
  const paths = [...new Set(scopes.flatMap(({ path }) => (path === undefined ? [] : [path])))];
  const listed = files.map(({ index, entry: { path } }) => ({ index, path }));
  const [first, last] = [
    { index: -1, path: null },
    { index: count, path: null },
  ];
  return [first, ...listed].every((before, at) => {
    const after = listed[at] ?? last;
    const between = paths.filter(
      (path) => (before.path === null || path > before.path) && (after.path === null || path < after.path),
    );
    return after.index - before.index - 1 <= between.length;
  });
}

/** Whether take-downs account for every field that the bundle doesn't reveal. */
export function areHiddenFieldsTakenDown(
  { body }: Pick<Bundle, 'body'>,
  scopes: readonly TakeDownScope[],
): boolean {
  const erased = scopes.flatMap(({ path, field }) => {
    if (path !== undefined) return [];
    return field === undefined ? [...ERASABLE_FIELDS] : [field];
  });
  const shown = body.fields.map(({ name }) => name);
  const gone = new Set(erased.filter((name) => !shown.includes(name)));
  return body.size - body.fields.length <= gone.size;
}
