import { type Mapping, pathsOf } from './mapping.ts';
import type { Table } from './table.ts';

/** Columns that no field is made of: legal, and often a slip. */
export function unreadColumns({ columns }: Pick<Table, 'columns'>, mapping: Mapping): string[] {
  const heads = new Set(
    pathsOf(mapping).flatMap((path) => [path, path.split('.')[0]?.replace('[]', '') ?? path]),
  );
  return columns.filter((column) => !heads.has(column));
}
