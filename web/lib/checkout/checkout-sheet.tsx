import { type ReactNode, useState } from 'react';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import type { CheckoutItem } from '@lanran/sdk/desk/checkout-plan';
import { Button, ButtonLink } from '../../components/forms/button.tsx';
import { SheetButtons } from '../../components/forms/sheet-buttons.tsx';
import { Sheet } from '../../components/forms/sheet.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { Localized } from '../../components/facts/localized.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { Skeleton } from '../../components/page/skeleton.tsx';
import { componentText } from '../../components/page/text.ts';
import { useText } from '../language/text.ts';
import { Balance, covers, useBalances } from '../pricing/balance.tsx';
import { type Amount, useMoney } from '../pricing/money.ts';
import { useInvoicedOnly } from '../pricing/use-price-line.ts';
import { type Licensee, useLicensees } from '../session/licensees.ts';
import { CheckoutProgress } from './checkout-progress.tsx';
import { askingAddress, type CheckoutSubject } from './checkout-subject.ts';
import { buyerOf, linesOf } from './checkout-lines.ts';
import { canPay, dividedView, freeIn, totalsIn } from './checkout-currencies.ts';
import { type CheckoutLine, CheckoutTable, type ShownTerms } from './checkout-table.tsx';
import { checkoutText } from './checkout-text.ts';
import css from './checkout.module.css';
import type { KeptCheckout } from './kept-checkout.ts';
import { type CheckoutView, type SettledCheckout, useCheckout } from './use-checkout.ts';

/** An asset that is to be bought, as it was shown. */
export interface Wanted extends CheckoutItem {
  readonly subject: CheckoutSubject;
  /** Before the contract was asked; null where nothing was. */
  readonly shown: ShownTerms | null;
}

interface CheckoutSheetProps {
  /** Of the page that it is opened from. */
  readonly name: string;
  readonly licensee: Licensee;
  readonly wanted: readonly Wanted[];
  /** Of what was begun before: their subjects are known by these too. */
  readonly subjects: readonly CheckoutSubject[];
  readonly kept: KeptCheckout;
  /** Of the list, for an order of it. */
  readonly title?: string;
  /** The studio's own number of the project, for orders; empty where it has none. */
  readonly reference?: string;
  onClose(): void;
}

const MOST_IN_ONE = 10;

/** Several licenses in one purchase: what each costs and who has how much of it, then how far it is, then what came of it. */
export function CheckoutSheet(props: CheckoutSheetProps) {
  const { name, licensee, wanted, subjects, kept, title = '', reference = '', onClose } = props;
  const t = useText(checkoutText);
  const [wantsInvoice, setWantsInvoice] = useState<boolean | null>(null);
  const invoicedOnly = useInvoicedOnly();
  // What was shown in nothing but currencies of invoices is ordered from the beginning.
  const isNeverPaid =
    wanted.length > 0 && wanted.every(({ shown }) => shown !== null && invoicedOnly(shown.price.token));
  const isInvoiced = wantsInvoice ?? isNeverPaid;
  const checkout = useCheckout({
    name,
    // The platform gave it: it parsed it.
    licensee: licensee.id as OrganizationId,
    wanted,
    kept,
    isInvoiced,
    title,
    reference,
  });
  const { view: asked, act, running, settled, before } = checkout;
  const { view, others } = dividedView(asked, { isInvoiced, invoicedOnly });
  const { choices } = useLicensees();
  const buyer = buyerOf(view, { licensee, choices });
  const balances = useBalances();
  const subjectOf = (assetId: string) =>
    wanted.find((each) => each.assetId === assetId)?.subject ??
    subjects.find(({ id }) => id === assetId) ??
    null;
  if (settled !== null)
    return (
      <Settled
        settled={settled}
        isInvoiced={isInvoiced}
        reference={reference}
        subjectOf={subjectOf}
        onClose={onClose}
      />
    );
  const isWorking = act.state.phase === 'working';
  const count = freeIn(view).length;
  const totals = totalsIn(view);
  const isCovered = isInvoiced || totals.every((total) => covers(balances, total));
  const isBegun = view?.plan != null;
  return (
    <Sheet
      title={
        isBegun && before === null
          ? t('goOnTitle')
          : t(isInvoiced ? 'invoiceTitle' : 'title', { count: running?.plan.items.length ?? count })
      }
      onClose={onClose}
      canClose={!isWorking}
      actions={
        <SheetButtons
          verb={isBegun && before === null ? t('goOn') : t(isInvoiced ? 'invoiceVerb' : 'verb', { count })}
          busyVerb={t('progress', progressOf(running))}
          kind="act"
          isBusy={isWorking}
          isReady={view !== null && buyer !== null && isCovered && (count > 0 || isBegun)}
          onAct={() => {
            if (view !== null && buyer !== null) void checkout.run(view);
          }}
          onCancel={onClose}
        />
      }
    >
      {act.state.phase === 'failed' && (
        <>
          <ErrorNotice error={act.state.error} />
          <p>{t('stopped')}</p>
        </>
      )}
      {before !== null && running === null && (
        <Notice tone="unknown" title={t('changedTitle')} isLive>
          <p>{t('changed')}</p>
        </Notice>
      )}
      {running === null && view === null && checkout.error === null && (
        <div role="status">
          <p>{t('asking')}</p>
          <Skeleton lines={5} />
        </div>
      )}
      {running === null && checkout.error !== null && (
        <ErrorNotice error={checkout.error} onRetry={checkout.retry} />
      )}
      {running !== null && (
        <div role="status">
          <p>{t('progress', progressOf(running))}</p>
          <CheckoutProgress {...running} isInvoiced={isInvoiced} subjectOf={subjectOf} />
        </div>
      )}
      {running === null && buyer === null && (
        <Notice tone="refused" title={t('notForYouTitle')} isLive>
          <p>{t('notForYou')}</p>
          <div>
            <Button onPress={kept.clear}>{t('setAside')}</Button>
          </div>
        </Notice>
      )}
      {running === null && view !== null && buyer !== null && (
        <Table
          lines={linesOf(view, { wanted, before, subjectOf })}
          view={view}
          totals={totals}
          licensee={buyer}
          isInvoiced={isInvoiced}
          hasOthers={others.length > 0}
        >
          {!isInvoiced && totals.length > 0 && <Balance prices={totals} />}
          {others.length > 0 && (
            <Others lines={others} isInvoiced={isInvoiced} onOrder={() => setWantsInvoice(true)} />
          )}
          {!isBegun && others.length === 0 && canPay(view, invoicedOnly) && (
            <div>
              <Button kind="quiet" onPress={() => setWantsInvoice(!isInvoiced)}>
                {t(isInvoiced ? 'byPayment' : 'byInvoice')}
              </Button>
            </div>
          )}
        </Table>
      )}
    </Sheet>
  );
}

interface OthersProps {
  /** By currency, what is paid the other way. */
  readonly lines: readonly Amount[];
  readonly isInvoiced: boolean;
  onOrder(): void;
}

/** Of a mixed list, what is not in this purchase or order. */
function Others({ lines, isInvoiced, onOrder }: OthersProps) {
  const t = useText(checkoutText);
  const money = useMoney();
  const price = lines.map(money).join(' · ');
  return (
    <Notice title={t(isInvoiced ? 'othersPaid' : 'othersInvoiced', { price })}>
      {!isInvoiced && (
        <div>
          <Button onPress={onOrder}>{t('orderOthers')}</Button>
        </div>
      )}
    </Notice>
  );
}

interface TableProps {
  readonly lines: readonly CheckoutLine[];
  readonly view: CheckoutView;
  readonly totals: readonly Amount[];
  readonly licensee: Licensee;
  readonly isInvoiced: boolean;
  /** Something of the list is paid the other way. */
  readonly hasOthers: boolean;
  readonly children: ReactNode;
}

function Table({ lines, view, totals, licensee, isInvoiced, hasOthers, children }: TableProps) {
  const t = useText(checkoutText);
  const words = useText(componentText);
  const money = useMoney();
  const free = freeIn(view);
  const price = totals.length === 0 ? t('free') : totals.map(money).join(' · ');
  const transactions = Math.max(1, Math.ceil(free.length / MOST_IN_ONE));
  return (
    <>
      {free.length === 0 && view.plan === null && !hasOthers && (
        <Notice tone="refused">
          <p>{t('nothingFree')}</p>
        </Notice>
      )}
      <Facts
        facts={[
          { name: t('licensee'), value: <Localized text={licensee.name} /> },
          {
            name: words('cost'),
            value: (
              <>
                <CheckoutTable lines={lines} />
                <p>
                  <strong>{t('total', { price })}</strong>
                </p>
              </>
            ),
          },
          { name: words('whom'), value: t(isInvoiced ? 'invoiceConcerns' : 'concerns') },
          {
            name: words('undo'),
            value: (
              <>
                <p>{t(isInvoiced ? 'invoiceUndo' : 'undo')}</p>
                <p className={css['soft']}>
                  {isInvoiced ? t('invoiceSteps') : t('steps', { count: transactions, lines: free.length })}
                </p>
              </>
            ),
          },
        ]}
      />
      {free.length > 0 && <CanBeEnded free={free} isInvoiced={isInvoiced} />}
      {children}
    </>
  );
}

/** The one fact that decides: who can end what is bought, and how much of it. */
function CanBeEnded({
  free,
  isInvoiced,
}: {
  readonly free: ReturnType<typeof freeIn>;
  readonly isInvoiced: boolean;
}) {
  const t = useText(checkoutText);
  const endable = free.filter(({ row }) => (row.terms.rights & REVOCABLE) !== 0).length;
  if (endable > 0)
    return <Notice tone="unknown">{t('revocable', { count: endable, all: free.length })}</Notice>;
  return isInvoiced ? null : <p>{t('stays')}</p>;
}

interface SettledProps {
  readonly settled: SettledCheckout;
  readonly isInvoiced: boolean;
  readonly reference: string;
  subjectOf(assetId: string): CheckoutSubject | null;
  onClose(): void;
}

function Settled({ settled, isInvoiced, reference, subjectOf, onClose }: SettledProps) {
  const t = useText(checkoutText);
  const money = useMoney();
  const { plan, states } = settled;
  const bought = states.filter(({ state }) => state === 'BOUGHT').length;
  const left = plan.items.filter((_, at) => states[at]?.state === 'REFUSED');
  const spent = spentIn(settled).map(money).join(' · ');
  const title =
    bought === 0 ? t('nothingBought') : t(isInvoiced ? 'orderedTitle' : 'doneTitle', { count: bought });
  return (
    <Sheet
      title={title}
      onClose={onClose}
      actions={
        <>
          {settled.orderId != null && (
            <ButtonLink kind="main" to={`/orders/${settled.orderId}`}>
              {t('openWhole')}
            </ButtonLink>
          )}
          <Button kind={settled.orderId == null ? 'main' : 'quiet'} onPress={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      <div className={css['section']} role="status">
        {!isInvoiced && bought > 0 && <p>{t('spent', { price: spent })}</p>}
        <CheckoutProgress {...settled} isInvoiced={isInvoiced} reference={reference} subjectOf={subjectOf} />
        {left.length > 0 && (
          <div>
            <ButtonLink to={askingAddress(left)}>{t('ask', { count: left.length })}</ButtonLink>
          </div>
        )}
      </div>
    </Sheet>
  );
}

function spentIn({ states }: SettledCheckout) {
  const totals = new Map<string, bigint>();
  for (const state of states) {
    if (state.state !== 'BOUGHT') continue;
    const { token, amount } = state.price;
    totals.set(token, (totals.get(token) ?? 0n) + amount);
  }
  return [...totals].map(([token, amount]) => ({ token, amount: amount.toString() }));
}

function progressOf(running: SettledCheckout | null) {
  const states = running?.states ?? [];
  return { done: states.filter(({ state }) => state === 'BOUGHT').length, count: states.length };
}
