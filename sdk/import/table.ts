// Its own build for browsers, which brings the Buffer that the other expects to be there; Node takes it as well.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { reasonOf } from '../kernel/errors.ts';
import { decodeTable, type Encoding } from './decode.ts';
import { chineseJsonReason } from './json-fault.ts';
import type { ImportProblem } from './problem-sentences.ts';
import { ImportArgumentError, problemOfRow, type RowProblem } from './problems.ts';
import type { Row } from './row.ts';

/** A museum's whole catalog; it is read whole, because its encoding is that of all its bytes. */
const MAX_TABLE_BYTES = 256 * 1024 * 1024;
/** How csv-parse calls quotes that do not pair. */
const QUOTE_ERRORS: readonly string[] = [
  'CSV_QUOTE_NOT_CLOSED',
  'CSV_INVALID_CLOSING_QUOTE',
  'INVALID_OPENING_QUOTE',
];
export const TABLE_NAMES = ['metadata.csv', 'metadata.jsonl'] as const;

export interface TableFormat {
  readonly delimiter?: string | undefined;
  readonly encoding?: Encoding | undefined;
}

/** The records of a folder's table, and those that could not be read. */
export interface Table {
  readonly name: string;
  readonly encoding: Encoding;
  /** Of CSV, in their order; of JSON Lines, those that occur in any record. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly problems: readonly RowProblem[];
}

export interface TableSource {
  /** What decides its format: JSON Lines by its ending, else CSV. */
  readonly name: string;
  /** For messages. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** @throws ImportArgumentError when it can't be read at all, or has no records */
export function parseTable({ name, path, bytes }: TableSource, format: TableFormat = {}): Table {
  requireTableSize(name, bytes.length);
  const { text, encoding } = decodeTable(bytes, path, format.encoding ?? null);
  const parsed = /\.(jsonl|ndjson)$/i.test(name) ? parseLines(text) : parseCsv(text, path, format);
  if (parsed.rows.length + parsed.problems.length === 0)
    throw new ImportArgumentError('folder', { code: 'TABLE_EMPTY', values: { path } });
  return { name, encoding, ...parsed };
}

/** @throws ImportArgumentError for a table that is longer than what is read */
export function requireTableSize(name: string, bytes: number): void {
  if (bytes > MAX_TABLE_BYTES)
    throw new ImportArgumentError('folder', {
      code: 'TABLE_TOO_LARGE',
      values: { name, bytes: String(bytes), most: String(MAX_TABLE_BYTES) },
    });
}

/** Which of the folder's files is the table. @throws ImportArgumentError when none is, or two are */
export function chooseTable(folder: string, names: readonly string[]): string {
  const [only, other] = TABLE_NAMES.filter((name) => names.includes(name));
  if (only === undefined)
    throw new ImportArgumentError('folder', {
      code: 'TABLE_MISSING',
      values: { folder, names: TABLE_NAMES.join(' or ') },
    });
  if (other !== undefined)
    throw new ImportArgumentError('folder', { code: 'TABLE_TWICE', values: { folder, only, other } });
  return only;
}

type Parsed = Pick<Table, 'columns' | 'rows' | 'problems'>;

function parseCsv(text: string, path: string, { delimiter = ',' }: TableFormat): Parsed {
  const [header = [], ...records] = recordsOf(text, path, delimiter);
  const columns = header.map((name) => name.normalize('NFC').trim());
  const twice = columns.find((name, at) => name !== '' && columns.indexOf(name) !== at);
  if (twice !== undefined)
    throw new ImportArgumentError('folder', { code: 'TABLE_COLUMN_TWICE', values: { path, column: twice } });
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const [at, cells] of records.entries()) {
    const number = at + 2;
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (cells.length === columns.length) {
      rows.push({ number, record: Object.fromEntries(columns.map((name, index) => [name, cells[index]])) });
    } else {
      const values = { cells: String(cells.length), columns: String(columns.length), delimiter };
      problems.push(problemOfRow({ row: number, column: null }, { code: 'ROW_CELLS', values }));
    }
  }
  return { columns: columns.filter((name) => name !== ''), rows, problems };
}

/** Cells of each record, the header first (RFC 4180, quoted line breaks included). */
function recordsOf(text: string, path: string, delimiter: string): string[][] {
  try {
    // Without `columns` each record is its cells.
    return parse(text, { delimiter, relax_column_count: true, bom: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause['lines'] === 'number' ? String(cause['lines']) : null;
    const code = line !== null && QUOTE_ERRORS.includes(cause.code) ? 'TABLE_QUOTES' : 'TABLE_MALFORMED';
    const values = { path, reason: cause.message, line: line ?? '' };
    throw new ImportArgumentError('folder', { code, values }, { cause });
  }
}

function parseLines(text: string): Parsed {
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  const columns = new Set<string>();
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = parseObject(line);
    if ('problem' in read) {
      problems.push(problemOfRow({ row: at + 1, column: null }, read.problem));
      continue;
    }
    const { record } = read;
    for (const name of Object.keys(record)) columns.add(name);
    rows.push({ number: at + 1, record });
  }
  return { columns: [...columns], rows, problems };
}

/** The object, or what is wrong with it. */
function parseObject(line: string): { readonly record: Row['record'] } | { readonly problem: ImportProblem } {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { record: { ...value } };
    return { problem: { code: 'ROW_NO_OBJECT' } };
  } catch (error) {
    const reason = reasonOf(error);
    return {
      problem: { code: 'ROW_NO_JSON', values: { reason, chineseReason: chineseJsonReason(reason) } },
    };
  }
}
