import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { reasonOf, UsageError } from '@lanran/client/errors';
import { decodeTable, type Encoding } from './decode.ts';
import type { RowProblem } from './problems.ts';
import type { Row } from './row.ts';

/** A museum's whole catalog; it is read whole, because its encoding is that of all its bytes. */
const MAX_BYTES = 256 * 1024 * 1024;
const NAMES = ['metadata.csv', 'metadata.jsonl'] as const;

export interface TableFormat {
  readonly delimiter?: string | undefined;
  readonly encoding?: Encoding | undefined;
}

/** The records of a folder's table, and those that could not be read. */
export interface Table {
  readonly name: (typeof NAMES)[number];
  readonly encoding: Encoding;
  /** Of CSV, in their order; of JSON Lines, those that occur in any record. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly problems: readonly RowProblem[];
}

/** @throws UsageError when there is none, there are two, or it can't be read at all */
export async function readTable(folder: string, format: TableFormat = {}): Promise<Table> {
  const name = await findTable(folder);
  const path = join(folder, name);
  const { text, encoding } = decodeTable(await readFile(path), path, format.encoding ?? null);
  const parsed = name === 'metadata.csv' ? parseCsv(text, path, format) : parseLines(text);
  if (parsed.rows.length + parsed.problems.length === 0)
    throw new UsageError('FOLDER', `${path} has no records. Give it a row for each asset.`);
  return { name, encoding, ...parsed };
}

async function findTable(folder: string): Promise<(typeof NAMES)[number]> {
  const found: (typeof NAMES)[number][] = [];
  for (const name of NAMES) {
    const size = await stat(join(folder, name)).then(
      (stats) => (stats.isFile() ? stats.size : null),
      () => null,
    );
    if (size === null) continue;
    if (size > MAX_BYTES)
      throw new UsageError('FOLDER', `${name} has ${size} bytes; at most ${MAX_BYTES} are read. Split it.`);
    found.push(name);
  }
  const [only, other] = found;
  if (only === undefined)
    throw new UsageError('FOLDER', `${folder} has no ${NAMES.join(' or ')}. Put the table beside the files.`);
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
