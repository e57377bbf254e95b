import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Currency } from '@lanran/protocol/kernel/money';
import { fillIn } from '@lanran/protocol/messages/template';
import { ArgumentError } from '../../kernel/errors.ts';
import { SENTENCES } from './sentences.ts';

export const STATEMENT_FORMATS = ['CAMT.053', 'MT940', 'CSV'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export const CHARSETS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
export type Charset = (typeof CHARSETS)[number];

/** Money that was booked on the account. */
export interface BankEntry {
  /** Of the file, the first being 1. */
  readonly line: number;
  /** YYYY-MM-DD */
  readonly bookedOn: string;
  /** In the currency's minor unit; never negative. */
  readonly amount: bigint;
  /** ISO 4217 */
  readonly currency: string;
  /** Digits of its minor unit. */
  readonly decimals: number;
  /** It came in. */
  readonly isCredit: boolean;
  /** It takes back an entry before it: one that goes out takes back one that came in. */
  readonly isReversal: boolean;
  /** References and purpose, as the bank wrote them. */
  readonly texts: readonly string[];
  readonly counterparty: string | null;
}

/** Why a line is no entry. */
export interface StatementProblem extends BilingualText {
  readonly line: number;
  readonly code: string;
}

export interface BankStatement {
  readonly format: StatementFormat;
  /** Which was taken. */
  readonly charset: Charset;
  /** IBAN or number; null where the file names none. */
  readonly account: string | null;
  readonly entries: readonly BankEntry[];
  readonly problems: readonly StatementProblem[];
}

/** What a file may leave open, which a person then says. */
export interface StatementOptions {
  readonly charset?: Charset | undefined;
  /** Of a file with several accounts: which. */
  readonly account?: string | undefined;
  /** Of a CSV that names none. */
  readonly currency?: string | undefined;
  /** Of a CSV with days such as 03/04/2027. */
  readonly dates?: DateOrder | undefined;
  /** Known beside those of ISO 4217. */
  readonly currencies?: readonly Currency[] | undefined;
}

export const DATE_ORDERS = ['DMY', 'MDY'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export type SentenceCode = keyof typeof SENTENCES;
type Values = Readonly<Record<string, string>>;

/** A question that the file leaves open. */
export interface StatementQuestion {
  readonly option: 'account' | 'currency' | 'dates';
  /** Empty: any. */
  readonly choices: readonly string[];
}

/** The file can't be read as a bank statement; nothing of it is used. */
export class BankStatementError extends ArgumentError {
  /** Stable. */
  readonly reason: SentenceCode;
  readonly text: BilingualText;
  readonly question: StatementQuestion | null;
  constructor(
    reason: SentenceCode,
    values: Values = {},
    options: ErrorOptions & { readonly question?: StatementQuestion } = {},
  ) {
    const text = fillIn(SENTENCES[reason], values);
    super('file', text.en, options);
    this.reason = reason;
    this.text = text;
    this.question = options.question ?? null;
  }
}

export function problemOf(line: number, code: SentenceCode, values: Values = {}): StatementProblem {
  return { line, code, ...fillIn(SENTENCES[code], { line: String(line), ...values }) };
}

/** What one format's reader found; accounts in the order of the file, null for entries of none that is named. */
export interface StatementRead {
  readonly accounts: ReadonlyMap<string | null, readonly BankEntry[]>;
  readonly problems: readonly StatementProblem[];
}

/** Entries by account, without a copy of each. */
export class EntriesByAccount {
  readonly accounts = new Map<string | null, BankEntry[]>();
  #last: string | null = null;
  #entries: BankEntry[] | null = null;

  add(account: string | null, entry: BankEntry): void {
    if (this.#entries === null || this.#last !== account) {
      this.#entries = this.accounts.get(account) ?? [];
      this.accounts.set(account, this.#entries);
      this.#last = account;
    }
    this.#entries.push(entry);
  }
}
