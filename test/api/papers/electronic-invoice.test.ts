import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { creditNoteData } from '../../../api/papers/domain/credit-note.ts';
import { electronicInvoice } from '../../../api/papers/domain/electronic-invoice.ts';
import { type InvoiceFacts, taxesOf } from '../../../api/papers/domain/invoice-facts.ts';
import { buildTerms } from '../../support/build-terms.ts';
import {
  buildBuyer,
  buildChineseSeller,
  buildInvoice,
  buildInvoiceFacts,
  buildLine,
  buildSeller,
  linesOf,
} from './build-invoice.ts';

function outcomeOf(facts: InvoiceFacts) {
  const { number, issuedOn, lines } = facts.invoice;
  return electronicInvoice(facts, {
    ...{ type: '380', number, issuedOn, lines, taxes: taxesOf(facts.invoice), precedes: null },
  });
}

/** Texts by the name of their element, in the order of the document. @throws where it is no XML */
function textsIn(xml: string): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  const open: { name: string; text: string }[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => open.push({ name, text: '' }));
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on('closetag', () => {
    const { name, text } = open.pop() ?? { name: '', text: '' };
    texts.set(name, [...(texts.get(name) ?? []), text]);
  });
  parser.write(xml).close();
  return texts;
}

const dataOf = (facts: InvoiceFacts) => textsIn(outcomeOf(facts)?.xml ?? expect.fail('It has no data.'));
const obstacleOf = (facts: InvoiceFacts) => outcomeOf(facts)?.obstacle?.en;

describe('EN 16931 data of an invoice', () => {
  it('says who, what, how much, by when and where, with sums that hold', () => {
    const data = dataOf(buildInvoiceFacts());
    const one = (name: string) => data.get(`ram:${name}`)?.[0];
    expect(one('LineTotalAmount')).toBe('1008.40');
    expect(data.get('ram:LineTotalAmount')?.at(-1)).toBe('3053.22');
    expect(one('TaxTotalAmount')).toBe('580.11');
    expect(one('GrandTotalAmount')).toBe('3633.33');
    expect(one('DuePayableAmount')).toBe('3633.33');
    expect(one('CategoryCode')).toBe('S');
    expect(one('PaymentReference')).toBe(buildInvoice().reference);
    expect(one('IBANID')).toBe('DE89370400440532013000');
    expect(data.get('ram:TypeCode')).toEqual(['380', 'VAT', 'VAT', 'VAT', '58', 'VAT']);
    expect(data.get('udt:DateTimeString')?.at(-1)).toBe('20261230');
    expect(data.get('ram:IssuerAssignedID')).toEqual(['PO-2026-0815']);
    expect(outcomeOf(buildInvoiceFacts())?.xml).not.toMatch(/<[^>]+\/>|<([^ >]+)[^>]*>\s*<\/\1>/);
  });

  it('is XML with any title, name and number', () => {
    const hostile = { zh: '</ram:Name><x>&"\u0007]]>', en: '=HYPERLINK("x") <b> &amp; \u05d0\u0627' };
    const data = dataOf(
      buildInvoiceFacts({
        seller: buildSeller({ name: hostile, billing: buildSeller().billing }),
        invoice: buildInvoice({
          ...{ purchaseOrder: '<PO>&', billTo: 'A & B\n</ram:Content>' },
          lines: [buildLine(0, { title: hostile, identifier: '<1>&' })],
        }),
      }),
    );
    expect(data.get('ram:Name')?.[0]).toBe('</ram:Name><x>&"]]> =HYPERLINK("x") <b> &amp; \u05d0\u0627');
    expect(data.get('ram:IssuerAssignedID')).toEqual(['<PO>&']);
  });

  it('without tax names a reason; where none is stated, no VAT numbers either', () => {
    const exempt = dataOf(buildInvoiceFacts({ invoice: buildInvoice({ taxRateBps: 0 }) }));
    expect(exempt.get('ram:CategoryCode')?.at(-1)).toBe('E');
    expect(exempt.get('ram:ExemptionReason')).toHaveLength(1);
    const xml = outcomeOf(buildInvoiceFacts({ invoice: buildInvoice({ taxRateBps: null }) }))?.xml ?? '';
    expect(textsIn(xml).get('ram:CategoryCode')?.at(-1)).toBe('O');
    expect(xml).not.toContain('schemeID="VA"');
  });

  it('of a credit note names the invoice, and the canceled lines alone', () => {
    const lines = linesOf(3).map((line, at) =>
      at === 1 ? { ...line, state: 'CANCELED' as const, canceledAt: new Date('2026-12-05T00:00:00Z') } : line,
    );
    const facts = buildInvoiceFacts({ invoice: buildInvoice({ lines }) });
    const note = creditNoteData(facts);
    const data = textsIn(electronicInvoice(facts, note)?.xml ?? '');
    expect(data.get('ram:TypeCode')?.[0]).toBe('381');
    expect(data.get('ram:LineID')).toEqual(['1']);
    expect(data.get('ram:DuePayableAmount')).toEqual(['1211.11']);
    expect(data.get('ram:IssuerAssignedID')?.at(-1)).toBe(facts.invoice.number);
    expect(data.get('qdt:DateTimeString')).toEqual(['20261130']);
    expect(data.get('ram:ID')?.[1]).toBe(note.number);
    expect(note.number).not.toBe(facts.invoice.number);
  });

  it('is for sellers in the European Union', () => {
    expect(outcomeOf(buildInvoiceFacts({ seller: buildChineseSeller() }))).toBeNull();
    expect(outcomeOf(buildInvoiceFacts({ seller: buildSeller({ billing: null }) }))).toBeNull();
  });

  it('is not made where something is missing, and the paper says what', () => {
    const token = buildTerms().token;
    expect(obstacleOf(buildInvoiceFacts({ buyer: buildBuyer({ billing: null }) }))).toMatch(
      /buyer has no address/,
    );
    const { billing } = buildSeller();
    const unregistered = billing === null ? null : { ...billing, vatId: null, taxNumber: null };
    expect(obstacleOf(buildInvoiceFacts({ seller: buildSeller({ billing: unregistered }) }))).toMatch(
      /neither VAT number nor tax number/,
    );
    const currency = { symbol: 'TCNY', decimals: 2, address: token };
    expect(obstacleOf(buildInvoiceFacts({ invoice: buildInvoice({ currency }) }))).toMatch(
      /TCNY is no currency/,
    );
    expect(obstacleOf(buildInvoiceFacts({ invoice: buildInvoice({ taxAmount: 1_00n }) }))).toMatch(
      /not that of its rate/,
    );
  });
});
