// Its own build for browsers, which brings the Buffer that the other expects to be there; Node takes it as well.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { reasonOf, UsageError } from '../errors.ts';
import { decodeTable, type Encoding } from './decode.ts';
import type { RowProblem } from './problems.ts';
import type { Row } from './row.ts';

/** A museum's whole catalog; it is read whole, because its encoding is that of all its bytes. */
const MAX_TABLE_BYTES = 256 * 1024 * 1024;
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

/** @throws UsageError when it can't be read at all, or has no records */
export function parseTable({ name, path, bytes }: TableSource, format: TableFormat = {}): Table {
  requireTableSize(name, bytes.length);
  const { text, encoding } = decodeTable(bytes, path, format.encoding ?? null);
  const parsed = /\.(jsonl|ndjson)$/i.test(name) ? parseLines(text) : parseCsv(text, path, format);
  if (parsed.rows.length + parsed.problems.length === 0)
    throw new UsageError('FOLDER', `${path} has no records. Give it a row for each asset.`);
  return { name, encoding, ...parsed };
}

/** @throws UsageError for a table that is longer than what is read */
export function requireTableSize(name: string, bytes: number): void {
  if (bytes > MAX_TABLE_BYTES)
    throw new UsageError(
      'FOLDER',
      `${name} has ${bytes} bytes; at most ${MAX_TABLE_BYTES} are read. Split it.`,
    );
}

/** Which of the folder's files is the table. @throws UsageError when none is, or two are */
export function chooseTable(folder: string, names: readonly string[]): string {
  const [only, other] = TABLE_NAMES.filter((name) => names.includes(name));
  if (only === undefined)
    throw new UsageError(
      'FOLDER',
      `${folder} has no ${TABLE_NAMES.join(' or ')}. Put the table beside the files.`,
    );
  if (other !== undefined)
    throw new UsageError('FOLDER', `${folder} has ${only} and ${other}. Take one of them away.`);
  return only;
}

type Parsed = Pick<Table, 'columns' | 'rows' | 'problems'>;

function parseCsv(text: string, path: string, { delimiter = ',' }: TableFormat): Parsed {
  const [header = [], ...records] = recordsOf(text, path, delimiter);
  const columns = header.map((name) => name.normalize('NFC').trim());
  const twice = columns.find((name, at) => name !== '' && columns.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError('FOLDER', `${path} has two columns ${twice}. Rename one.`);
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const [at, cells] of records.entries()) {
    const number = at + 2;
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (cells.length === columns.length) {
      rows.push({ number, record: Object.fromEntries(columns.map((name, index) => [name, cells[index]])) });
    } else {
      const message = `has ${cells.length} cells, the header ${columns.length}. Quote cells that hold a ${delimiter} or a line break.`;
      problems.push({ row: number, column: null, message });
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
    throw new UsageError('FOLDER', `${path} is no CSV: ${cause.message}. Correct it there.`, { cause });
  }
}

function parseLines(text: string): Parsed {
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  const columns = new Set<string>();
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = parseObject(line);
    if (typeof record === 'string') {
      problems.push({ row: at + 1, column: null, message: record });
      continue;
    }
    for (const name of Object.keys(record)) columns.add(name);
    rows.push({ number: at + 1, record });
  }
  return { columns: [...columns], rows, problems };
}

/** The object, or what is wrong with it. */
function parseObject(line: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return 'is no JSON object. Write one object a line.';
  } catch (error) {
    return `is no JSON (${reasonOf(error)}). Write one object a line.`;
  }
}
