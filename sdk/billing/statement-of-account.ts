import { z } from 'zod';
import {
  ACCOUNT_NAMES,
  CLOSING_BALANCE,
  DAY_OF_ORDER,
  ENTRY_NAMES,
  OPENING_BALANCE,
} from '@lanran/protocol/billing/account-names';
import { csvOf } from '@lanran/protocol/kernel/csv';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { BilingualText, Language } from '@lanran/protocol/kernel/language';
import { type Currency, formatMoney } from '@lanran/protocol/kernel/money';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const units = z.string().transform(BigInt);
const EntryAnswer = z.object({
  day: z.string(),
  isDayKnown: z.boolean(),
  kind: z.enum(['INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'SHARE_OWED', 'SHARE_RECEIVED', 'CREDIT', 'CLAIM']),
  number: z.string().nullable(),
  party: z
    .object({ slug: z.string(), name: z.object({ en: z.string().nullish(), zh: z.string().nullish() }) })
    .nullable(),
  amount: units,
  balance: units,
});
const AccountAnswer = z.object({
  kind: z.enum(['INVOICES', 'SHARES', 'CREDITS']),
  opening: units,
  entries: z.array(EntryAnswer),
  closing: units,
});
const StatementAnswer = z.object({
  from: z.string(),
  to: z.string(),
  sections: z.array(
    z.object({
      currency: z.object({ symbol: z.string(), decimals: z.number().int() }),
      accounts: z.array(AccountAnswer),
    }),
  ),
});

/** What was asked for, paid, shared and claimed in a period, one section a currency; amounts in the smallest unit. */
export type StatementOfAccount = z.infer<typeof StatementAnswer>;
type Account = z.infer<typeof AccountAnswer>;
type Entry = z.infer<typeof EntryAnswer>;

/** Days are YYYY-MM-DD, both included. @throws RefusedError NOT_FOUND for an organization that is not the caller's */
export async function readStatementOfAccount(
  api: GraphqlClient,
  request: { readonly organization: OrganizationId; readonly from: string; readonly to: string },
): Promise<StatementOfAccount> {
  const { statementOfAccount } = await api.request({
    query: `query ($organization: ID!, $from: String!, $to: String!) {
      statementOfAccount(organization: $organization, from: $from, to: $to) {
        from to sections { currency { symbol decimals } accounts { kind opening closing
          entries { day isDayKnown kind number party { slug name { en zh } } amount balance } } }
      }
    }`,
    variables: { ...request },
    answer: z.object({ statementOfAccount: StatementAnswer }),
  });
  return statementOfAccount;
}

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  en: ['Account', 'Currency', 'Day', 'Entry', 'Number', 'With', 'Increase', 'Decrease', 'Balance', 'Note'],
  zh: ['账目', '币种', '日期', '事项', '编号', '对方', '增加', '减少', '余额', '备注'],
};
/** As a table for accounting: CSV (RFC 4180), each account from its opening to its closing balance. */
export function statementTable({ from, to, sections }: StatementOfAccount, language: Language): string {
  const rows = sections.flatMap(({ currency, accounts }) =>
    accounts.flatMap((account) => accountRows(account, { currency, from, to, language })),
  );
  return csvOf([HEAD[language], ...rows]);
}

interface RowOptions {
  readonly currency: Currency;
  readonly from: string;
  readonly to: string;
  readonly language: Language;
}

function accountRows({ kind, opening, entries, closing }: Account, options: RowOptions): string[][] {
  const { currency, from, to, language } = options;
  const head = [ACCOUNT_NAMES[kind][language], currency.symbol];
  const balance = (day: string, name: BilingualText, amount: bigint) => [
    ...head,
    ...[day, name[language], '', '', '', '', signed(amount, currency), ''],
  ];
  return [
    balance(from, OPENING_BALANCE, opening),
    ...entries.map((entry) => [...head, ...entryCells(entry, options)]),
    balance(to, CLOSING_BALANCE, closing),
  ];
}

function entryCells(entry: Entry, { currency, language }: RowOptions): string[] {
  const { day, isDayKnown, kind, number, party, amount, balance } = entry;
  const other = language === 'en' ? party?.name.zh : party?.name.en;
  const name = party === null ? '' : (party.name[language] ?? other ?? party.slug);
  const note = isDayKnown ? '' : DAY_OF_ORDER[language];
  const moved = signed(amount < 0n ? -amount : amount, currency);
  const sides = amount < 0n ? ['', moved] : [moved, ''];
  return [day, ENTRY_NAMES[kind][language], number ?? '', name, ...sides, signed(balance, currency), note];
}

/** Without the currency's symbol; below nothing in brackets, because a cell that begins with a minus may be taken for a formula. */
function signed(amount: bigint, currency: Currency): string {
  const [digits = ''] = formatMoney(amount < 0n ? -amount : amount, currency).split(' ');
  return amount < 0n ? `(${digits})` : digits;
}

/** `Invoices EUR: 100.00 → 250.00`, one line an account. */
export function balanceLines({ sections }: StatementOfAccount, language: Language): string[] {
  return sections.flatMap(({ currency, accounts }) =>
    accounts.map(
      ({ kind, opening, closing }) =>
        `${ACCOUNT_NAMES[kind][language]} ${currency.symbol}: ${signed(opening, currency)} → ${signed(closing, currency)}`,
    ),
  );
}
