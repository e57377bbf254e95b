import { describe, expect, it } from 'vitest';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { readBankStatement } from '../../../sdk/billing/bank-statement/read-bank-statement.ts';
import { BankStatementError, type StatementOptions } from '../../../sdk/billing/bank-statement/statement.ts';

const camt = (entries: string, { version = '08', account = 'DE02120300000000202051' } = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>${account}</IBAN></Id></Acct>
${entries}
</Stmt></BkToCstmrStmt></Document>`;

const ntry = ({
  amount = '1200.00',
  currency = 'EUR',
  direction = 'CRDT',
  details = '',
  status = '<Cd>BOOK</Cd>',
} = {}) =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>2027-03-01</Dt></BookgDt><NtryDtls>${details}</NtryDtls></Ntry>`;

const tx = (amount: string, reference: string, name: string) =>
  `<TxDtls><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>`;

const mt940 = (lines: string, account = '12030000/202051') => `:20:STARTUMSE
:25:${account}
:28C:00001/001
:60F:C270228EUR1000,00
${lines}
:62F:C270302EUR2200,00
-
`;

function failure(text: string | Uint8Array, options?: StatementOptions): BankStatementError {
  try {
    readBankStatement(typeof text === 'string' ? utf8(text) : text, options);
  } catch (error) {
    if (error instanceof BankStatementError) return error;
    throw error;
  }
  throw new Error('it was read');
}

const read = (text: string, options?: StatementOptions) => readBankStatement(utf8(text), options);

describe('CAMT.053', () => {
  it.each(['02', '04', '08', '12'])('reads version %s', (version) => {
    const { format, account, entries } = read(
      camt(ntry({ details: tx('1200.00', 'RF18ABC', '青蓝影业') }), { version }),
    );
    expect({ format, account, entries }).toEqual({
      format: 'CAMT.053',
      account: 'DE02120300000000202051',
      entries: [
        {
          line: 4,
          bookedOn: '2027-03-01',
          amount: 120_000n,
          currency: 'EUR',
          decimals: 2,
          isCredit: true,
          isReversal: false,
          texts: ['RF18ABC'],
          counterparty: '青蓝影业',
        },
      ],
    });
  });

  it('tells a collective entry in its parts where they add up to it', () => {
    const parts = tx('700.00', 'RF01', 'A') + tx('500.00', 'RF02', 'B');
    const { entries } = read(camt(ntry({ details: parts }) + ntry({ amount: '1300.00', details: parts })));
    expect(entries.map(({ amount, texts }) => [amount, texts])).toEqual([
      [70_000n, ['RF01']],
      [50_000n, ['RF02']],
      [130_000n, ['RF01', 'RF02']],
    ]);
  });

  it('reads prefixed names, old states and reversals', () => {
    const entry = ntry({ status: 'BOOK', direction: 'DBIT' }).replace(
      '</CdtDbtInd>',
      '</CdtDbtInd><RvslInd>true</RvslInd>',
    );
    const text = camt(entry)
      .replace(/<(\/?)(?=[A-Z])/g, '<$1c:')
      .replace('xmlns=', 'xmlns:c=');
    expect(read(text).entries).toMatchObject([{ isCredit: false, isReversal: true }]);
  });

  it('leaves out what is not booked yet, and says so', () => {
    expect(read(camt(ntry({ status: '<Cd>PDNG</Cd>' })))).toMatchObject({
      entries: [],
      problems: [{ line: 4, code: 'NOT_BOOKED' }],
    });
  });

  it.each([
    ['truncated', camt(ntry()).slice(0, -40), 'XML_BROKEN'],
    [
      'with a DOCTYPE',
      camt(ntry()).replace('<Document', '<!DOCTYPE x [<!ENTITY e "e">]><Document'),
      'XML_DOCTYPE',
    ],
    ['with an unknown entity', camt(ntry().replace('1200', '&e;')), 'XML_BROKEN'],
    ['of another message', camt(ntry()).replace('camt.053', 'camt.054'), 'XML_OTHER'],
    ['of an unknown version', camt(ntry(), { version: '14' }), 'XML_OTHER'],
    ['nested without end', `${camt('').slice(0, -40)}${'<a>'.repeat(100)}`, 'XML_BROKEN'],
  ])('refuses XML %s as a whole', (_, text, reason) => {
    expect(failure(text).reason).toBe(reason);
  });

  it('asks which account is meant where there are two', () => {
    const other = camt(ntry({ amount: '5.00' }), { account: 'DE89370400440532013000' });
    const stmt = /<Stmt>[^]*<\/Stmt>/.exec(other)?.[0] ?? '';
    const both = camt(ntry()).replace('</BkToCstmrStmt>', `${stmt}</BkToCstmrStmt>`);
    expect(failure(both).question).toEqual({
      option: 'account',
      choices: ['DE02120300000000202051', 'DE89370400440532013000'],
    });
    expect(read(both, { account: 'DE89 3704 0044 0532 0130 00' }).entries).toMatchObject([{ amount: 500n }]);
  });
});

describe('MT940', () => {
  const structured = `:61:2703010301CR1200,00NTRFNONREF//BANK1
:86:166?00GUTSCHRIFT?20SVWZ+RF187K3QM?219XT2V RECHNUNG?30BYLADEM1001?31DE02?32QINGLAN FILM?33STUDIO`;

  it('reads structured and free information', () => {
    const { entries, account } = read(
      mt940(`${structured}\n:61:2612310102D5,NMSC7K3QM//X\nSUPPLEMENT\n:86:free text\ngoes on`),
    );
    expect(account).toBe('12030000/202051');
    expect(entries).toMatchObject([
      {
        line: 5,
        bookedOn: '2027-03-01',
        amount: 120_000n,
        currency: 'EUR',
        isCredit: true,
        texts: ['BANK1', 'SVWZ+RF187K3QM9XT2V RECHNUNG'],
        counterparty: 'QINGLAN FILMSTUDIO',
      },
      {
        bookedOn: '2027-01-02',
        amount: 500n,
        isCredit: false,
        texts: ['7K3QM', 'X', 'SUPPLEMENT', 'free text goes on'],
      },
    ]);
  });

  it('tells reversals, and leaves out what is announced', () => {
    const { entries, problems } = read(
      mt940(':61:270301RC5,00NTRF\n:61:270301RD6,00NTRF\n:61:270301EC7,00NTRF'),
    );
    expect(entries.map(({ isCredit, isReversal }) => [isCredit, isReversal])).toEqual([
      [false, true],
      [true, true],
    ]);
    expect(problems).toMatchObject([{ code: 'NOT_BOOKED' }]);
  });

  it('asks which of two accounts is meant', () => {
    const both = mt940(structured) + mt940(structured, '99/1');
    expect(failure(both).question).toMatchObject({ option: 'account', choices: ['12030000/202051', '99/1'] });
    expect(read(both, { account: '99/1' }).entries).toHaveLength(1);
    expect(failure(both, { account: '1' }).reason).toBe('NO_SUCH_ACCOUNT');
  });

  it('refuses one that breaks off', () => {
    expect(failure(mt940(structured).split(':62F:')[0] ?? '').reason).toBe('MT940_BROKEN');
  });

  it('says which line is no entry', () => {
    expect(read(mt940(':61:nonsense')).problems).toMatchObject([{ line: 5, code: 'NO_ENTRY' }]);
  });
});

describe('CSV', () => {
  it.each([
    ['English', 'Date,Description,Amount,Currency,Name\n2027-03-01,RF18ABC,"1,200.50",EUR,Qinglan', 120_050n],
    [
      'German',
      'Buchungstag;Verwendungszweck;Betrag;Währung;Auftraggeber\n01.03.2027;RF18ABC;1.200,50;EUR;Qinglan',
      120_050n,
    ],
    [
      'French',
      'Date opération;Libellé;Débit;Crédit;Devise;Émetteur\n01/03/2027;RF18ABC;;1 200,50;EUR;Qinglan',
      120_050n,
    ],
    [
      'Chinese',
      '交易日期\t摘要\t借方发生额\t贷方发生额\t币种\t对方户名\n20270301\tRF18ABC\t\t1,200.50\t人民币\tQinglan',
      120_050n,
    ],
  ])('reads %s headers', (_, text, amount) => {
    expect(read(text)).toMatchObject({
      format: 'CSV',
      problems: [],
      entries: [
        {
          line: 2,
          bookedOn: '2027-03-01',
          amount,
          isCredit: true,
          texts: ['RF18ABC'],
          counterparty: 'Qinglan',
        },
      ],
    });
  });

  it.each([
    ['1.234,56', 123_456n, true],
    ['1 234,56', 123_456n, true],
    ["1'234.56", 123_456n, true],
    ['(12.00)', 1_200n, false],
    ['12,00-', 1_200n, false],
    ['−12.5', 1_250n, false],
    ['+12', 1_200n, true],
    ['€ 12.00', 1_200n, true],
    ['12,00 EUR', 1_200n, true],
    ['1,234,567', 123_456_700n, true],
  ])('reads %s', (text, amount, isCredit) => {
    expect(read(`Date;Amount;Currency\n2027-03-01;"${text}";EUR`).entries).toMatchObject([
      { amount, isCredit },
    ]);
  });

  it('takes 1.234 as the other amounts of the table say, and else not at all', () => {
    const rows = 'Date;Amount;Currency\n2027-03-01;1.234;EUR';
    expect(read(rows).problems).toMatchObject([{ line: 2, code: 'AMOUNT_UNCLEAR' }]);
    expect(read(`${rows}\n2027-03-01;5,10;EUR`).entries[0]?.amount).toBe(123_400n);
    expect(read(`${rows}\n2027-03-01;5.10;EUR`).problems).toMatchObject([
      { line: 2, code: 'AMOUNT_DECIMALS' },
    ]);
  });

  it.each([
    ['JPY 12.50', '12.50', 'JPY', 'AMOUNT_DECIMALS'],
    ['10^30', `1${'0'.repeat(30)}`, 'EUR', 'AMOUNT_TOO_LARGE'],
    ['words', 'twelve', 'EUR', 'AMOUNT'],
    ['a formula', '=1+1', 'EUR', 'AMOUNT'],
    ['no currency', '12', 'XYZ', 'CURRENCY'],
  ])('says which line has %s, and reads the others', (_, amount, currency, code) => {
    const { entries, problems } = read(
      `Date,Amount,Currency\n2027-03-01,${amount},${currency}\n2027-03-02,5.00,EUR`,
    );
    expect(problems).toMatchObject([{ line: 2, code }]);
    expect(entries).toMatchObject([{ line: 3 }]);
  });

  it('takes a formula as the text that it is', () => {
    const formula = '=HYPERLINK(""http://x"")';
    const { entries } = read(`Date,Amount,Currency,Purpose\n2027-03-01,5.00,EUR,"${formula}"`);
    expect(entries[0]?.texts).toEqual(['=HYPERLINK("http://x")']);
  });

  it('numbers lines behind a preamble, empty rows and cells of several lines', () => {
    const { entries } = read(
      'Account;1\n\nDate;Amount;Currency;Memo\n2027-03-01;5,00;EUR;"two\nlines"\n2027-03-02;6,00;EUR;x',
    );
    expect(entries.map(({ line }) => line)).toEqual([4, 6]);
  });

  it('reads columns that say debit or credit', () => {
    const { entries } = read('Date,Amount,Dr/Cr,Currency\n2027-03-01,5.00,CR,EUR\n2027-03-01,5.00,DR,EUR');
    expect(entries.map(({ isCredit }) => isCredit)).toEqual([true, false]);
  });

  it('asks for the currency and the order of days where the table leaves them open', () => {
    expect(failure('Date,Amount\n2027-03-01,5.00').question?.option).toBe('currency');
    expect(read('Date,Amount (EUR)\n2027-03-01,5.00').entries).toHaveLength(1);
    const unclear = 'Date,Amount,Currency\n03/04/2027,5.00,EUR';
    expect(failure(unclear).question?.option).toBe('dates');
    expect(read(unclear, { dates: 'MDY' }).entries[0]?.bookedOn).toBe('2027-03-04');
    expect(read(`${unclear}\n13/04/2027,5.00,EUR`).entries[0]?.bookedOn).toBe('2027-04-03');
  });

  it('refuses what is no statement, an open quote, and nothing', () => {
    expect(failure('Title,Price\nx,1').reason).toBe('FORMAT');
    expect(failure('Date,Amount,Currency\n2027-03-01,"5.00,EUR').reason).toBe('CSV_BROKEN');
    expect(failure('').reason).toBe('EMPTY');
  });
});

describe('charsets', () => {
  const table = (name: string) => `Date,Amount,Currency,Name\n2027-03-01,5.00,EUR,${name}\n`;
  const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  /** 青蓝影业 in GBK. */
  const gbk = new Uint8Array([
    ...utf8(table('')).slice(0, -1),
    0xc7,
    0xe0,
    0xc0,
    0xb6,
    0xd3,
    0xb0,
    0xd2,
    0xb5,
    0x0a,
  ]);
  const utf16 = (text: string) =>
    new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (letter) => letter.charCodeAt(0)).buffer);

  it.each([
    ['utf-8', utf8(table('青蓝影业')), '青蓝影业'],
    ['utf-8', utf8(`\uFEFF${table('青蓝影业')}`), '青蓝影业'],
    ['utf-16le', utf16(table('青蓝影业')), '青蓝影业'],
    ['gb18030', gbk, '青蓝影业'],
    ['windows-1252', latin1(table('Müller & Söhne Großfilm')), 'Müller & Söhne Großfilm'],
  ] as const)('says that it took %s', (charset, bytes, name) => {
    const statement = readBankStatement(bytes);
    expect(statement.charset).toBe(charset);
    expect(statement.entries[0]?.counterparty).toBe(name);
  });

  it('refuses UTF-8 with a wrong byte, naming row and byte', () => {
    const bytes = new Uint8Array([...utf8(table('青蓝影业')), 0xff, 0x0a]);
    const at = bytes.length - 1;
    expect(failure(bytes).text.en).toContain(`Row 3 has the byte 0xFF (byte ${at} of the file)`);
  });

  it('refuses what may be two charsets, unless one is said', () => {
    const mixed = new Uint8Array([...gbk, ...latin1('2027-03-01,5.00,EUR,a\xfc b\xfc c\xfc\n')]);
    expect(failure(mixed).reason).toBe('CHARSET_UNCLEAR');
    expect(readBankStatement(mixed, { charset: 'windows-1252' }).entries).toHaveLength(2);
  });

  it('refuses XML that is not in the charset that it declares', () => {
    const bytes = utf8(camt(ntry({ details: tx('1200.00', 'RF', 'X') })));
    bytes[bytes.lastIndexOf(0x58)] = 0xe9;
    expect(failure(bytes).text.en).toMatch(/Row \d+ has the byte/);
    expect(failure(camt(ntry()).replace('UTF-8', 'EBCDIC')).reason).toBe('CHARSET_UNKNOWN');
  });
});
