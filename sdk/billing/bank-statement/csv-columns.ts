/** What a column of a bank's table is. */
export type ColumnKind =
  | 'date'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'direction'
  | 'currency'
  | 'text'
  | 'name'
  | 'account';

/** Names as banks write them, in `plainName`'s form; the first of a kind is taken before the others. */
const NAMES: Readonly<Record<ColumnKind, readonly string[]>> = {
  date: words(
    'bookingdate postingdate bookedon transactiondate date buchungstag buchungsdatum buchung datum datecomptable datedecomptabilisation dateoperation datedoperation 记账日期 入账日期 记账日 交易日期 交易日 交易时间 日期 valuedate valuta wertstellung valutadatum datevaleur 起息日',
  ),
  amount: words('amount transactionamount betrag umsatz umsatzbetrag montant 金额 交易金额 发生额'),
  debit: words(
    'debit debitamount withdrawal withdrawals paidout moneyout soll lastschrift belastung debitmontant 借方 借方金额 借方发生额 支出 支出金额 付款金额 转出金额 转出',
  ),
  credit: words(
    'credit creditamount deposit deposits paidin moneyin haben gutschrift creditmontant 贷方 贷方金额 贷方发生额 收入 收入金额 收款金额 转入金额 转入',
  ),
  direction: words(
    'debitcredit creditdebit creditdebitindicator drcr crdr sollhaben sollhabenkennzeichen sh sens 借贷标志 借贷方向 借贷 收支 收付标志',
  ),
  currency: words('currency ccy currencycode wahrung waehrung devise monnaie 币种 货币 币别'),
  text: words(
    'reference ref paymentreference customerreference endtoendreference endtoendid creditorreference transactionreference purpose description details paymentdetails narrative memo remittanceinformation notes verwendungszweck buchungstext zahlungsreferenz kundenreferenz kundenreferenzendtoend mandatsreferenz referenz libelle motif communication objet details reference 摘要 用途 附言 备注 交易附言 交易用途 参考号 业务摘要 交易摘要',
  ),
  name: words(
    'name counterparty counterpartyname payer payername debtor beneficiary payee partner auftraggeber auftraggeberempfanger zahlungspflichtiger beguenstigterzahlungspflichtiger begunstigterzahlungspflichtiger namezahlungsbeteiligter zahlungsbeteiligter tiers emetteur donneurdordre contrepartie nom 对方户名 对方名称 对方账户名称 对方单位名称 付款人 付款人名称 付款方 付款方户名 交易对方 户名',
  ),
  account: words('account accountnumber ownaccount auftragskonto ibanauftragskonto compte 本方账号 账号'),
};

/** In which of them a name means days that come first. */
const DAY_FIRST = new Set(
  words(
    'buchungstag buchungsdatum buchung datum valuta wertstellung valutadatum datecomptable datedecomptabilisation dateoperation datedoperation datevaleur',
  ),
);

/** Which cells of a row are what. */
export interface Columns {
  readonly date: number;
  readonly amount: number | null;
  readonly debit: number | null;
  readonly credit: number | null;
  readonly direction: number | null;
  readonly currency: number | null;
  readonly name: number | null;
  readonly account: number | null;
  readonly texts: readonly number[];
  /** Which the header names, as `Amount (EUR)`. */
  readonly headerCurrency: string | null;
  readonly isDayFirst: boolean;
}

/** Null for a row that is no header of a bank's table. */
export function columnsOf(row: readonly string[]): Columns | null {
  const names = row.map(plainName);
  const found = (kind: ColumnKind) => {
    const name = NAMES[kind].find((each) => names.includes(each));
    return name === undefined ? null : names.indexOf(name);
  };
  const date = found('date');
  const [amount, debit, credit] = [found('amount'), found('debit'), found('credit')];
  if (date === null || (amount === null && credit === null)) return null;
  const money = row[amount ?? credit ?? 0] ?? '';
  return {
    date,
    amount,
    debit,
    credit,
    direction: found('direction'),
    currency: found('currency'),
    name: found('name'),
    account: found('account'),
    texts: names.flatMap((name, at) => (NAMES.text.includes(name) ? [at] : [])),
    headerCurrency: currencyIn(/[(（[]([^)）\]]+)[)）\]]/.exec(money)?.[1] ?? ''),
    isDayFirst: DAY_FIRST.has(names[date] ?? ''),
  };
}

/** The code of ISO 4217 for what a table writes. */
export function currencyIn(text: string): string | null {
  const trimmed = text.trim().toUpperCase();
  if (/^(?:人民币元?|元|RMB)$/.test(trimmed)) return 'CNY';
  if (trimmed === '€') return 'EUR';
  return /^[A-Z]{3,5}$/.test(trimmed) ? trimmed : null;
}

/** Is it money that came in? Null where the cell does not say. */
export function isIncoming(direction: string): boolean | null {
  const word = plainName(direction);
  if (/^(?:c|cr|credit|crdt|h|haben|gutschrift|贷|收|收入|贷方|转入)$/.test(word)) return true;
  return /^(?:d|dr|debit|dbit|s|soll|lastschrift|借|支|支出|借方|转出)$/.test(word) ? false : null;
}

/** Small letters and 汉字 alone: without brackets, signs, accents and spaces. */
function plainName(text: string): string {
  return text
    .replace(/[(（[].*?[)）\]]/g, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\u4e00-\u9fff]/g, '');
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
