import { creditorReferenceOf } from '@lanran/protocol/billing/creditor-reference';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Invoice, InvoiceLine } from '../../billing/domain/invoice.ts';
import { amountText, dayText, same } from './bilingual.ts';
import { accountRows, type BillingParty, partyOf } from './billing-party.ts';
import { type InvoiceFacts, sumOf } from './invoice-facts.ts';
import { lineTable, windowFacts, windowRows } from './invoice-lines.ts';
import { letterheadOf } from './letterhead.ts';
import { shareNumberOf } from './paper-numbers.ts';
import type { Paper, PaperAmount } from './paper.ts';

export interface ShareFacts extends Omit<InvoiceFacts, 'buyer'> {
  readonly community: BillingParty;
}

/** Paid lines of which the community has a part. */
export function sharedLines(
  { lines }: Pick<Invoice, 'lines'>,
  { id }: Pick<BillingParty, 'id'>,
): InvoiceLine[] {
  return lines.filter(
    ({ state, isPaid, community, parts }) =>
      community === id && parts.community > 0n && state !== 'CANCELED' && (isPaid || state === 'LICENSED'),
  );
}

/** What a holder owes to a community of the lines of an invoice that were paid. */
export function shareNotice({ invoice, seller, community, communities, publicUrl }: ShareFacts): Paper {
  const { currency } = invoice;
  const lines = sharedLines(invoice, community);
  const number = shareNumberOf(invoice.id, community.id);
  return {
    ...letterheadOf(seller),
    title: { en: 'Notice of community shares', zh: '社区分成通知' },
    numberName: { en: 'Notice number', zh: '通知编号' },
    number,
    stamp: stampOf(lines),
    subject: {
      en: `Shares of ${lines.length} ${lines.length === 1 ? 'license' : 'licenses'}`,
      zh: `${lines.length}项许可的分成`,
    },
    lead: {
      en: 'The holder was paid for the licenses below and owes the community its part of each price. The council confirms what arrived.',
      zh: '持有机构已收到以下许可的价款，应将其中社区分成转付社区。到账后由社区议事会确认。',
    },
    parties: [
      partyOf({ en: 'Owed by', zh: '应付方' }, seller),
      partyOf({ en: 'Owed to', zh: '应收方' }, community),
    ],
    facts: [
      { name: { en: 'Of invoice', zh: '所属通知书' }, value: same(invoice.number), isStrong: true },
      { name: { en: 'Invoice date', zh: '通知书日期' }, value: dayText(invoice.issuedOn) },
      ...windowFacts(lines),
    ],
    rows: windowRows(lines),
    table: lineTable({
      ...{ lines, communities, currency },
      amountOf: ({ parts }) => parts.community,
      amountName: { en: `Share, ${currency.symbol}`, zh: '分成' },
      withShares: false,
    }),
    amounts: amountsOf(lines, currency),
    payment: {
      title: { en: 'Account of the community', zh: '社区收款账户' },
      rows: accountRows(community, creditorReferenceOf(number)),
      code: null,
    },
    lists: [],
    check: {
      address: new URL(`/orders/${invoice.id}`, publicUrl).href,
      short: `${publicUrl.host}/check/${invoice.number}`,
      note: { en: 'The order, for its parties:', zh: '订单（供当事方查看）：' },
    },
    details: [{ name: { en: 'Invoice id', zh: '通知书标识' }, value: same(invoice.id), isCode: true }],
    note: {
      en: 'The parts are those that the contract computed from the terms of each license.',
      zh: '分成按每项许可的条款由合约计算。',
    },
    issuedAt: `${formatDay(invoice.issuedOn)}T00:00:00.000Z`,
  };
}

function stampOf(lines: readonly InvoiceLine[]): BilingualText | null {
  return lines.every(({ isShared, state }) => isShared || state === 'LICENSED')
    ? { en: 'RECEIVED', zh: '已收讫' }
    : null;
}

function amountsOf(lines: readonly InvoiceLine[], currency: Invoice['currency']): PaperAmount[] {
  const all = sumOf(lines, ({ parts }) => parts.community);
  const received = sumOf(
    lines.filter(({ isShared, state }) => isShared || state === 'LICENSED'),
    ({ parts }) => parts.community,
  );
  const total = {
    name: { en: 'Total share', zh: '分成合计' },
    amount: amountText(all, currency),
    isSum: true,
  };
  if (received === 0n) return [total];
  return [
    total,
    { name: { en: 'Received', zh: '已收到' }, amount: `− ${amountText(received, currency)}` },
    { name: { en: 'Still owed', zh: '尚应付' }, amount: amountText(all - received, currency), isSum: true },
  ];
}
