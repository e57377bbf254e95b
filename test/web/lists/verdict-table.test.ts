import { describe, expect, it } from 'vitest';
import type { ShownItem, Verdict } from '../../../web/features/lists/model/documents.ts';
import {
  countsOf,
  csvOfRows,
  licenseAddress,
  rowsOf,
  type TableWords,
  totalsOf,
} from '../../../web/features/lists/model/verdict-table.ts';

const ITEM: ShownItem = {
  note: '=SUM(A1)',
  asset: {
    id: '0x01',
    identifier: null,
    kind: 'PATTERN',
    fileCount: 1,
    totalBytes: '1000',
    title: { en: 'Butterfly, "mother"', zh: '蝴蝶妈妈' },
    cover: null,
    holder: { id: '0xa', slug: 'museum', name: { en: 'Museum', zh: null } },
    community: null,
  },
};
const FREE: Verdict = {
  assetId: '0x01',
  outcome: 'FREE',
  offerId: '1',
  offerEnds: '2028-12-31',
  rights: [],
  price: { amount: '9007199254740993', token: '0x70' },
  reasons: [],
  alternatives: [],
};
const WORDS: TableWords = {
  heads: ['a', 'b'],
  language: 'en',
  outcome: (verdict) => verdict?.outcome ?? '',
  money: (price) => (price === null ? ['', ''] : [price.amount, 'TCNY']),
  alternatives: () => 'other',
  use: ['Streaming', 'China', '2027-01-01', '2027-02-01'],
};

describe('the table of a list', () => {
  it('keeps the order of the list, also of what has no verdict yet', () => {
    const second = { ...ITEM, asset: { ...ITEM.asset, id: '0x02' } };
    const rows = rowsOf([second, ITEM], [FREE]);
    expect(rows.map(({ verdict }) => verdict?.outcome ?? null)).toEqual([null, 'FREE']);
  });

  it('adds up what is free, exactly and by token', () => {
    const rowOf = (verdict: Partial<Verdict>) => ({ item: ITEM, verdict: { ...FREE, ...verdict } });
    const rows = [
      rowOf({}),
      rowOf({ price: { amount: '2', token: '0x70' } }),
      rowOf({ price: { amount: '5', token: '0x00' } }),
      rowOf({ outcome: 'REFUSED' }),
      { item: ITEM, verdict: null },
    ];
    expect(totalsOf(rows)).toEqual([
      { token: '0x70', amount: '9007199254740995' },
      { token: '0x00', amount: '5' },
    ]);
  });

  it('writes quotes doubled, and what a spreadsheet would run as text', () => {
    const csv = csvOfRows(rowsOf([ITEM], [FREE]), WORDS);
    expect(csv).toBe(
      `\uFEFFa,b\r\n0x01,"Butterfly, ""mother""",Museum,,'=SUM(A1),FREE,9007199254740993,TCNY,,other,Streaming,China,2027-01-01,2027-02-01\r\n`,
    );
  });

  it('says of what one has neither a reason nor an alternative, and counts it apart', () => {
    const reason = { code: 'ALREADY_LICENSED', subject: '17', en: 'You have it.', zh: '已有。' } as const;
    const refused = { ...FREE, outcome: 'REFUSED', price: null } as const;
    const owned: Verdict = { ...refused, reasons: [reason] };
    const rows = [FREE, owned, refused].map((verdict) => ({ item: ITEM, verdict }));
    expect(countsOf(rows)).toEqual({ free: 1, owned: 1, rest: 1 });
    const [, , ownedLine = '', refusedLine = ''] = csvOfRows(rows, WORDS).split('\r\n');
    expect(ownedLine).toContain('REFUSED,,,,,Streaming');
    expect(refusedLine).toContain('REFUSED,,,,other,Streaming');
  });

  it('leads to the license form with the use filled in', () => {
    const use = { media: ['STREAMING'], territories: ['CN'], from: '2027-01-01', to: '2027-02-01' } as const;
    expect(licenseAddress('0x01', null)).toBe('/assets/0x01/license');
    expect(licenseAddress('0x01', { ...use, isExclusive: true })).toBe(
      '/assets/0x01/license?media=STREAMING&territories=CN&from=2027-01-01&to=2027-02-01&exclusive=1',
    );
  });
});
