import type { CheckoutItem } from '@lanran/sdk/desk/checkout-plan';
import type { Licensee } from '../session/licensees.ts';
import type { CheckoutSubject } from './checkout-subject.ts';
import type { CheckoutLine, ShownTerms } from './checkout-table.tsx';
import type { CheckoutView, SettledCheckout } from './use-checkout.ts';

interface LineSources {
  readonly wanted: readonly (CheckoutItem & { readonly shown: ShownTerms | null })[];
  readonly before: SettledCheckout['plan'] | null;
  subjectOf(assetId: string): CheckoutSubject | null;
}

/** Each item with what was agreed to, or shown, of just that before. */
export function linesOf(
  { items, plan, quotes }: CheckoutView,
  { wanted, before, subjectOf }: LineSources,
): CheckoutLine[] {
  return items.flatMap((item, at): CheckoutLine[] => {
    const row = quotes.rows[at];
    if (row === undefined) return [];
    const key = `${item.assetId} ${at}`;
    const isOf = (each: CheckoutItem) => isSameItem(each, item);
    const agreed = before?.items.find(isOf) ?? plan?.items[at];
    const shown = agreed?.seen ?? wanted.find(isOf)?.shown ?? null;
    return [{ key, subject: subjectOf(item.assetId), row, shown }];
  });
}

/** For whom is bought: what was begun goes on for the same. Null: for an organization for which the reader acts no more. */
export function buyerOf(
  view: Pick<CheckoutView, 'plan'> | null,
  { licensee, choices }: { readonly licensee: Licensee; readonly choices: readonly Licensee[] },
): Licensee | null {
  const begun = view?.plan?.licensee;
  return begun === undefined ? licensee : (choices.find(({ id }) => id === begun) ?? null);
}

function isSameItem(left: CheckoutItem, right: CheckoutItem): boolean {
  return (
    left.assetId === right.assetId &&
    left.offerId === right.offerId &&
    left.wish.from === right.wish.from &&
    left.wish.to === right.wish.to &&
    left.wish.exclusive === right.wish.exclusive &&
    isSameSet(left.wish.media, right.wish.media) &&
    isSameSet(left.wish.territories, right.wish.territories)
  );
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
