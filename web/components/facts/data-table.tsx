import type { ReactNode } from 'react';
import css from './data-table.module.css';

export interface Column<Row> {
  readonly title: string;
  cell(row: Row): ReactNode;
  /** What the row is about; one column has it. */
  readonly isHeading?: boolean;
  readonly isNumber?: boolean;
  /** Says itself what it is, so that stacked rows need no name before it. */
  readonly isPlain?: boolean;
}

export interface DataTableProps<Row> {
  /** Read out, and shown unless a heading above says it. */
  readonly caption: string;
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
}

/** Where people compare. On a phone each row becomes a block of names and values. */
export function DataTable<Row>({ caption, isCaptionHidden, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <table className={css['table']}>
      <caption className={isCaptionHidden === true ? css['hidden'] : css['caption']}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, isNumber }) => (
            <th key={title} scope="col" className={isNumber === true ? css['number'] : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <Cell key={column.title} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { title, cell, isHeading = false, isNumber = false, isPlain = false } = column;
  const content = (
    <>
      {!isHeading && !isPlain && (
        <span className={css['name']} aria-hidden="true">
          {title}
        </span>
      )}
      <div className={css['value']}>{cell(row)}</div>
    </>
  );
  if (isHeading)
    return (
      <th scope="row" className={css['heading']}>
        {content}
      </th>
    );
  return <td className={isNumber ? css['number'] : undefined}>{content}</td>;
}
