import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { ItemState } from '@lanran/sdk/desk/checkout';
import type { CheckoutItem, CheckoutPlan, SeenTerms } from '@lanran/sdk/desk/checkout-plan';
import type { CheckoutQuotes, CheckoutRow } from '@lanran/sdk/desk/checkout-quotes';
import { prepareToBuy } from '../keys/prepare-to-buy.ts';
import { useAct } from '../session/act.ts';
import { useChanged } from '../session/changed.ts';
import { useSession } from '../session/session.tsx';
import type { KeptCheckout } from './kept-checkout.ts';

/** What the contract said of each item, and what was agreed to before. */
export interface CheckoutView {
  readonly plan: CheckoutPlan | null;
  readonly items: readonly CheckoutItem[];
  readonly quotes: CheckoutQuotes;
}

export interface SettledCheckout {
  readonly plan: CheckoutPlan;
  readonly states: readonly ItemState[];
  /** The order that was placed; null for a purchase. */
  readonly orderId?: string | null;
}

export interface CheckoutQuestion {
  /** For an order: its name, and the studio's own number. */
  readonly title?: string;
  readonly reference?: string;
  /** Of the page that it was begun on. */
  readonly name: string;
  readonly licensee: OrganizationId;
  readonly wanted: readonly CheckoutItem[];
  readonly kept: KeptCheckout;
  readonly isInvoiced: boolean;
}

/** A purchase of several assets: looked at, agreed to, run, and gone on with after any end. */
export function useCheckout(question: CheckoutQuestion) {
  const { name, licensee, wanted, kept, isInvoiced, title = '', reference = '' } = question;
  const { me } = useSession();
  const address = me?.address ?? null;
  const act = useAct<SettledCheckout>();
  const changed = useChanged();
  const [running, setRunning] = useState<SettledCheckout | null>(null);
  const [settled, setSettled] = useState<SettledCheckout | null>(null);
  const [before, setBefore] = useState<CheckoutPlan | null>(null);
  const asked = useQuery({
    queryKey: ['checkout', name, licensee, isInvoiced, wanted.map(({ assetId }) => assetId), kept.text],
    queryFn: () => look({ licensee, wanted, kept, isInvoiced, address: address ?? '' }),
    enabled: address !== null && settled === null && running === null && act.state.phase !== 'working',
    gcTime: 0,
    staleTime: 5_000,
    // What is being agreed to stays as it is shown.
    refetchOnWindowFocus: false,
  });

  const tell = useRef(changed);
  useEffect(() => void (tell.current = changed));
  // The licenses are shown first; then what stands behind them is asked for again.
  useEffect(() => {
    if (settled !== null || before !== null) void tell.current('consents', 'offers', 'sales');
  }, [settled, before]);

  const run = async (view: CheckoutView) => {
    const plan = planOf(view, licensee);
    setRunning({ plan, states: plan.items.map(() => ({ state: 'WAITING' })) });
    const done = await act.run(async (platform) => {
      const { runCheckout } = await import('@lanran/sdk/desk/checkout');
      const { formatPlan } = await import('@lanran/sdk/desk/checkout-plan');
      if (!isInvoiced) kept.keep(formatPlan(plan));
      const options = {
        onProgress: (states: readonly ItemState[]) => setRunning({ plan, states }),
      };
      if (!isInvoiced) return { plan, states: (await runCheckout(platform, plan, options)).items };
      const { placeListOrder } = await import('@lanran/sdk/billing/placing');
      const purchaseOrder = reference === '' ? null : reference;
      const outcome = await placeListOrder(platform, plan, { ...options, title, purchaseOrder });
      return 'refused' in outcome
        ? { plan, states: outcome.refused, orderId: null }
        : { plan, states: outcome.items, orderId: outcome.order.id };
    });
    if (done !== null) await settle(done);
    setRunning(null);
    if (done === null) await changed('consents', 'offers', 'sales');
  };

  const settle = async (done: SettledCheckout) => {
    if (isInvoiced && done.orderId === null) {
      // Nothing was signed: what is otherwise is shown beside what was agreed to.
      setBefore(done.plan);
      await asked.refetch();
      return;
    }
    if (isInvoiced || done.states.every(({ state }) => state !== 'WAITING' && state !== 'CHANGED')) {
      kept.clear();
      setSettled(done);
      return;
    }
    // Another yes is needed: what is otherwise is shown beside what was agreed to.
    const { planAgain } = await import('@lanran/sdk/desk/checkout');
    const { formatPlan } = await import('@lanran/sdk/desk/checkout-plan');
    setBefore(done.plan);
    kept.keep(formatPlan(planAgain(done.plan, done.states)));
  };

  return {
    view: asked.data ?? null,
    error: asked.error,
    retry: () => void asked.refetch(),
    act,
    run,
    /** While it goes on. */
    running,
    settled,
    /** Agreed to, and otherwise by now. */
    before,
  };
}

async function look({
  licensee,
  wanted,
  kept,
  isInvoiced,
  address,
}: Omit<CheckoutQuestion, 'name'> & { readonly address: string }): Promise<CheckoutView> {
  const [{ pageClient }, { askCheckout }, { parsePlan }, { parseAddress }] = await Promise.all([
    import('../session/platform.ts'),
    import('@lanran/sdk/desk/checkout-quotes'),
    import('@lanran/sdk/desk/checkout-plan'),
    import('@lanran/protocol/kernel/signature'),
    import('@lanran/sdk/desk/checkout'),
  ]);
  const plan = isInvoiced ? null : parsePlan(kept.text);
  const items = plan?.items ?? wanted;
  const key = parseAddress(address.toLowerCase());
  const [quotes] = await Promise.all([
    askCheckout(
      pageClient(null),
      { licensee: plan?.licensee ?? licensee, items, sinceLogSize: plan?.logSize ?? null, isInvoiced },
      { payer: key, key },
    ),
    prepareToBuy(),
  ]);
  return { plan, items, quotes };
}

/** A yes to what is shown: to each item that can be bought, and what this plan bought before. */
function planOf({ plan, items, quotes }: CheckoutView, licensee: OrganizationId): CheckoutPlan {
  return {
    licensee: plan?.licensee ?? licensee,
    logSize: plan?.logSize ?? quotes.logSize,
    items: items.flatMap((item, at) => {
      const seen = seenOf(quotes.rows[at], plan?.items[at]?.seen ?? null);
      return seen === null ? [] : [{ ...item, seen }];
    }),
  };
}

function seenOf(row: CheckoutRow | undefined, agreed: SeenTerms | null): SeenTerms | null {
  if (row?.state === 'FREE') return row.terms;
  return row?.state === 'BOUGHT' ? agreed : null;
}
