import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order, OrderFilter } from '@lanran/api/licensing/domain/order';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { cancelOrderAct, confirmPaidAct, confirmShareAct, orderAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, type Person } from '../../support/people.ts';
import { buildWish, PRICE } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

describe('orders that are paid by invoice', () => {
  let scene: LicensingScene;
  let services: Services;
  let buyer: Person;
  let curator: Person;
  let council: Person;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services, buyer, curator, council } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  const shown = async (person: Person, id: LicenseId) =>
    services.orders.order(await actorOf(services, person), id);
  const listed = async (person: Person, filter: OrderFilter) => {
    const page = { first: 100, after: null };
    const { items } = await services.orders.list(await actorOf(services, person), filter, page);
    return items.map(({ item }) => item.id);
  };

  /** The studio's order of an asset on offer. */
  async function order(assetId?: AssetId): Promise<Order> {
    const wish = buildWish(services);
    const quote = await services.licensing.quote(await actorOf(services, buyer), {
      assetId: assetId ?? (await scene.publishOffered()),
      licensee: scene.studio,
      wish,
      isInvoiced: true,
    });
    const { licenseIds } = await scene.relay(buyer, orderAct(quote));
    const [id] = licenseIds;
    if (id === undefined) throw new Error('nothing was ordered');
    return shown(buyer, id);
  }

  it('become licenses when the holder says they are paid and the council that its share arrived', async () => {
    const { id, terms } = await order();
    expect(await shown(buyer, id)).toMatchObject({
      terms: { origin: 'INVOICE', price: PRICE, licensee: scene.studio },
      holder: scene.museum,
      community: scene.community,
      state: 'ORDERED',
      isPaid: false,
      isShared: false,
    });
    await scene.relay(curator, confirmPaidAct(terms));
    expect(await shown(curator, id)).toMatchObject({ state: 'ORDERED', isPaid: true, isShared: false });
    expect(await scene.stack.stores.licenses.find(id)).toBeNull();
    await scene.relay(council, confirmShareAct(terms));
    expect(await shown(council, id)).toMatchObject({ state: 'LICENSED', isPaid: true, isShared: true });
    expect(await scene.stack.stores.licenses.find(id)).toMatchObject({ licensee: scene.studio, terms });
  });

  it('are taken back by their licensee, and begin anew when they are ordered again', async () => {
    const first = await order();
    await scene.relay(curator, confirmPaidAct(first.terms));
    await scene.relay(buyer, cancelOrderAct(first.terms));
    expect(await shown(buyer, first.id)).toMatchObject({ state: 'CANCELED', isPaid: true });
    const again = await order(first.terms.assetId);
    expect(again).toMatchObject({ id: first.id, state: 'ORDERED', isPaid: false });
    expect(again.orderedIndex).toBeGreaterThan(first.orderedIndex);
  });

  it('stay as they are when a confirmation comes from somebody else', async () => {
    const { id, terms } = await order();
    await expect(scene.relay(buyer, confirmPaidAct(terms))).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'LICENSE_MARKET_NOT_MEMBER' }],
    });
    expect(await shown(buyer, id)).toMatchObject({ isPaid: false, isShared: false });
  });

  it('are shown to licensee, holder and council, alone and in lists, newest first', async () => {
    const [earlier, later] = [await order(), await order()];
    const newest = [later.id, earlier.id];
    const { studio, museum, community, partners } = scene;
    expect((await listed(buyer, { licensee: studio })).slice(0, 2)).toEqual(newest);
    expect((await listed(curator, { holder: museum })).slice(0, 2)).toEqual(newest);
    expect((await listed(council, { community })).slice(0, 2)).toEqual(newest);
    expect((await listed(council, { community, licensee: studio })).slice(0, 2)).toEqual(newest);
    expect(await listed(council, { community, licensee: partners })).toEqual([]);
    for (const other of [scene.partner, scene.stranger]) {
      await expect(shown(other, later.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(listed(other, { licensee: studio })).rejects.toMatchObject({ code: 'BAD_INPUT' });
      await expect(listed(other, {})).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
  });
});
