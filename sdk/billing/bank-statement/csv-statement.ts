// Its own build for browsers, which brings the Buffer that the other expects to be there; Node takes it as well.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import {
  cut,
  type DecimalMark,
  decimalMarkOf,
  KnownCurrencies,
  LineError,
  readLine,
  writtenAmount,
} from './amounts.ts';
import { type Columns, columnsOf, currencyIn, isIncoming } from './csv-columns.ts';
import { dateOrderOf, writtenDay } from './dates.ts';
import {
  type BankEntry,
  BankStatementError,
  type DateOrder,
  EntriesByAccount,
  type StatementOptions,
  type StatementProblem,
  type StatementRead,
} from './statement.ts';

const DELIMITERS = [',', ';', '\t'] as const;
/** Within which banks' tables have their header: before it stand account and period. */
const HEADER_ROWS = 40;
const BLOCK = 65_536;

interface Header {
  readonly delimiter: string;
  readonly line: number;
  readonly columns: Columns;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** How a table is to be read. */
interface Reading {
  readonly columns: Columns;
  readonly mark: DecimalMark | null;
  readonly dates: DateOrder | null;
  readonly currency: string | null;
  readonly known: KnownCurrencies;
}

/** @throws BankStatementError for a table without a header that names date and amount, and where it leaves a question open */
export function readCsvStatement(text: string, options: StatementOptions): StatementRead {
  const header = headerOf(text);
  const { columns } = header;
  const rows = rowsOf(text, header);
  const reading: Reading = {
    columns,
    mark: decimalMarkOf(rows.flatMap(({ cells }) => amountCells(cells, columns))),
    dates: options.dates ?? dateOrder(rows, columns),
    currency: columns.headerCurrency ?? options.currency ?? null,
    known: new KnownCurrencies(options.currencies),
  };
  if (columns.currency === null && reading.currency === null)
    throw new BankStatementError('CURRENCY_MISSING', {}, { question: { option: 'currency', choices: [] } });
  const entries = new EntriesByAccount();
  const problems: StatementProblem[] = [];
  for (const row of rows) {
    const read = readLine(row.line, () => entryOf(row, reading));
    if ('code' in read) problems.push(read);
    else entries.add(accountOf(row.cells, columns), read.value);
  }
  return { accounts: entries.accounts, problems };
}

/** The first line by any separator that names date and amount; of several the one that names most. */
function headerOf(text: string): Header {
  const head = text.slice(0, 65_536).split('\n', HEADER_ROWS);
  const headers = DELIMITERS.flatMap((delimiter): Header[] => {
    for (const [at, written] of head.entries()) {
      const rows = parsed(written, delimiter);
      const columns = rows instanceof CsvError ? null : columnsOf(rows[0] ?? []);
      if (columns !== null) return [{ delimiter, line: at + 1, columns }];
    }
    return [];
  });
  const [first] = headers.toSorted((left, right) => named(right.columns) - named(left.columns));
  if (first === undefined) throw new BankStatementError('FORMAT');
  return first;
}

function named({ texts, headerCurrency: _currency, isDayFirst: _first, ...columns }: Columns): number {
  return texts.length + Object.values(columns).filter((at) => at !== null).length;
}

/** What comes after the header. @throws BankStatementError */
function rowsOf(text: string, { delimiter, line: header }: Header): Row[] {
  const rows: Row[] = [];
  let line = 1;
  for (const block of blocksOf(text)) {
    const records = parsed(block, delimiter);
    if (records instanceof CsvError) {
      const row = String(line - 1 + Number(records['lines']));
      throw new BankStatementError('CSV_BROKEN', { row }, { cause: records });
    }
    for (const cells of records) {
      if (line > header && cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
      line += 1 + cells.reduce((breaks, cell) => breaks + breaksIn(cell), 0);
    }
  }
  return rows;
}

/** Whole records, some at a time, because the parser takes many times their size: a break within quotes ends none. */
function* blocksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    let end = start;
    let quotes = 0;
    do {
      const from = end;
      const at = text.indexOf('\n', end === start ? start + BLOCK : end);
      end = at < 0 ? text.length : at + 1;
      quotes += quotesIn(text.slice(from, end));
    } while (quotes % 2 === 1 && end < text.length);
    yield text.slice(start, end);
    start = end;
  }
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
}

function breaksIn(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

/** Cells of each record, or why it is no table: quotes that do not pair. */
function parsed(text: string, delimiter: string): string[][] | CsvError {
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
  } catch (cause) {
    if (cause instanceof CsvError) return cause;
    throw cause;
  }
}

function amountCells(cells: readonly string[], { amount, debit, credit }: Columns): string[] {
  return [amount, debit, credit].flatMap((at) => (at === null ? [] : [cells[at] ?? '']));
}

function dateOrder(rows: readonly Row[], { date, isDayFirst }: Columns): DateOrder | null {
  return isDayFirst ? 'DMY' : dateOrderOf(rows.map(({ cells }) => cells[date] ?? ''));
}

function entryOf({ line, cells }: Row, { columns, mark, dates, currency: asked, known }: Reading): BankEntry {
  const cell = (at: number | null) => (at === null ? '' : (cells[at]?.trim() ?? ''));
  if (cell(columns.date) === '' || amountCells(cells, columns).every((text) => text.trim() === ''))
    throw new LineError('NO_ENTRY', { value: cut(cells.filter((text) => text !== '').join(' ')) });
  const written = cell(columns.currency);
  const currency = known.get(written === '' ? (asked ?? '') : (currencyIn(written) ?? written));
  const bookedOn = writtenDay(cell(columns.date), dates);
  const amount = signedAmount(cells, columns, (text) => writtenAmount(text, mark, currency));
  const name = cell(columns.name);
  return {
    line,
    bookedOn,
    amount: amount < 0n ? -amount : amount,
    currency: currency.symbol,
    decimals: currency.decimals,
    isCredit: amount > 0n,
    isReversal: false,
    texts: columns.texts.map(cell).filter((text) => text !== ''),
    counterparty: name === '' ? null : name,
  };
}

/** Positive for what came in. */
function signedAmount(
  cells: readonly string[],
  { amount, debit, credit, direction }: Columns,
  read: (text: string) => bigint,
): bigint {
  const cell = (at: number | null) => (at === null ? '' : (cells[at]?.trim() ?? ''));
  if (cell(amount) !== '') {
    const units = read(cell(amount));
    const isIn = direction === null ? null : isIncoming(cell(direction));
    if (isIn === null) return units;
    const size = units < 0n ? -units : units;
    return isIn ? size : -size;
  }
  const [incoming, outgoing] = [credit, debit].map((at) => (cell(at) === '' ? 0n : read(cell(at))));
  const out = outgoing ?? 0n;
  return (incoming ?? 0n) - (out < 0n ? -out : out);
}

function accountOf(cells: readonly string[], { account }: Columns): string | null {
  const text = account === null ? '' : (cells[account] ?? '').replace(/\s/g, '');
  return text === '' ? null : text;
}
