import { describe, expect, it } from 'vitest';
import { creditNotePaper } from '../../../api/papers/domain/credit-note.ts';
import { invoicePaper, type InvoicePaperFacts } from '../../../api/papers/domain/invoice-paper.ts';
import { creditNoteNumberOf, shareNumberOf } from '../../../api/papers/domain/paper-numbers.ts';
import type { Paper } from '../../../api/papers/domain/paper.ts';
import { shareNotice } from '../../../api/papers/domain/share-notice.ts';
import {
  buildBuyer,
  buildChineseSeller,
  buildInvoice,
  buildInvoiceFacts,
  buildSeller,
  LANGDE,
  linesOf,
  XIJIANG,
} from './build-invoice.ts';

const CANCELED = { state: 'CANCELED', canceledAt: new Date('2026-12-05T00:00:00Z') } as const;

function paperOf(overrides: Partial<InvoicePaperFacts> = {}): Paper {
  return invoicePaper({ ...buildInvoiceFacts(), electronic: null, creditNote: null, ...overrides });
}

const amounts = ({ amounts: said }: Paper) => said.map(({ name, amount }) => `${name.en}: ${amount}`);
const cells = ({ table }: Paper) => table?.rows.map(({ cells: row }) => row.map((cell) => cell[0])) ?? [];
const valueOf = (paper: Paper, name: string) =>
  [...(paper.facts ?? []), ...paper.rows, ...(paper.payment?.rows ?? [])].find((row) => row.name.en === name)
    ?.value.en;

describe('an invoice', () => {
  it('says what for, whose part is in it, and the tax of the total', () => {
    const paper = paperOf();
    expect(cells(paper)).toEqual([
      ['1', '蜡染涡纹百褶裙', '2027-01-01 – 2027-12-31', '240.00', '1,200.00'],
      ['2', '银饰蝴蝶妈妈纹', '2027-01-01 – 2027-12-31', '242.23', '1,211.11'],
      ['3', '侗族大歌现场影像', '2027-01-01 – 2027-12-31', '244.45', '1,222.22'],
    ]);
    expect(paper.table?.rows.map(({ carried }) => carried)).toEqual([
      '1,200.00 EUR',
      '2,411.11 EUR',
      '3,633.33 EUR',
    ]);
    expect(amounts(paper)).toEqual([
      'Net: 3,053.22 EUR',
      'Tax 19 %: 580.11 EUR',
      'Total: 3,633.33 EUR',
      'included: the part of Xijiang Miao village: 484.45 EUR',
      'included: the part of Langde Shang village: 242.23 EUR',
      'included: the part of the platform operator: 36.33 EUR',
    ]);
  });

  it('names seller and buyer as accountants do, when, and by which numbers', () => {
    const paper = paperOf();
    expect(paper.parties?.map(({ name }) => name)).toEqual([
      'Stiftung Ethnologisches Museum Leipzig',
      'Moumou Pictures SARL',
    ]);
    expect(paper.parties?.[0]?.lines).toContain('增值税号 VAT no. DE136695976');
    expect(valueOf(paper, 'Due on')).toBe('30 December 2026');
    expect(valueOf(paper, 'Purchase order')).toBe('PO-2026-0815');
    expect(valueOf(paper, 'Reference')).toMatch(/^RF\d\d /);
    const written = paperOf({ invoice: buildInvoice({ billTo: 'Film GmbH\nTax 1' }) });
    expect(written.parties?.[1]).toMatchObject({
      name: '某某影业 Moumou Pictures',
      lines: ['Film GmbH', 'Tax 1'],
    });
  });

  it('in euro has the code of the payment; in another currency or without an IBAN none', () => {
    expect(paperOf().payment?.code?.text).toMatch(
      /^BCD\n002\n1\nSCT\nCOBADEFFXXX\n.*\nDE89370400440532013000\nEUR3633\.33\n\nRF/,
    );
    const currency = { ...buildInvoice().currency, symbol: 'CNY' };
    expect(paperOf({ invoice: buildInvoice({ currency }) }).payment?.code).toBeNull();
    expect(paperOf({ seller: buildChineseSeller() }).payment?.code).toBeNull();
  });

  it('says where to pay as an account, in own words, or that it is not stated', () => {
    expect(valueOf(paperOf(), 'IBAN')).toBe('DE89 3704 0044 0532 0130 00');
    expect(valueOf(paperOf({ seller: buildChineseSeller() }), 'Account no.')).toBe('6222 0000 0000 0101');
    const told = buildSeller({ billing: null, bankDetails: 'Bank 1\n6222' });
    expect(valueOf(paperOf({ seller: told }), 'Bank details')).toBe('Bank 1\n6222');
    const silent = buildSeller({ billing: null });
    expect(valueOf(paperOf({ seller: silent }), 'Bank details')).toMatch(/ask before you pay/);
  });

  it('takes off what was credited and paid, and asks for the rest', () => {
    const [one, two, three] = linesOf(3);
    if (one === undefined || two === undefined || three === undefined) throw new Error('There are three.');
    const invoice = buildInvoice({ lines: [{ ...one, isPaid: true }, { ...two, ...CANCELED }, three] });
    const creditNote = creditNoteNumberOf(invoice);
    const paper = paperOf({ invoice, creditNote });
    expect(amounts(paper).slice(-3)).toEqual([
      `Credited by credit note ${creditNote}: − 1,211.11 EUR`,
      'Paid: − 1,200.00 EUR',
      'To pay: 1,222.22 EUR',
    ]);
    expect(paper.payment?.code?.text).toContain('EUR1222.22');
    expect(paper.table?.rows.map(({ isStruck }) => isStruck)).toEqual([false, true, false]);
  });

  it('says what it is: paid, canceled, or not ordered yet', () => {
    const stampOf = (change: object) =>
      paperOf({ invoice: buildInvoice({ lines: linesOf(2).map((line) => ({ ...line, ...change })) }) }).stamp
        ?.en;
    expect(stampOf({})).toBeUndefined();
    expect(stampOf({ isPaid: true })).toBe('PAID');
    expect(stampOf(CANCELED)).toBe('CANCELED');
    expect(stampOf({ state: 'PLACING' })).toBe('DRAFT');
  });

  it('is no tax invoice, but where its data is that of one', () => {
    expect(paperOf().title.zh).toBe('付款通知书');
    expect(paperOf().note.zh).toContain('不作为税务发票');
    const paper = paperOf({ electronic: { xml: '<x/>', obstacle: null } });
    expect(paper.title).toEqual({ en: 'Invoice', zh: '商业发票' });
    const obstacle = { en: 'None: why', zh: '无' };
    expect(paperOf({ electronic: { xml: null, obstacle } }).details.at(-1)?.value).toBe(obstacle);
  });

  it('of lines with several windows says each beside its asset', () => {
    const [one, two] = linesOf(2);
    if (one === undefined || two === undefined) throw new Error('There are two.');
    const other = { ...two, terms: { ...two.terms, wish: { ...two.terms.wish, exclusive: true } } };
    const paper = paperOf({ invoice: buildInvoice({ lines: [one, other] }) });
    expect(paper.table?.rows[1]?.cells[2]).toEqual([
      '独占；网络视频；全球（美国除外）',
      'exclusive; Streaming; The whole world except the United States',
      '2027-01-01 – 2027-12-31',
    ]);
    expect(valueOf(paper, 'Use')).toBeUndefined();
  });
});

describe('a credit note', () => {
  it('has the canceled lines, its own number, and the invoice that it is of', () => {
    const lines = linesOf(3).map((line, at) => (at === 2 ? line : { ...line, ...CANCELED }));
    const invoice = buildInvoice({ lines });
    const paper = creditNotePaper(buildInvoiceFacts({ invoice }), null);
    expect(paper.number).toBe(creditNoteNumberOf(invoice));
    expect(cells(paper).map((row) => row.at(-1))).toEqual(['1,200.00', '1,211.11']);
    expect(amounts(paper).at(-1)).toBe('Total credit: 2,411.11 EUR');
    expect(valueOf(paper, 'Of invoice')).toBe(invoice.number);
    expect(valueOf(paper, 'Date')).toBe('5 December 2026');
    const fewer = buildInvoice({
      lines: lines.map((line, at) => (at === 0 ? line : { ...line, state: 'ORDERED' as const })),
    });
    expect(creditNoteNumberOf(fewer)).not.toBe(paper.number);
  });
});

describe('a notice of community shares', () => {
  it('has the paid lines of the community, their sum, its account and its own reference', () => {
    const lines = linesOf(4).map((line, at) => ({ ...line, isPaid: at !== 2, isShared: at === 3 }));
    const community = buildBuyer({ id: XIJIANG, billing: null, bankDetails: 'Village bank\n0102' });
    const paper = shareNotice({ ...buildInvoiceFacts({ invoice: buildInvoice({ lines }) }), community });
    expect(cells(paper).map((row) => row.at(-1))).toEqual(['240.00', '246.67']);
    expect(amounts(paper)).toEqual([
      'Total share: 486.67 EUR',
      'Received: − 246.67 EUR',
      'Still owed: 240.00 EUR',
    ]);
    expect(valueOf(paper, 'Bank details')).toBe('Village bank\n0102');
    expect(paper.number).toBe(shareNumberOf(buildInvoice().id, XIJIANG));
    expect(paper.number).not.toBe(shareNumberOf(buildInvoice().id, LANGDE));
    expect(valueOf(paper, 'Reference')?.replaceAll(' ', '').slice(4)).toBe(paper.number.replace('-', ''));
  });
});
