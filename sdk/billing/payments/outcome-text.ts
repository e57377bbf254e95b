import { csvOf } from '@lanran/protocol/kernel/csv';
import type { BilingualText, Language } from '@lanran/protocol/kernel/language';
import { type Currency, formatMoney } from '@lanran/protocol/kernel/money';
import { fillIn } from '@lanran/protocol/messages/template';
import type { BankEntry } from '../bank-statement/statement.ts';
import type { PaymentMatch, PaymentMatches, PaymentOutcome, UnmatchedEntry } from './payment-match.ts';

/** `{open}` is what was asked for, `{received}` what came. */
const OUTCOMES: Readonly<Record<PaymentOutcome, BilingualText>> = {
  EXACT: { en: 'Fits: {received}', zh: '相符：{received}' },
  SEVERAL: { en: 'Fits: {count} entries, {received} together', zh: '相符：{count} 笔合计 {received}' },
  LINES: { en: 'Fits {lines} of {all} lines: {received}', zh: '与 {all} 行中的 {lines} 行相符：{received}' },
  TOO_LITTLE: {
    en: 'Too little: {received} of {open}, {difference} missing',
    zh: '少付：应付 {open}，实收 {received}，差 {difference}',
  },
  TOO_MUCH: {
    en: 'Too much: {received} for {open}, {difference} over',
    zh: '多付：应付 {open}，实收 {received}，多 {difference}',
  },
  OTHER_CURRENCY: {
    en: 'In another currency: {received} for {open}',
    zh: '币种不符：应付 {open}，实收 {received}',
  },
  PAID_BEFORE: { en: 'Paid before: {received} came once more', zh: '此前已付清，又收到 {received}' },
  CANCELED: { en: 'The order was canceled; {received} came', zh: '订单已取消，仍收到 {received}' },
};
const BY_AMOUNT: BilingualText = {
  en: '{outcome}. By amount and payer only: compare it',
  zh: '{outcome}。仅凭金额和付款方推测，请核对',
};
const NO_INVOICE: BilingualText = { en: 'Of no invoice', zh: '没有对应的通知书' };
const NEAREST: BilingualText = {
  en: 'Of no invoice; nearest: {number} of {payer}, {open}',
  zh: '没有对应的通知书；最接近：{payer}的 {number}，{open}',
};
const RETURNED: BilingualText = { en: 'Went back; it named {number}', zh: '已退回；所注编号 {number}' };

/** How an amount is written. */
type Writing = (units: bigint, currency: Currency) => string;

/** What is said of an invoice by what came for it. */
export function outcomeText(match: PaymentMatch, write: Writing = formatMoney): BilingualText {
  const { invoice, entries, outcome, by, receivedUnits: received, orderIds } = match;
  const { openUnits: open, currency, lines } = invoice;
  const of = (units: bigint) => write(units, currency);
  const text = fillIn(OUTCOMES[outcome], {
    open: of(open),
    received:
      outcome === 'OTHER_CURRENCY'
        ? entries.map((entry) => entryAmount(entry, write)).join(', ')
        : of(received),
    difference: of(received > open ? received - open : open - received),
    count: String(entries.length),
    lines: String(orderIds.length),
    all: String(lines.length),
  });
  if (by !== 'AMOUNT') return text;
  return {
    en: fillIn(BY_AMOUNT, { outcome: text.en }).en,
    zh: fillIn(BY_AMOUNT, { outcome: text.zh }).zh,
  };
}

export function unmatchedText(
  { nearest, isReturned }: UnmatchedEntry,
  write: Writing = formatMoney,
): BilingualText {
  if (nearest === null) return NO_INVOICE;
  const { number, licenseeName: payer, openUnits, currency } = nearest;
  const template = isReturned ? RETURNED : NEAREST;
  const valuesFor = (name: string) => ({ number, payer: name, open: write(openUnits, currency) });
  return {
    en: fillIn(template, valuesFor(payer.en)).en,
    zh: fillIn(template, valuesFor(payer.zh)).zh,
  };
}

/** Decimals by what the statement's reader took, which keeps no more than the currency has. */
export function entryAmount({ amount, currency, decimals }: BankEntry, write: Writing = formatMoney): string {
  return write(amount, { symbol: currency, decimals });
}

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  en: ['Line', 'Booked on', 'Amount', 'Currency', 'Payer', 'Purpose', 'Invoice', 'Result', 'Confirmed'],
  zh: ['行号', '入账日期', '金额', '币种', '付款方', '摘要', '付款通知书', '核对结果', '已确认'],
};

/** What became of each entry that came in, as CSV (RFC 4180), in the order of the statement. */
export function outcomeTable(
  { matches, unmatched }: Pick<PaymentMatches, 'matches' | 'unmatched'>,
  { language, confirmed }: { readonly language: Language; readonly confirmed: ReadonlySet<string> },
): string {
  const rows = [
    ...matches.flatMap((match) => {
      const isConfirmed = match.orderIds.length > 0 && match.orderIds.every((id) => confirmed.has(id));
      const said = [match.invoice.number, outcomeText(match)[language], YES[language][isConfirmed ? 0 : 1]];
      return match.entries.map((entry) => ({ entry, said }));
    }),
    ...unmatched.map((each) => ({
      entry: each.entry,
      said: ['', unmatchedText(each)[language], YES[language][1]],
    })),
  ];
  rows.sort((left, right) => left.entry.line - right.entry.line);
  return csvOf([HEAD[language], ...rows.map(({ entry, said }) => [...cellsOf(entry), ...said])]);
}

const YES: Readonly<Record<Language, readonly [string, string]>> = { en: ['yes', 'no'], zh: ['是', '否'] };

function cellsOf(entry: BankEntry): string[] {
  const [amount = ''] = entryAmount(entry).split(' ');
  const { line, bookedOn, currency, counterparty, texts } = entry;
  return [String(line), bookedOn, amount, currency, counterparty ?? '', texts.join(' · ')];
}
