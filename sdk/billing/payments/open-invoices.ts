import type { BankEntry } from '../bank-statement/statement.ts';
import type { InvoiceForMatching } from './payment-match.ts';

/** Forms of companies, which payers write or leave out. */
const FORMS =
  /有限责任公司|股份有限公司|有限公司|集团|公司|\b(?:gmbh|ag|kg|ltd|limited|llc|inc|corp|company|co|sa|sarl|sas|bv|plc)\b/g;
/** Letters from which on a name within another is the same; 汉字 say more. */
const LEAST_LETTERS = 5;
const LEAST_HANZI = 2;

/** Invoices of which something is open, found by amount and by payer. */
export class OpenInvoices {
  /** By currency, in the order of what is open. */
  readonly #sorted = new Map<string, InvoiceForMatching[]>();
  readonly #byName = new Map<string, InvoiceForMatching[]>();

  constructor(invoices: readonly InvoiceForMatching[]) {
    for (const invoice of invoices) {
      if (invoice.openUnits === 0n) continue;
      add(this.#sorted, invoice.currency.symbol, invoice);
      for (const name of namesOf(invoice)) add(this.#byName, name, invoice);
    }
    for (const each of this.#sorted.values())
      each.sort((left, right) => Number(left.openUnits - right.openUnits));
  }

  /** Those of which exactly the amount is open, by a payer of that name. */
  alike({ amount, currency, counterparty }: BankEntry): InvoiceForMatching[] {
    if (counterparty === null) return [];
    const name = coreOf(counterparty);
    const sorted = this.#sorted.get(currency) ?? [];
    const alike: InvoiceForMatching[] = [];
    for (let at = placeOf(sorted, amount); sorted[at]?.openUnits === amount; at++) {
      const invoice = sorted[at];
      if (invoice !== undefined && namesOf(invoice).some((each) => isSameName(name, each)))
        alike.push(invoice);
    }
    return alike;
  }

  /** Of the payer's the one with the nearest amount, else of all in the currency. */
  nearest({ amount, currency, counterparty }: BankEntry): InvoiceForMatching | null {
    const payers = counterparty === null ? [] : (this.#byName.get(coreOf(counterparty)) ?? []);
    const own = payers.filter((invoice) => invoice.currency.symbol === currency);
    const sorted = this.#sorted.get(currency) ?? [];
    const at = placeOf(sorted, amount);
    const around = sorted.slice(Math.max(0, at - 1), at + 1);
    const distance = ({ openUnits }: InvoiceForMatching) =>
      openUnits > amount ? openUnits - amount : amount - openUnits;
    return (own.length > 0 ? own : around).reduce<InvoiceForMatching | null>(
      (best, each) => (best === null || distance(each) < distance(best) ? each : best),
      null,
    );
  }
}

/** The first with at least that amount. */
function placeOf(sorted: readonly InvoiceForMatching[], amount: bigint): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.openUnits ?? 0n) < amount) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isSameName(left: string, right: string): boolean {
  if (left === '' || right === '') return false;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  const least = /[\u4e00-\u9fff]/.test(short) ? LEAST_HANZI : LEAST_LETTERS;
  return left === right || (short.length >= least && long.includes(short));
}

function namesOf({ licenseeName: { en, zh } }: InvoiceForMatching): string[] {
  return [...new Set([en, zh].map(coreOf))];
}

function coreOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(FORMS, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
