import {
  ACCOUNT_NAMES,
  CLOSING_BALANCE,
  DAY_OF_ORDER,
  ENTRY_NAMES,
  OPENING_BALANCE,
} from '@lanran/protocol/billing/account-names';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { Account, AccountEntry, StatementOfAccount } from '../../billing/domain/statement-of-account.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { bothNames } from './billing-party.ts';
import { amountText, bothOf, dayText } from './bilingual.ts';
import { type Letterhead, letterheadOf } from './letterhead.ts';
import type { Paper, PaperAmount, PaperColumn, PaperTableRow } from './paper.ts';

export interface AccountFacts {
  readonly statement: StatementOfAccount;
  readonly organization: Letterhead;
  /** Of the other sides. */
  readonly names: ReadonlyMap<OrganizationId, LocalizedText>;
  /** Where the organization sees its sales. */
  readonly address: URL;
}

const COLUMNS: readonly PaperColumn[] = [
  { name: { en: 'Day', zh: '日期' }, share: 0.13 },
  { name: { en: 'Entry', zh: '事项' }, share: 0.2 },
  { name: { en: 'Number', zh: '编号' }, share: 0.15 },
  { name: { en: 'With', zh: '对方' }, share: 0.22 },
  { name: { en: 'Change', zh: '变动' }, share: 0.15, isNumber: true },
  { name: { en: 'Balance', zh: '余额' }, share: 0.15, isNumber: true },
];

/** What was asked for, paid, shared and claimed in a period: each account from its opening to its closing balance. */
export function accountPaper({ statement, organization, names, address }: AccountFacts): Paper {
  const { from, to, sections } = statement;
  const accounts = sections.flatMap((section) =>
    section.accounts.map((account) => ({ account, currency: section.currency })),
  );
  return {
    ...letterheadOf(organization),
    title: { en: 'Statement of account', zh: '对账单' },
    numberName: { en: 'Period', zh: '期间' },
    number: `${formatDay(from)} – ${formatDay(to)}`,
    stamp: null,
    subject: bothOf(organization.name),
    lead:
      accounts.length === 0
        ? {
            en: 'Nothing was asked for, paid or claimed until the last day.',
            zh: '截至期末，没有任何应收、付款或提取。',
          }
        : {
            en: 'As the chain and the platform record orders and confirmations. Nothing is converted: each currency has its own balances.',
            zh: '依据链上及平台所记订单与确认编制。不作汇率折算，各币种分别结算。',
          },
    facts: [
      { name: { en: 'First day', zh: '首日' }, value: dayText(from) },
      { name: { en: 'Last day', zh: '末日' }, value: dayText(to) },
    ],
    rows: [],
    table: {
      columns: COLUMNS,
      rows: accounts.flatMap(({ account, currency }) => rowsOf(account, { currency, statement, names })),
    },
    amounts: accounts.map(({ account, currency }) => closingOf(account, currency)),
    lists: [],
    check: {
      address: address.href,
      short: address.host,
      note: { en: 'The sales, for the organization:', zh: '销售情况（供本机构查看）：' },
    },
    details: [],
    note: {
      en: 'A payment counts on the day its confirmation reached the chain.',
      zh: '付款以其确认上链之日为准。',
    },
    issuedAt: `${formatDay(to)}T00:00:00.000Z`,
  };
}

interface RowOptions extends Pick<AccountFacts, 'statement' | 'names'> {
  readonly currency: Currency;
}

function rowsOf(account: Account, { statement, currency, names }: RowOptions): PaperTableRow[] {
  const name = nameOf(account, currency);
  const balanceRow = (day: number, of: BilingualText, balance: bigint): PaperTableRow => ({
    cells: [[formatDay(day)], [of.zh, of.en], [], [name.zh, name.en], [], [plain(balance, currency)]],
    carried: signed(balance, currency),
  });
  return [
    balanceRow(statement.from, OPENING_BALANCE, account.opening),
    ...account.entries.map((entry) => entryRow(entry, { currency, names })),
    balanceRow(statement.to, CLOSING_BALANCE, account.closing),
  ];
}

function entryRow(
  { day, isDayKnown, kind, number, party, units, balance }: AccountEntry,
  { currency, names }: Pick<RowOptions, 'currency' | 'names'>,
): PaperTableRow {
  const { zh, en } = ENTRY_NAMES[kind];
  const other = party === null ? undefined : names.get(party);
  return {
    cells: [
      [formatDay(day), ...(isDayKnown ? [] : [DAY_OF_ORDER.zh, DAY_OF_ORDER.en])],
      [zh, en],
      [number ?? ''],
      [other === undefined ? '' : bothNames(other)],
      [plain(units, currency)],
      [plain(balance, currency)],
    ],
    carried: signed(balance, currency),
  };
}

function closingOf(account: Account, currency: Currency): PaperAmount {
  const { en, zh } = nameOf(account, currency);
  return {
    name: { en: `${en}: closing balance`, zh: `${zh}：${CLOSING_BALANCE.zh}` },
    amount: signed(account.closing, currency),
    isSum: true,
  };
}

function nameOf({ kind }: Account, { symbol }: Currency): BilingualText {
  const { en, zh } = ACCOUNT_NAMES[kind];
  return { en: `${en}, ${symbol}`, zh: `${zh}（${symbol}）` };
}

function signed(units: bigint, currency: Currency): string {
  return units < 0n ? `− ${amountText(-units, currency)}` : amountText(units, currency);
}

/** Without the currency, which the account names. */
function plain(units: bigint, { decimals }: Currency): string {
  return signed(units, { symbol: '', decimals }).trim();
}
