import { describe, expect, it } from 'vitest';
import { canPay, dividedView, totalsIn } from '../../../web/lib/checkout/checkout-currencies.ts';
import type { CheckoutView } from '../../../web/lib/checkout/use-checkout.ts';

const [TCNY, CNY] = ['tcny', 'cny'];
const invoicedOnly = (token: string) => token === CNY;

function buildView(...prices: readonly (readonly [string, bigint] | null)[]): CheckoutView {
  return {
    plan: null,
    items: prices.map((_, at) => ({ assetId: `0x0${at}` })),
    quotes: {
      rows: prices.map((price) =>
        price === null
          ? { state: 'REFUSED', reasons: [] }
          : { state: 'FREE', terms: { price: { token: price[0], amount: price[1] } } },
      ),
    },
  } as unknown as CheckoutView; // what the division looks at
}
const idsOf = (view: CheckoutView | null) => view?.items.map(({ assetId }) => assetId);

describe('a checkout in several currencies', () => {
  const mixed = buildView([TCNY, 100n], [CNY, 70n], null, [CNY, 30n]);

  it('buys what one buys at once, and says what is left for an order, one sum a currency', () => {
    const { view, others } = dividedView(mixed, { isInvoiced: false, invoicedOnly });
    expect(idsOf(view)).toEqual(['0x00', '0x02']);
    expect(totalsIn(view)).toEqual([{ token: TCNY, amount: '100' }]);
    expect(others).toEqual([{ token: CNY, amount: '100' }]);
  });

  it('orders what is left', () => {
    const { view, others } = dividedView(mixed, { isInvoiced: true, invoicedOnly });
    expect(idsOf(view)).toEqual(['0x01', '0x02', '0x03']);
    expect(others).toEqual([{ token: TCNY, amount: '100' }]);
  });

  it('never buys what is paid by invoice alone, also for nothing', () => {
    const units = buildView([CNY, 70n], [CNY, 0n]);
    const { view } = dividedView(units, { isInvoiced: false, invoicedOnly });
    expect([idsOf(view), canPay(view, invoicedOnly)]).toEqual([[], false]);
    expect(idsOf(dividedView(units, { isInvoiced: true, invoicedOnly }).view)).toHaveLength(2);
  });

  it('orders everything where all could be bought as well', () => {
    const payable = buildView([TCNY, 1n], [TCNY, 2n]);
    expect(idsOf(dividedView(payable, { isInvoiced: true, invoicedOnly }).view)).toHaveLength(2);
    expect(canPay(payable, invoicedOnly)).toBe(true);
  });
});
