import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import {
  ALL_RIGHTS,
  PASSED_ON_RIGHTS,
  RENEWABLE,
  REVOCABLE,
  SUBLICENSABLE,
} from '@lanran/protocol/licensing/rights';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { renewAct, sublicenseAct, transferLicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, type Person } from '../../support/people.ts';
import { buildWish, PRICE } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

describe('quotes for invoices, renewals and sublicenses', () => {
  let scene: LicensingScene;
  let services: Services;
  let buyer: Person;
  let studio: OrganizationId;
  let partners: OrganizationId;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services, buyer, studio, partners } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  const actor = (person = buyer) => actorOf(services, person);
  const ask = async (assetId: AssetId, isInvoiced: boolean) =>
    services.licensing.quote(await actor(), {
      assetId,
      licensee: null,
      wish: buildWish(services),
      isInvoiced,
    });

  it('answers for an invoice with the terms of one, which are not those of a purchase', async () => {
    const assetId = await scene.publishOffered();
    const [paid, invoiced] = [await ask(assetId, false), await ask(assetId, true)];
    expect(invoiced).toMatchObject({
      reasons: [],
      terms: { origin: 'INVOICE', price: PRICE, offerId: paid.terms?.offerId, licensee: studio },
    });
    if (invoiced.terms === null) throw new Error('nothing was quoted');
    expect(invoiced.licenseId).toBe(licenseIdOf(invoiced.terms));
    expect(invoiced.licenseId).not.toBe(paid.licenseId);
  });

  it('gives the same reasons against an invoice before the contracts know the asset and afterwards', async () => {
    const assetId = await scene.publish();
    const before = await ask(assetId, true);
    expect(before.reasons).toMatchObject([{ name: 'NO_CONSENT' }, { name: 'NO_OFFER' }]);
    await services.materialization.ensure(assetId);
    expect(await ask(assetId, true)).toEqual(before);
  });

  it('answers a renewal with the period that follows, once', async () => {
    const held = await scene.sell({ rights: RENEWABLE, price: 0n });
    const { wish } = held.terms;
    const quote = await services.licensing.quoteRenewal(await actor(), held.id);
    expect(quote).toMatchObject({
      reasons: [],
      terms: {
        origin: 'RENEWAL',
        parent: held.id,
        licensee: studio,
        wish: { ...wish, firstDay: wish.lastDay + 1, lastDay: wish.lastDay + 31 },
      },
    });
    const renewed = await scene.licenseOf(await scene.relay(buyer, renewAct(held.terms, quote)));
    expect(renewed).toMatchObject({ id: quote.licenseId, licensee: studio, terms: quote.terms });
    const again = await services.licensing.quoteRenewal(await actor(), held.id);
    expect(again.reasons).toMatchObject([{ name: 'ALREADY_LICENSED' }]);
  });

  it('says why a license is not renewed', async () => {
    const held = await scene.sell();
    const quote = await services.licensing.quoteRenewal(await actor(), held.id);
    expect(quote.reasons).toMatchObject([{ name: 'NOT_RENEWABLE', subject: BigInt(held.id) }]);
  });

  it('renews for whoever has the license now', async () => {
    const held = await scene.sell({ rights: RENEWABLE | 1 });
    await scene.relay(buyer, transferLicenseAct(held.terms, partners));
    const quote = await services.licensing.quoteRenewal(await actor(scene.partner), held.id);
    expect(quote).toMatchObject({ reasons: [], terms: { licensee: partners } });
  });

  it('answers a sublicense with the terms it is granted on', async () => {
    const held = await scene.sell({ rights: SUBLICENSABLE });
    const part = { licensee: partners, wish: buildWish(services), rights: REVOCABLE };
    const quote = await services.licensing.quoteSublicense(await actor(), held.id, part);
    expect(quote).toMatchObject({
      reasons: [],
      terms: { origin: 'SUBLICENSE', parent: held.id, licensee: partners, price: 0n, rights: REVOCABLE },
    });
    const granted = await scene.licenseOf(await scene.relay(buyer, sublicenseAct(held.terms, part)));
    expect(granted).toMatchObject({ id: quote.licenseId, terms: quote.terms });
  });

  it('passes on to a part the rights that the license has, and tells that its contracts know them', async () => {
    expect(await services.installation.knownRights()).toBe(ALL_RIGHTS);
    const held = await scene.sell({ rights: SUBLICENSABLE | PASSED_ON_RIGHTS });
    const part = { licensee: partners, wish: buildWish(services), rights: PASSED_ON_RIGHTS };
    const quote = await services.licensing.quoteSublicense(await actor(), held.id, part);
    expect(quote).toMatchObject({ reasons: [], terms: { rights: PASSED_ON_RIGHTS } });
    const granted = await scene.licenseOf(await scene.relay(buyer, sublicenseAct(held.terms, part)));
    expect(granted).toMatchObject({ id: quote.licenseId, terms: quote.terms });
  });

  it('says why a part is not sublicensed', async () => {
    const held = await scene.sell();
    const { wish } = held.terms;
    const part = { licensee: partners, wish: { ...wish, lastDay: wish.lastDay + 1 }, rights: 0 };
    const { reasons } = await services.licensing.quoteSublicense(await actor(), held.id, part);
    expect(reasons.map(({ name }) => name)).toEqual([
      'NOT_SUBLICENSABLE',
      'OUTSIDE_LICENSE',
      'CONSENT_RIGHTS',
    ]);
  });

  it('shows these quotes to the parties of the license alone', async () => {
    const held = await scene.sell({ rights: RENEWABLE | SUBLICENSABLE });
    const part = { licensee: partners, wish: buildWish(services), rights: 0 };
    for (const party of [buyer, scene.curator, scene.council]) {
      expect((await services.licensing.quoteRenewal(await actor(party), held.id)).reasons).toEqual([]);
    }
    for (const other of [scene.partner, scene.stranger]) {
      const refused = { code: 'NOT_FOUND' };
      await expect(services.licensing.quoteRenewal(await actor(other), held.id)).rejects.toMatchObject(
        refused,
      );
      await expect(
        services.licensing.quoteSublicense(await actor(other), held.id, part),
      ).rejects.toMatchObject(refused);
    }
  });
});
