import type { PagedRows } from '../../lib/session/use-pages.ts';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { PagedList, type PagedListProps } from './paged-list.tsx';

interface PagedTableProps<Row>
  extends Omit<DataTableProps<Row>, 'rows'>, Pick<PagedListProps, 'lines' | 'empty'> {
  readonly list: PagedRows<Row>;
}

/** A table that is read page by page. */
export function PagedTable<Row>({ list, lines, empty, ...table }: PagedTableProps<Row>) {
  return (
    <PagedList list={list} lines={lines} empty={empty}>
      <DataTable rows={list.rows} {...table} />
    </PagedList>
  );
}
