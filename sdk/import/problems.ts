import { ArgumentError } from '../kernel/errors.ts';
import { type ImportProblem, problemText } from './problem-sentences.ts';

/** What is wrong with one record, and what to do about it. */
export interface RowProblem {
  /** As a spreadsheet numbers it, the header being row 1; of JSON Lines, the line. */
  readonly row: number;
  /** The column, JSON path or field at fault; null when it is the record as a whole. */
  readonly column: string | null;
  /** Stable: of the catalog of sentences, or what the platform answered. */
  readonly code: string;
  /** Of the sentence's places; none in what the platform answered. */
  readonly values?: Readonly<Record<string, string>>;
  /** In English. */
  readonly message: string;
}

/** A record can't be imported as it is; the others go on. */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly column: string | null;
  readonly problem: ImportProblem;
  constructor(column: string | null, problem: ImportProblem, options?: ErrorOptions) {
    super(problemText(problem).en, options);
    this.column = column;
    this.problem = problem;
  }
}

/** The folder, its table or the mapping can't be used; nothing was sent. */
export class ImportArgumentError extends ArgumentError {
  readonly problem: ImportProblem;
  constructor(argument: 'folder' | 'mapping', problem: ImportProblem, options?: ErrorOptions) {
    super(argument, problemText(problem).en, options);
    this.problem = problem;
  }
}

/** A catalog's problem of one row. */
export function problemOfRow(
  { row, column }: Pick<RowProblem, 'row' | 'column'>,
  problem: ImportProblem,
): RowProblem {
  return { row, column, ...problem, message: problemText(problem).en };
}
