import { describe, expect, it } from 'vitest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { CheckoutItem, CheckoutPlan } from '@lanran/sdk/desk/checkout-plan';
import { buyerOf, linesOf } from '../../../web/lib/checkout/checkout-lines.ts';
import type { CheckoutView } from '../../../web/lib/checkout/use-checkout.ts';
import type { Licensee } from '../../../web/lib/session/licensees.ts';

const TOKEN = `0x${'70'.repeat(20)}`;

function itemOf(overrides: Partial<CheckoutItem['wish']> = {}, offerId: bigint | null = 7n): CheckoutItem {
  const wish = {
    media: ['STREAMING'],
    territories: ['FR'],
    from: '2027-01-01',
    to: '2027-12-31',
    exclusive: false,
  };
  return { assetId: '0x01' as AssetId, wish: { ...wish, ...overrides }, offerId };
}

function viewOf(items: readonly CheckoutItem[], plan: CheckoutPlan | null = null): CheckoutView {
  const quotes = { rows: items.map(() => ({ state: 'NOT_FOUND' })) } as unknown as CheckoutView['quotes'];
  return { items, plan, quotes };
}

describe('the lines of a checkout', () => {
  const priced = (item: CheckoutItem, amount: bigint) => ({
    ...item,
    shown: { price: { amount, token: TOKEN } },
  });
  const shownOf = (items: readonly CheckoutItem[], wanted: Parameters<typeof linesOf>[1]['wanted']) =>
    linesOf(viewOf(items), { wanted, before: null, subjectOf: () => null }).map(
      ({ shown }) => shown?.price.amount ?? null,
    );

  it('are compared with what was shown of just that use and offer', () => {
    const others = [
      itemOf({ to: '2028-12-31' }),
      itemOf({ media: ['GAME'] }),
      itemOf({ territories: ['FR', 'CN'] }),
      itemOf({ exclusive: true }),
      itemOf({}, 8n),
      itemOf({}, null),
    ];
    const wanted = [...others, itemOf()].map((item, at) => priced(item, BigInt(at)));
    expect(shownOf([itemOf(), ...others], wanted)).toEqual([6n, 0n, 1n, 2n, 3n, 4n, 5n]);
    expect(shownOf([itemOf()], wanted.slice(0, -1))).toEqual([null]);
  });
});

describe('for whom a checkout buys', () => {
  const organization = (id: string) => ({ id }) as Licensee;
  const [mine, other] = [organization('mine'), organization('other')];
  const begunFor = (id: string) => ({ plan: { licensee: id as OrganizationId, logSize: 4, items: [] } });

  it('is the chosen organization until it was begun', () => {
    expect(buyerOf(null, { licensee: mine, choices: [mine, other] })).toBe(mine);
    expect(buyerOf({ plan: null }, { licensee: mine, choices: [mine, other] })).toBe(mine);
  });

  it('is the one for which it was begun, whichever is chosen now', () => {
    expect(buyerOf(begunFor('other'), { licensee: mine, choices: [mine, other] })).toBe(other);
  });

  it('is nobody once the reader no longer acts for that one', () => {
    expect(buyerOf(begunFor('other'), { licensee: mine, choices: [mine] })).toBeNull();
  });
});
