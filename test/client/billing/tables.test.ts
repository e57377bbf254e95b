import { expect, it } from 'vitest';
import { matchPayments } from '../../../sdk/billing/payments/match-payments.ts';
import { outcomeTable } from '../../../sdk/billing/payments/outcome-text.ts';
import { statementTable } from '../../../sdk/billing/statement-of-account.ts';
import { buildEntry, buildInvoice } from './payments.ts';

const rowsOf = (table: string) => table.replace('\uFEFF', '').trimEnd().split('\r\n');

it('writes what became of each entry, and no formula', () => {
  const invoice = buildInvoice(1);
  const found = matchPayments(
    [
      buildEntry({ line: 3, counterparty: '=HYPERLINK("http://x")', amount: 5n }),
      buildEntry({ line: 2, texts: [invoice.number] }),
    ],
    [invoice],
  );
  const confirmed = new Set(invoice.lines.map(({ orderId }) => orderId as string));
  const rows = rowsOf(outcomeTable(found, { language: 'en', confirmed }));
  expect(rows[1]).toBe(`2,2027-03-01,300,EUR,,${invoice.number},${invoice.number},Fits: 300 EUR,yes`);
  expect(rows[2]).toContain(`3,2027-03-01,0.05,EUR,"'=HYPERLINK(""http://x"")"`);
  expect(rows[2]).toMatch(/Of no invoice.*,no$/);
});

it('writes an account from its opening to its closing balance, without a cell that begins with a minus', () => {
  const entry = {
    ...{ day: '2027-02-01', isDayKnown: false, kind: 'PAYMENT' as const, number: '7K3QM-9XT2V' },
    ...{ party: { slug: 'studio', name: { zh: '影业' } }, amount: -300_00n, balance: -100_00n },
  };
  const account = { kind: 'INVOICES' as const, opening: 200_00n, entries: [entry], closing: -100_00n };
  const sections = [{ currency: { symbol: 'EUR', decimals: 2 }, accounts: [account] }];
  expect(rowsOf(statementTable({ from: '2027-01-01', to: '2027-12-31', sections }, 'zh')).slice(1)).toEqual([
    '应收款,EUR,2027-01-01,期初余额,,,,,200,',
    '应收款,EUR,2027-02-01,确认收款,7K3QM-9XT2V,影业,,300,(100),按下单日期；确认时未记日期',
    '应收款,EUR,2027-12-31,期末余额,,,,,(100),',
  ]);
});
