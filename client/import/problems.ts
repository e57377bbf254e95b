/** What is wrong with one record, and what to do about it. */
export interface RowProblem {
  /** As a spreadsheet numbers it, the header being row 1; of JSON Lines, the line. */
  readonly row: number;
  /** The column, JSON path or field at fault; null when it is the record as a whole. */
  readonly column: string | null;
  readonly message: string;
}

/** A record can't be imported as it is; the others go on. */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly column: string | null;
  constructor(column: string | null, advice: string, options?: ErrorOptions) {
    super(advice, options);
    this.column = column;
  }
}
