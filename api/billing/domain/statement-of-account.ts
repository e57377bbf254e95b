import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { Address } from '@lanran/protocol/kernel/signature';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Earning } from '../../licensing/domain/earning.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';

/**
 * INVOICES: what licensees owe a holder. SHARES: what holders owe communities of what was paid by invoice; of a holder it is a debt.
 * CREDITS: what the market keeps for the organization of sales that were paid at once.
 */
export const ACCOUNT_KINDS = ['INVOICES', 'SHARES', 'CREDITS'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const ACCOUNT_ENTRY_KINDS = [
  'INVOICE',
  'CREDIT_NOTE',
  'PAYMENT',
  'SHARE_OWED',
  'SHARE_RECEIVED',
  'CREDIT',
  'CLAIM',
] as const;
export type AccountEntryKind = (typeof ACCOUNT_ENTRY_KINDS)[number];

/** One line of an account. */
export interface AccountEntry {
  readonly day: Day;
  /** False of old orders: the day is then that of the order. */
  readonly isDayKnown: boolean;
  readonly kind: AccountEntryKind;
  /** Of the invoice, or of the license whose sale was credited; null for a claim. */
  readonly number: string | null;
  /** The other side: licensee, holder or community; null for the market. */
  readonly party: OrganizationId | null;
  /** Negative where the balance falls. */
  readonly units: bigint;
  /** After it. */
  readonly balance: bigint;
}

export interface Account {
  readonly kind: AccountKind;
  /** Before the first day. */
  readonly opening: bigint;
  /** In the order of days. */
  readonly entries: readonly AccountEntry[];
  /** After the last day. */
  readonly closing: bigint;
}

type TokenCurrency = Currency & { readonly address: Address };

/** What is in one currency: accounts in which something ever happened until the last day. */
export interface AccountSection {
  readonly currency: TokenCurrency;
  readonly accounts: readonly Account[];
}

/** Days, both included. */
export interface AccountPeriod {
  readonly from: Day;
  readonly to: Day;
}

export interface StatementOfAccount extends AccountPeriod {
  readonly organization: OrganizationId;
  readonly sections: readonly AccountSection[];
}

export interface StatementRequest {
  readonly organization: OrganizationId;
  /** First and last day, both included. */
  readonly from: Day;
  readonly to: Day;
  /** Of which the organization is holder, or community of some lines; others count nothing. */
  readonly invoices: readonly Invoice[];
  readonly earnings: readonly Earning[];
  readonly currencyOf: (token: Address) => Currency;
}

interface Posting extends Omit<AccountEntry, 'balance'> {
  readonly account: AccountKind;
  readonly currency: TokenCurrency;
}

/** The account of a holder or a community over a period, one section a currency, by their symbols. */
export function statementOfAccount(request: StatementRequest): AccountSection[] {
  const { from, to } = request;
  const postings = [...request.invoices.flatMap((invoice) => invoicePostings(invoice, request.organization))];
  for (const earning of request.earnings) postings.push(earningPosting(earning, request.currencyOf));
  const until = postings.filter(({ day, units }) => day <= to && units !== 0n);
  const addresses = [...new Set(until.map(({ currency }) => currency.address))];
  const sections = addresses.flatMap((address): AccountSection[] => {
    const own = until.filter(({ currency }) => currency.address === address);
    const [first] = own;
    if (first === undefined) return [];
    const accounts = ACCOUNT_KINDS.flatMap((kind) => {
      const posted = own.filter(({ account }) => account === kind);
      return posted.length === 0 ? [] : [accountOf(kind, posted, from)];
    });
    return [{ currency: first.currency, accounts }];
  });
  return sections.toSorted((left, right) => (left.currency.symbol < right.currency.symbol ? -1 : 1));
}

function accountOf(kind: AccountKind, postings: readonly Posting[], from: Day): Account {
  const opening = sumOf(postings.filter(({ day }) => day < from));
  const within = postings.filter(({ day }) => day >= from).toSorted((left, right) => left.day - right.day);
  let balance = opening;
  const entries = within.map(({ account: _account, currency: _currency, ...entry }): AccountEntry => {
    balance += entry.units;
    return { ...entry, balance };
  });
  return { kind, opening, entries, closing: balance };
}

/** What happened to lines of an invoice on one day is one entry. */
function invoicePostings(invoice: Invoice, organization: OrganizationId): Posting[] {
  if (invoice.holder === organization) return holderPostings(invoice);
  const own = invoice.lines.filter(({ community }) => community === organization);
  return sharePostings(invoice, own, invoice.holder);
}

function holderPostings(invoice: Invoice): Posting[] {
  const { licensee, issuedOn, lines } = invoice;
  const ordered = lines.filter(({ state }) => state !== 'PLACING');
  const communities = [...new Set(ordered.flatMap(({ community }) => community ?? []))];
  return [
    ...posted(invoice, { account: 'INVOICES', kind: 'INVOICE', party: licensee }, ordered, (line) => ({
      at: issuedOn,
      units: line.terms.price,
    })),
    ...posted(invoice, { account: 'INVOICES', kind: 'CREDIT_NOTE', party: licensee }, ordered, (line) =>
      line.state === 'CANCELED' ? { at: line.canceledAt, units: -line.terms.price } : null,
    ),
    ...posted(invoice, { account: 'INVOICES', kind: 'PAYMENT', party: licensee }, ordered, (line) =>
      isPaid(line) ? { at: line.paidAt, units: -line.terms.price } : null,
    ),
    ...communities.flatMap((community) =>
      sharePostings(
        invoice,
        ordered.filter((line) => line.community === community),
        community,
      ),
    ),
  ];
}

/** A share is owed from when the holder was paid, or earlier where the council had it before. */
function sharePostings(invoice: Invoice, lines: readonly InvoiceLine[], party: OrganizationId): Posting[] {
  return [
    ...posted(invoice, { account: 'SHARES', kind: 'SHARE_OWED', party }, lines, (line) =>
      isPaid(line) || isShared(line) ? { at: earlierOf(line), units: line.parts.community } : null,
    ),
    ...posted(invoice, { account: 'SHARES', kind: 'SHARE_RECEIVED', party }, lines, (line) =>
      isShared(line) ? { at: line.sharedAt, units: -line.parts.community } : null,
    ),
  ];
}

/** What was canceled after one side confirmed is settled by no payment. */
function isPaid({ state, isPaid: isSaid }: InvoiceLine): boolean {
  return isSaid && state !== 'CANCELED';
}

function isShared({ state, isShared: isSaid }: InvoiceLine): boolean {
  return isSaid && state !== 'CANCELED';
}

function earlierOf({ paidAt, sharedAt }: InvoiceLine): Date | null {
  if (paidAt === null || sharedAt === null) return paidAt ?? sharedAt;
  return paidAt < sharedAt ? paidAt : sharedAt;
}

type Head = Pick<Posting, 'account' | 'kind' | 'party'>;
interface Happened {
  /** Null where nobody noted it: then the day of the order stands. */
  readonly at: Date | Day | null;
  readonly units: bigint;
}

function posted(
  { number, currency, issuedOn }: Invoice,
  head: Head,
  lines: readonly InvoiceLine[],
  happened: (line: InvoiceLine) => Happened | null,
): Posting[] {
  const byDay = new Map<Day, Posting>();
  for (const line of lines) {
    const { at, units } = happened(line) ?? { at: null, units: 0n };
    if (units === 0n) continue;
    const day = at === null ? issuedOn : typeof at === 'number' ? at : dayOf(at);
    const before = byDay.get(day);
    const isDayKnown = at !== null && before?.isDayKnown !== false;
    byDay.set(day, { ...head, number, currency, day, isDayKnown, units: (before?.units ?? 0n) + units });
  }
  return [...byDay.values()];
}

function earningPosting(
  { kind, amount, token, at, licenseId }: Earning,
  currencyOf: StatementRequest['currencyOf'],
): Posting {
  return {
    account: 'CREDITS',
    kind: kind === 'SHARE' ? 'CREDIT' : 'CLAIM',
    currency: { ...currencyOf(token), address: token },
    day: dayOf(at),
    isDayKnown: true,
    number: licenseId === null ? null : shortNumberOf(licenseId),
    party: null,
    units: kind === 'SHARE' ? amount : -amount,
  };
}

function sumOf(postings: readonly Posting[]): bigint {
  return postings.reduce((sum, { units }) => sum + units, 0n);
}

function dayOf(at: Date): Day {
  return todayOf(Math.floor(at.getTime() / 1000));
}
