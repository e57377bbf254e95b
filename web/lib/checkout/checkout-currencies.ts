import { totalsOf } from '@lanran/protocol/licensing/currencies';
import type { Amount } from '../pricing/money.ts';
import type { CheckoutView } from './use-checkout.ts';

type InvoicedOnly = (token: string) => boolean;

interface DividedView {
  readonly view: CheckoutView | null;
  /** What of a mixed list is paid the other way, one sum a currency. */
  readonly others: readonly Amount[];
}

/** Of a list in currencies of both sorts, what is bought at once or what is ordered: the contract sells nothing else so. */
export function dividedView(
  view: CheckoutView | null,
  { isInvoiced, invoicedOnly }: { readonly isInvoiced: boolean; readonly invoicedOnly: InvoicedOnly },
): DividedView {
  if (view === null) return { view, others: [] };
  const free = freeIn(view);
  const invoiced = free.filter(({ row }) => invoicedOnly(row.terms.price.token)).length;
  // Whatever one buys can be ordered too, as long as nothing beside it must be.
  const isWhole = invoiced === 0 || (isInvoiced && invoiced === free.length);
  if (isWhole) return { view, others: [] };
  const isOther: InvoicedOnly = (token) => invoicedOnly(token) !== isInvoiced;
  return { view: without(view, isOther), others: totalsIn(view, isOther) };
}

function without(view: CheckoutView, isLeftOut: InvoicedOnly): CheckoutView {
  const { items, quotes, plan } = view;
  // What was begun stands as it was agreed to.
  if (plan !== null) return view;
  const kept = [...items.keys()].filter((at) => {
    const row = quotes.rows[at];
    return row?.state !== 'FREE' || !isLeftOut(row.terms.price.token);
  });
  return {
    plan,
    items: kept.flatMap((at) => items[at] ?? []),
    quotes: { ...quotes, rows: kept.flatMap((at) => quotes.rows[at] ?? []) },
  };
}

/** Is there anything that one may buy at once as well as order? */
export function canPay(view: CheckoutView | null, invoicedOnly: InvoicedOnly): boolean {
  return freeIn(view).some(({ row }) => !invoicedOnly(row.terms.price.token));
}

export function freeIn(view: CheckoutView | null) {
  return (view?.items ?? []).flatMap((item, at) => {
    const row = view?.quotes.rows[at];
    return row?.state === 'FREE' ? [{ item, row }] : [];
  });
}

/** One sum a currency; none for what is free. */
export function totalsIn(view: CheckoutView | null, isCounted: InvoicedOnly = () => true): readonly Amount[] {
  const prices = freeIn(view).map(({ row }) => row.terms.price);
  return totalsOf(prices.filter(({ token, amount }) => amount > 0n && isCounted(token))).map(
    ({ token, amount }) => ({ token, amount: amount.toString() }),
  );
}
