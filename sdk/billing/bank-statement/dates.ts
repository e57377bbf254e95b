import { cut, LineError } from './amounts.ts';
import { BankStatementError, DATE_ORDERS, type DateOrder } from './statement.ts';

const YEAR_FIRST = /^(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?:[T\s].*)?$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:\s.*)?$/;

/**
 * Whether days or months come first in a column, by days that can be read in one way only; null where none is written so.
 * @throws BankStatementError where it is written so and nothing tells
 */
export function dateOrderOf(texts: readonly string[]): DateOrder | null {
  let unclear: string | null = null;
  for (const text of texts) {
    const [, first, mark, second] = YEAR_LAST.exec(text.trim()) ?? [];
    if (mark === '.' || Number(first) > 12) return 'DMY';
    if (Number(second) > 12) return 'MDY';
    if (first !== undefined && first !== second) unclear ??= text.trim();
  }
  if (unclear === null) return null;
  const question = { option: 'dates' as const, choices: DATE_ORDERS };
  throw new BankStatementError('DATES_UNCLEAR', { value: unclear }, { question });
}

/** YYYY-MM-DD. @throws LineError for what is no day */
export function writtenDay(text: string, order: DateOrder | null): string {
  const [year, month, day] = partsOf(text.trim(), order);
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== written)
    throw new LineError('DATE', { value: cut(text) });
  return written;
}

function partsOf(text: string, order: DateOrder | null): readonly [string, string, string] {
  const [, year, month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) return [year, month, day];
  const [, first, , second, last] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined || second === undefined || last === undefined)
    throw new LineError('DATE', { value: cut(text) });
  const whole = last.length === 2 ? `20${last}` : last;
  return order === 'MDY' ? [whole, first, second] : [whole, second, first];
}
