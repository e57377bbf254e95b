import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '@lanran/api/licensing/domain/order';
import { assetIdOf, organizationIdOf, randomBytes32, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';
import { readAll, startStores, type StoresUnderTest } from './stores-under-test.ts';

const MUSEUM = organizationIdOf('museum');
const STUDIO = organizationIdOf('studio');
const XIJIANG = organizationIdOf('xijiang');

function buildOrder(overrides: Partial<Order> = {}, licensee = STUDIO): Order {
  const terms: Terms = {
    assetId: assetIdOf(MUSEUM, randomBytes32()),
    version: parseStatementHash(randomBytes32()),
    licensee,
    offerId: 2n ** 64n - 1n,
    wish: { media: 4, territories: WORLD - 1n, firstDay: 20_000, lastDay: 20_001, exclusive: true },
    token: parseAddress(`0x${'aa'.repeat(20)}`),
    price: 2n ** 96n - 1n,
    communityShareBps: 1_000,
    operatorShareBps: 0,
    rights: 5,
    origin: 'INVOICE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
  };
  return {
    id: licenseIdOf(terms),
    terms,
    holder: MUSEUM,
    community: XIJIANG,
    isPaid: false,
    isShared: true,
    paidAt: new Date('2027-02-01T00:00:00Z'),
    sharedAt: null,
    state: 'ORDERED',
    canceledAt: null,
    bill: null,
    orderedAt: new Date(1_790_000_000_000),
    orderedIndex: 6,
    projectedIndex: 6,
    ...overrides,
  };
}

describe('orders in MongoDB', () => {
  let under: StoresUnderTest;
  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('are given back as written, without a community too', async () => {
    const { orders } = under.stores;
    for (const order of [buildOrder(), buildOrder({ community: null, state: 'CANCELED' })]) {
      await orders.project(order);
      expect(await orders.find(order.id)).toStrictEqual(order);
    }
    expect(await orders.find(buildOrder().id)).toBeNull();
  });

  it('never go back to an older state, in whatever order these arrive', async () => {
    const { orders } = under.stores;
    const order = buildOrder();
    const states = [9, 3, 12, 11, 4].map((projectedIndex) => ({
      ...order,
      projectedIndex,
      isPaid: projectedIndex === 12,
    }));
    await Promise.all(states.map((state) => orders.project(state)));
    await orders.project({ ...order, projectedIndex: 12, isPaid: false });
    expect(await orders.find(order.id)).toMatchObject({ projectedIndex: 12, isPaid: true });
  });

  it('are listed by their parties, newest first, without gap or repeat', async () => {
    const { orders } = under.stores;
    const [licensee, holder] = [organizationIdOf('lister'), organizationIdOf('keeper')];
    const all = Array.from({ length: 5 }, (_, at) =>
      // What happened since changes no order.
      buildOrder({ holder, orderedIndex: 100 + at, projectedIndex: 200 - at }, licensee),
    );
    for (const order of all) await orders.project(order);
    const newest = all.toReversed();
    for (const first of [1, 2, 100]) {
      expect(await readAll((page) => orders.list({ licensee }, page), first)).toStrictEqual(newest);
    }
    const page = { first: 10, after: null };
    expect((await orders.list({ licensee, holder, community: XIJIANG }, page)).totalCount).toBe(5);
    expect((await orders.list({ licensee, holder: MUSEUM }, page)).totalCount).toBe(0);
    expect((await orders.list({ community: STUDIO }, page)).totalCount).toBe(0);
  });
});
