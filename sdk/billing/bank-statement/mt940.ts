import type { Currency } from '@lanran/protocol/kernel/money';
import { cut, KnownCurrencies, LineError, plainAmount, readLine } from './amounts.ts';
import {
  type BankEntry,
  BankStatementError,
  EntriesByAccount,
  problemOf,
  type StatementOptions,
  type StatementProblem,
  type StatementRead,
} from './statement.ts';

/** SWIFT's statement line: value day, entry day, mark, funds code, amount, type, reference of the owner and of the bank. */
const STATEMENT_LINE =
  /^(\d{2})(\d{2})(\d{2})(\d{2})?(\d{2})?(R?[CD]|E[CD])([A-Z])?(\d[\d.]*,\d*)([A-Z][A-Z0-9]{3})?(.*?)(?:\/\/(.*))?$/;
const BALANCE = /^[CD]\d{6}([A-Z]{3})/;
const FIELD = /^:(\d{2}[A-Z]?):/;
/** Purpose and name among the subfields of a German or Austrian bank. */
const PURPOSE = /^(?:2\d|6[0-3])$/;
const NAME = /^3[23]$/;

interface Field {
  readonly tag: string;
  readonly line: number;
  /** Its lines, without the tag. */
  readonly lines: readonly string[];
}

interface Message {
  readonly line: number;
  account: string | null;
  currency: Currency | null;
  isClosed: boolean;
}

export function isMt940(text: string): boolean {
  return /^(?:\{1:[^\n]*|:20:)/m.test(text.slice(0, 4096)) && /^:(?:60[FM]|25|28C?):/m.test(text);
}

/** @throws BankStatementError when a statement has no closing balance */
export function readMt940(text: string, { currencies }: StatementOptions): StatementRead {
  const known = new KnownCurrencies(currencies);
  const entries = new EntriesByAccount();
  const problems: StatementProblem[] = [];
  let message: Message | null = null;
  const fields = fieldsOf(text);
  for (const [at, field] of fields.entries()) {
    const [first = ''] = field.lines;
    if (field.tag === '20') {
      requireClosed(message);
      message = { line: field.line, account: null, currency: null, isClosed: false };
    }
    if (message === null) continue;
    if (field.tag === '25') message.account = accountIn(first);
    if (field.tag.startsWith('62')) message.isClosed = true;
    if (field.tag.startsWith('60')) message.currency = currencyIn(first, known);
    if (field.tag !== '61') continue;
    const next = fields[at + 1];
    const { account, currency } = message;
    const read = readLine(field.line, () => entryOf(field, next?.tag === '86' ? next : null, currency));
    if ('code' in read) problems.push(read);
    else if (read.value === null) problems.push(problemOf(field.line, 'NOT_BOOKED'));
    else entries.add(account, read.value);
  }
  requireClosed(message);
  return { accounts: entries.accounts, problems };
}

function requireClosed(message: Message | null): void {
  if (message !== null && !message.isClosed)
    throw new BankStatementError('MT940_BROKEN', { line: String(message.line) });
}

/** Null where the balance names none that is known: then no line is read. */
function currencyIn(balance: string, known: KnownCurrencies): Currency | null {
  const read = readLine(0, () => known.get(BALANCE.exec(balance)?.[1] ?? ''));
  return 'value' in read ? read.value : null;
}

function accountIn(text: string): string | null {
  const account = text.replace(/\s/g, '').replace(/[A-Z]{3}$/, '');
  return account === '' ? null : account;
}

function fieldsOf(text: string): Field[] {
  const fields: { tag: string; line: number; lines: string[] }[] = [];
  for (const [at, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/^\{1:.*?\{4:/, '');
    const tag = FIELD.exec(line)?.[1];
    if (tag !== undefined) fields.push({ tag, line: at + 1, lines: [line.slice(tag.length + 2)] });
    else if (!/^-?\}?$/.test(line)) fields.at(-1)?.lines.push(line);
  }
  return fields;
}

/** Null for what is announced only. @throws LineError */
function entryOf(
  { line, lines: [first = '', ...more] }: Field,
  information: Field | null,
  currency: Currency | null,
): BankEntry | null {
  const match = STATEMENT_LINE.exec(first);
  if (match === null || currency === null) throw new LineError('NO_ENTRY', { value: cut(first) });
  const [, year = '', month = '', day = '', entryMonth, entryDay, mark = '', , amount = ''] = match;
  if (mark.startsWith('E')) return null;
  const details = detailsOf(information?.lines ?? []);
  return {
    line,
    bookedOn: bookingDay({ year, month, day }, { month: entryMonth, day: entryDay }),
    amount: plainAmount(amount.replaceAll('.', ''), ',', currency),
    currency: currency.symbol,
    decimals: currency.decimals,
    isCredit: mark === 'C' || mark === 'RD',
    isReversal: mark.startsWith('R'),
    texts: [match[10], match[11], more.join(''), ...details.texts].filter(isTold),
    counterparty: details.name,
  };
}

function isTold(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '' && text !== 'NONREF';
}

/** The entry day has no year of its own: it is that of the value day, but around New Year. @throws LineError */
function bookingDay(
  value: Readonly<Record<'year' | 'month' | 'day', string>>,
  {
    month = value.month,
    day = value.day,
  }: { readonly month?: string | undefined; readonly day?: string | undefined },
): string {
  const shift = value.month === '12' && month === '01' ? 1 : value.month === '01' && month === '12' ? -1 : 0;
  const text = `${2000 + Number(value.year) + shift}-${month}-${day}`;
  if (Number.isNaN(Date.parse(text))) throw new LineError('DATE', { value: text });
  return text;
}

/** Structured: three digits, then subfields such as `?20`; everything else is free. Parts break words, so they are joined as they are. */
function detailsOf(lines: readonly string[]): {
  readonly texts: readonly string[];
  readonly name: string | null;
} {
  const structured = /^\d{3}([?<>+@#|])(?=\d{2})/.exec(lines[0] ?? '');
  if (structured === null) return { texts: [lines.join(' ')], name: slashName(lines.join('')) };
  const subfields = lines
    .join('')
    .slice(3)
    .split(structured[1] ?? '?')
    .map((part) => ({ code: part.slice(0, 2), text: part.slice(2) }));
  const joined = (codes: RegExp) =>
    subfields.flatMap(({ code, text }) => (codes.test(code) ? [text] : [])).join('');
  const name = joined(NAME).trim();
  return { texts: [joined(PURPOSE)], name: name === '' ? null : name };
}

/** As Dutch banks and others write it: `/NAME/Film Studio/`. */
function slashName(text: string): string | null {
  return /\/NAME\/([^/]+)/.exec(text)?.[1]?.trim() ?? null;
}
