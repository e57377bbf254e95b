import { isoDecimals } from '@lanran/protocol/licensing/iso-4217';
import type { Currency } from '@lanran/protocol/kernel/money';
import { type StatementProblem, problemOf, type SentenceCode } from './statement.ts';

/** Eighteen digits are what ISO 20022 lets an amount have. */
const MOST_DIGITS = 18;
/** Spaces and apostrophes that group digits. */
const GROUPING = /(?<=\d)[\s'’](?=\d{3})/g;
/** What stands before or after the digits: signs and names of currencies. */
const AROUND = /^[^\d.,()+−-]*|[^\d.,()−-]*$/g;

/** Most amounts, which need no more looking at. */
const PLAIN = /^-?[\d.,]+$/;

export type DecimalMark = '.' | ',';

/** A line can't be taken; the others go on. */
export class LineError extends Error {
  override readonly name = 'LineError';
  readonly reason: SentenceCode;
  readonly values: Readonly<Record<string, string>>;
  constructor(reason: SentenceCode, values: Readonly<Record<string, string>>) {
    super(reason);
    this.reason = reason;
    this.values = values;
  }
}

/** What a line gives, or why it gives nothing. */
export function readLine<T>(line: number, read: () => T): { readonly value: T } | StatementProblem {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    return problemOf(line, error.reason, error.values);
  }
}

/** Finds currencies of ISO 4217, and those that are known beside; each is looked for once. */
export class KnownCurrencies {
  readonly #known: readonly Currency[];
  readonly #found = new Map<string, Currency>();

  constructor(known: readonly Currency[] = []) {
    this.#known = known;
  }

  /** @throws LineError for what is none */
  get(code: string): Currency {
    const found = this.#found.get(code) ?? this.#find(code);
    this.#found.set(code, found);
    return found;
  }

  #find(code: string): Currency {
    const symbol = code.trim();
    const decimals = this.#known.find((each) => each.symbol === symbol)?.decimals ?? isoDecimals(symbol);
    if (decimals === null) throw new LineError('CURRENCY', { value: cut(code) });
    return { symbol, decimals };
  }
}

/** An amount without sign or grouping, in the smallest unit. @throws LineError */
export function plainAmount(text: string, mark: DecimalMark, { symbol, decimals }: Currency): bigint {
  const [whole = '', fraction = '', third] = text.split(mark);
  if (third !== undefined || !/^\d+$/.test(whole) || !/^\d*$/.test(fraction))
    throw new LineError('AMOUNT', { value: cut(text) });
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals)
    throw new LineError('AMOUNT_DECIMALS', {
      value: cut(text),
      currency: symbol,
      decimals: String(decimals),
    });
  const digits = (whole + kept.padEnd(decimals, '0')).replace(/^0+(?=\d)/, '');
  if (digits.length > MOST_DIGITS) throw new LineError('AMOUNT_TOO_LARGE', { value: cut(text) });
  return BigInt(digits);
}

/** An amount as people and spreadsheets write it; negative in brackets or with a minus before or after it. @throws LineError */
export function writtenAmount(text: string, mark: DecimalMark | null, currency: Currency): bigint {
  const { digits, isNegative } = bareAmount(text);
  const taken = markOf(digits) ?? mark;
  if (taken === null && /[.,]/.test(digits)) throw new LineError('AMOUNT_UNCLEAR', { value: cut(text) });
  const decimal = taken ?? '.';
  const grouped = decimal === '.' ? ',' : '.';
  const [whole = '', ...fraction] = digits.split(decimal);
  if (whole.includes(grouped) && !/^\d{1,3}([.,]\d{3})+$/.test(whole))
    throw new LineError('AMOUNT', { value: cut(text) });
  const plain = [whole.replaceAll(grouped, ''), ...fraction].join('.');
  const units = plainAmount(plain, '.', currency);
  return isNegative ? -units : units;
}

/** Which sign a table takes for decimals, by amounts that can be read in one way only; null: none tells, or they differ. */
export function decimalMarkOf(texts: Iterable<string>): DecimalMark | null {
  const marks = new Set<DecimalMark>();
  for (const text of texts) {
    const mark = markOf(bareAmount(text).digits);
    if (mark !== null) marks.add(mark);
  }
  const [only = null, other = null] = marks;
  return other === null ? only : null;
}

/** Null where `1.234` may be thousands. */
function markOf(digits: string): DecimalMark | null {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return null;
  const mark = digits[last] === '.' ? '.' : ',';
  const other = mark === '.' ? ',' : '.';
  if (digits.includes(other)) return mark;
  if (digits.indexOf(mark) !== last) return other;
  const isThousands = digits.length - last === 4 && /^[1-9]\d{0,2}$/.test(digits.slice(0, last));
  return isThousands ? null : mark;
}

function bareAmount(text: string): { readonly digits: string; readonly isNegative: boolean } {
  if (PLAIN.test(text)) return { digits: text.replace('-', ''), isNegative: text.startsWith('-') };
  const trimmed = text.replace(AROUND, '').trim();
  const isNegative = /^\(.*\)$|^[-−]|[-−]$/.test(trimmed);
  const digits = trimmed
    .replace(/^[(+−-]\s*/, '')
    .replace(/\s*[)−-]$/, '')
    .replace(AROUND, '')
    .replaceAll(GROUPING, '');
  return { digits, isNegative };
}

/** As messages show it. */
export function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
