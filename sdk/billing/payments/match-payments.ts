import type { BankEntry } from '../bank-statement/statement.ts';
import { InvoiceNumbers, type Naming } from './invoice-numbers.ts';
import { OpenInvoices } from './open-invoices.ts';
import type {
  InvoiceForMatching,
  MatchedBy,
  PaymentMatch,
  PaymentMatches,
  PaymentOutcome,
  UnmatchedEntry,
} from './payment-match.ts';
import { onlyLinesOf } from './some-lines.ts';

/** An entry, or the part of one, that is for an invoice. */
interface Payment {
  readonly entry: BankEntry;
  readonly units: bigint;
  readonly by: MatchedBy;
  /** Places of lines that it names. */
  readonly lines: readonly number[];
}

/** Finds what was paid: by numbers and references, and where none is named, as a suggestion, by amount and name. */
export function matchPayments(
  entries: readonly BankEntry[],
  invoices: readonly InvoiceForMatching[],
): PaymentMatches {
  const numbers = new InvoiceNumbers(invoices);
  const open = new OpenInvoices(invoices);
  const credits = entries.filter(({ isCredit, isReversal }) => isCredit && !isReversal);
  const named = new Map(
    credits.map((entry) => [entry, allotted(entry, numbers.namedIn(entry.texts, entry.currency))]),
  );
  const returned = takeBack(entries, named, numbers);
  const payments = new Map<InvoiceForMatching, Payment[]>();
  const unmatched: UnmatchedEntry[] = [];
  const unnamed: BankEntry[] = [];
  for (const [entry, parts] of named) {
    const back = returned.get(entry);
    if (back !== undefined) unmatched.push({ entry, nearest: back, isReturned: true });
    else if (parts.length === 0) unnamed.push(entry);
    for (const { invoice, ...payment } of back === undefined ? parts : [])
      payments.set(invoice, [...(payments.get(invoice) ?? []), payment]);
  }
  const suggested = suggestionsOf(unnamed, open, payments);
  for (const entry of unnamed)
    if (!suggested.has(entry)) unmatched.push({ entry, nearest: open.nearest(entry), isReturned: false });
  for (const [entry, invoice] of suggested)
    payments.set(invoice, [{ entry, units: entry.amount, by: 'AMOUNT', lines: [] }]);
  return {
    matches: invoices.flatMap((invoice) => matchesOf(invoice, payments.get(invoice) ?? [])),
    unmatched,
    ignored: entries.length - credits.length,
  };
}

type Allotted = Payment & { readonly invoice: InvoiceForMatching };

/** One transfer may name several invoices: it is of all where it is their sum, else of the only one that it fits. */
function allotted(entry: BankEntry, namings: readonly Naming[]): Allotted[] {
  const whole = (naming: Naming): Allotted => ({ ...naming, entry, units: entry.amount });
  if (namings.length < 2) return namings.map(whole);
  const isOwn = namings.every(({ invoice }) => invoice.currency.symbol === entry.currency);
  const sum = namings.reduce((total, { invoice }) => total + invoice.openUnits, 0n);
  if (isOwn && sum === entry.amount)
    return namings.map((naming) => ({ ...naming, entry, units: naming.invoice.openUnits }));
  const fitting = namings.filter(({ invoice }) => invoice.openUnits === entry.amount);
  return fitting.length === 1 ? fitting.map(whole) : [];
}

/** What came in and went out again by an entry that names the same invoice is no payment. */
function takeBack(
  entries: readonly BankEntry[],
  named: ReadonlyMap<BankEntry, readonly Allotted[]>,
  numbers: InvoiceNumbers,
): ReadonlyMap<BankEntry, InvoiceForMatching> {
  const returned = new Map<BankEntry, InvoiceForMatching>();
  const debits = entries.filter(({ isCredit }) => !isCredit);
  for (const debit of debits) {
    for (const { invoice } of numbers.namedIn(debit.texts, debit.currency)) {
      for (const [entry, parts] of named) {
        if (returned.has(entry) || entry.amount !== debit.amount || entry.currency !== debit.currency)
          continue;
        if (!parts.some((part) => part.invoice === invoice)) continue;
        returned.set(entry, invoice);
        break;
      }
    }
  }
  return returned;
}

/** Of entries that name nothing: those of which one invoice alone is asked for that sum, by that payer. */
function suggestionsOf(
  entries: readonly BankEntry[],
  open: OpenInvoices,
  payments: ReadonlyMap<InvoiceForMatching, unknown>,
): Map<BankEntry, InvoiceForMatching> {
  const suggested = new Map<BankEntry, InvoiceForMatching>();
  const taken = new Set<InvoiceForMatching>();
  for (const entry of entries) {
    const free = open.alike(entry).filter((invoice) => !payments.has(invoice) && !taken.has(invoice));
    const [only, other] = free;
    if (only === undefined || other !== undefined) continue;
    suggested.set(entry, only);
    taken.add(only);
  }
  return suggested;
}

function matchesOf(invoice: InvoiceForMatching, payments: readonly Payment[]): PaymentMatch[] {
  const own = payments.filter(({ entry }) => entry.currency === invoice.currency.symbol);
  const foreign = payments.filter((payment) => !own.includes(payment));
  return [
    ...(own.length > 0 ? ownMatches(invoice, own) : []),
    ...(foreign.length > 0 ? [matchOf(invoice, foreign, 'OTHER_CURRENCY')] : []),
  ];
}

function ownMatches(invoice: InvoiceForMatching, payments: readonly Payment[]): PaymentMatch[] {
  const standing = invoice.lines.filter(({ isCanceled }) => !isCanceled);
  if (standing.length === 0) return [matchOf(invoice, payments, 'CANCELED')];
  if (invoice.openUnits === 0n) return [matchOf(invoice, payments, 'PAID_BEFORE')];
  const received = sumOf(payments);
  const openLines = standing.filter(({ isPaid }) => !isPaid);
  if (received === invoice.openUnits)
    return [matchOf(invoice, payments, payments.length > 1 ? 'SEVERAL' : 'EXACT', openLines)];
  const exact = payments.find(({ units }) => units === invoice.openUnits);
  if (exact !== undefined) {
    const rest = payments.filter((payment) => payment !== exact);
    return [matchOf(invoice, [exact], 'EXACT', openLines), matchOf(invoice, rest, 'PAID_BEFORE')];
  }
  return [partialMatch(invoice, payments, received)];
}

function partialMatch(
  invoice: InvoiceForMatching,
  payments: readonly Payment[],
  received: bigint,
): PaymentMatch {
  const named = [...new Set(payments.flatMap(({ lines }) => lines))].flatMap((at) => invoice.lines[at] ?? []);
  const isPaid = named.length > 0 && named.every((line) => line.isPaid || line.isCanceled);
  if (isPaid) return matchOf(invoice, payments, 'PAID_BEFORE');
  const openLines = invoice.lines.filter((line) => !line.isPaid && !line.isCanceled);
  const open = named.filter((line) => openLines.includes(line));
  const isNamed = open.length > 0 && open.reduce((sum, { amount }) => sum + amount, 0n) === received;
  const lines = isNamed ? open : onlyLinesOf(openLines, received);
  if (lines !== null) return matchOf(invoice, payments, 'LINES', lines);
  return matchOf(invoice, payments, received < invoice.openUnits ? 'TOO_LITTLE' : 'TOO_MUCH');
}

function matchOf(
  invoice: InvoiceForMatching,
  payments: readonly Payment[],
  outcome: PaymentOutcome,
  lines: InvoiceForMatching['lines'] = [],
): PaymentMatch {
  const by = payments[0]?.by ?? 'AMOUNT';
  return {
    invoice,
    entries: payments.map(({ entry }) => entry),
    outcome,
    by,
    receivedUnits: sumOf(payments),
    orderIds: lines.map(({ orderId }) => orderId),
    isSure: lines.length > 0 && by !== 'AMOUNT',
  };
}

function sumOf(payments: readonly Payment[]): bigint {
  return payments.reduce((sum, { units }) => sum + units, 0n);
}
