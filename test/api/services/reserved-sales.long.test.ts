import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { canSeeReserved } from '@lanran/api/licensing/domain/reserved';
import type { HistoryEntry } from '@lanran/api/provenance/services/statement-history';
import { type OfferTerms } from '@lanran/sdk/licensing/licensing-acts';
import {
  consentToAct,
  type UseConsentTerms,
  withdrawConsentAct,
  withdrawConsentToAct,
} from '@lanran/sdk/consent/consent-acts';
import type { AssetId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { parseTerritories, WORLD } from '@lanran/protocol/territories/territories';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { historyOf } from '../../support/asset-history.ts';
import { transferLicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, type Person, relayAct } from '../../support/people.ts';
import {
  buildWish,
  closeOfferAct,
  consentAct,
  offeringAct,
  PRICE,
  purchaseAct,
  todayIn,
} from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

const ANYBODY: Actor = { kind: 'anonymous' };
const NOTHING_OFFERED = { terms: null, licenseId: null, reasons: [{ name: 'NO_OFFER' }] };

function hashOf(entry: HistoryEntry | undefined): StatementHash {
  if (entry === undefined) throw new Error('it was not logged');
  return entry.statementHash;
}

describe('what one organization alone may take', () => {
  let scene: LicensingScene;
  let services: Services;
  let curator: Person;
  let council: Person;
  let buyer: Person;
  let partner: Person;
  let studio: OrganizationId;
  let partners: OrganizationId;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services, curator, council, buyer, partner, studio, partners } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  const offer = (assetId: AssetId, terms: Partial<OfferTerms>) =>
    relayAct(services, curator, offeringAct(services, assetId, terms));
  const quoteFor = async (person: Person, licensee: OrganizationId, assetId: AssetId, offerId?: bigint) =>
    services.licensing.quote(await actorOf(services, person), {
      ...{ assetId, licensee, wish: buildWish(services), offerId: offerId ?? null },
    });
  const reasonsOf = async (...asked: Parameters<typeof quoteFor>) =>
    (await quoteFor(...asked)).reasons.map(({ name }) => name);
  const availabilityOf = async (assetId: AssetId) => {
    const page = { first: 100, after: null };
    const { items } = await services.catalog.browse(
      { kind: 'anonymous' },
      { filter: { onOffer: true }, sort: 'NEWEST', page },
    );
    return items.some(({ item }) => item.id === assetId);
  };

  function consentTo(assetId: AssetId, terms: Partial<UseConsentTerms> = {}) {
    const today = todayIn(services);
    return consentToAct(assetId, {
      holder: scene.museum,
      licensee: studio,
      media: bitsOf(['STREAMING']),
      territories: WORLD,
      firstDay: today,
      lastDay: today + 60,
      exclusive: false,
      token: parseAddress(services.stack.contracts['TestToken']?.toLowerCase()),
      minPrice: PRICE,
      shareBps: 1_000,
      rights: 0,
      ...terms,
    });
  }

  const useOf = async (assetId: AssetId) => services.stack.stores.useConsents.find(assetId, studio);

  it('is an offer that only that organization is quoted and sold', async () => {
    const assetId = await scene.publish();
    await relayAct(services, council, consentAct(services, assetId, { holder: scene.museum }));
    const { offerId } = await offer(assetId, { licensee: studio });
    expect(await quoteFor(buyer, studio, assetId)).toMatchObject({
      reasons: [],
      terms: { licensee: studio },
    });
    expect(await reasonsOf(partner, partners, assetId)).toEqual(['NO_OFFER']);
    expect((await quoteFor(partner, partners, assetId)).terms).toBeNull();
    expect(await reasonsOf(curator, partners, assetId)).toEqual(['OFFER_RESERVED']);
    expect(await availabilityOf(assetId)).toBe(false);
    const asset = await services.catalog.get(await actorOf(services, buyer), assetId);
    const seen = async (person: Person) => canSeeReserved(await actorOf(services, person), asset, studio);
    expect(await Promise.all([buyer, curator, council, partner, scene.stranger].map(seen))).toEqual([
      ...[true, true, true, false, false],
    ]);

    const question = { assetId, licensee: studio, wish: buildWish(services), offerId: BigInt(offerId ?? '') };
    const act = await purchaseAct(services, buyer, question);
    expect((await scene.licenseOf(await relayAct(services, buyer, act))).licensee).toBe(studio);
  });

  it('is an offer that nobody else is quoted in the name of that organization', async () => {
    const assetId = await scene.publishOffered();
    const [open] = await services.stack.stores.offers.listOpen([assetId]);
    const { offerId } = await offer(assetId, { licensee: studio, price: 7_777n });
    for (const person of [buyer, curator, council])
      expect((await quoteFor(person, studio, assetId)).terms?.price).toBe(7_777n);

    const question = { assetId, licensee: studio, wish: buildWish(services) };
    for (const actor of [
      ANYBODY,
      await actorOf(services, partner),
      await actorOf(services, scene.stranger),
    ]) {
      const quoted = await services.licensing.quote(actor, question);
      expect(quoted).toMatchObject({ reasons: [], terms: { offerId: BigInt(open?.id ?? ''), price: PRICE } });
      const named = { ...question, offerId: BigInt(offerId ?? '') };
      expect(await services.licensing.quote(actor, named)).toMatchObject(NOTHING_OFFERED);
    }
    await relayAct(services, curator, closeOfferAct(open?.id));
    expect(await services.licensing.quote(ANYBODY, question)).toMatchObject(NOTHING_OFFERED);
    expect((await quoteFor(buyer, studio, assetId)).terms?.price).toBe(7_777n);
  });

  it('is consent that nobody else learns of by a quote in the name of that organization', async () => {
    const assetId = await scene.publishOffered();
    await relayAct(services, council, withdrawConsentAct(assetId));
    await relayAct(services, council, consentTo(assetId, { minPrice: PRICE + 1n }));
    expect(await reasonsOf(buyer, studio, assetId)).toEqual(['USE_PRICE']);
    expect(await reasonsOf(partner, studio, assetId)).toEqual(['NO_CONSENT']);

    await relayAct(services, council, withdrawConsentToAct(assetId, studio));
    await relayAct(services, council, consentTo(assetId));
    expect(await reasonsOf(buyer, studio, assetId)).toEqual([]);
    expect(await reasonsOf(council, studio, assetId)).toEqual([]);
    expect(await reasonsOf(partner, studio, assetId)).toEqual(['NO_CONSENT']);

    const narrow = consentAct(services, assetId, { holder: scene.museum, media: bitsOf(['TELEVISION']) });
    await relayAct(services, council, narrow);
    expect(await reasonsOf(buyer, studio, assetId)).toEqual([]);
    expect(await reasonsOf(partner, studio, assetId)).toEqual(['CONSENT_MEDIA']);
  });

  it('is told to those whom it concerns by the log and by proofs, to others only that it was', async () => {
    const assetId = await scene.publish();
    await relayAct(services, council, consentTo(assetId, { minPrice: 777_777_777_777n }));
    await offer(assetId, { licensee: studio, price: 777_777_777_777n });
    await relayAct(services, council, withdrawConsentToAct(assetId, studio));
    const holder = scene.museum;
    for (const person of [partner, scene.stranger]) {
      const actor = await actorOf(services, person);
      const [consented, offered, withdrawn] = (await historyOf(services, assetId, actor)).slice(1);
      expect(consented?.details).toEqual({ holder, reserved: true });
      expect(offered?.details).toEqual({ holder, reserved: true, offerId: expect.any(String) });
      expect(withdrawn?.details).toEqual({ reserved: true });
      for (const entry of [consented, offered, withdrawn]) {
        expect((await services.history.find(actor, hashOf(entry)))?.details).toEqual(entry?.details);
        const { text } = await services.provenance.statementProof(actor, hashOf(entry));
        expect(text).not.toContain('777777777777');
        expect(text).not.toContain(studio);
        const { checks } = await verifyBundleText(text, { trust: services.trust });
        expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
      }
    }
    const licensee = await actorOf(services, buyer);
    const [consented, offered, withdrawn] = (await historyOf(services, assetId, licensee)).slice(1);
    expect([consented?.details, withdrawn?.details]).toMatchObject([
      { holder, licensee: studio },
      { licensee: studio },
    ]);
    const { text } = await services.provenance.statementProof(licensee, hashOf(offered));
    expect(text).toContain('777777777777');
  });

  it('leaves others the cheapest of the open offers, and a purchase the one that it names', async () => {
    const assetId = await scene.publishOffered();
    const { offerId: cheap } = await offer(assetId, { price: PRICE / 2n });
    await offer(assetId, { price: 1n, licensee: studio });
    expect((await quoteFor(partner, partners, assetId)).terms).toMatchObject({
      offerId: BigInt(cheap ?? ''),
      price: PRICE / 2n,
    });
    expect((await quoteFor(buyer, studio, assetId)).terms?.price).toBe(1n);
    expect((await quoteFor(buyer, studio, assetId, BigInt(cheap ?? ''))).terms?.price).toBe(PRICE / 2n);
  });

  it('is priced by its rule, of which the quote shows the parts', async () => {
    const assetId = await scene.publishOffered({
      price: 10_000n,
      rule: {
        minimum: 5_000n,
        mediaFactors: [0, 0, 150, ...Array<number>(13).fill(0)],
        groups: [{ territories: parseTerritories('FR'), factor: 200 }],
        exclusivityFactor: 100,
      },
    });
    const { terms } = await quoteFor(buyer, studio, assetId);
    if (terms === null) throw new Error('nothing was quoted');
    const found = await services.licensing.priceParts(terms);
    expect(found?.parts).toMatchObject({ mediaFactor: 150, territoryFactor: 200, exclusivityFactor: 100 });
    expect(found?.parts.computed).toBe(terms.price);
    expect(terms.price).toBe(10_000n * BigInt(found?.parts.months ?? 0) * 3n);
  });

  it('is consent to one use: it permits one license, and is spent by it', async () => {
    const assetId = await scene.publish();
    await relayAct(services, council, consentTo(assetId));
    expect(await availabilityOf(assetId)).toBe(false);
    await offer(assetId, { licensee: studio });
    expect(await reasonsOf(buyer, studio, assetId)).toEqual([]);
    expect(await reasonsOf(curator, partners, assetId)).toEqual(['NO_CONSENT', 'OFFER_RESERVED']);

    const question = { assetId, licensee: studio, wish: buildWish(services) };
    const license = await scene.licenseOf(
      await relayAct(services, buyer, await purchaseAct(services, buyer, question)),
    );
    expect(await useOf(assetId)).toMatchObject({ state: 'SPENT', licensee: studio });
    const later = { ...buildWish(services), lastDay: todayIn(services) + 20 };
    const again = await services.licensing.quote(await actorOf(services, buyer), {
      ...question,
      wish: later,
    });
    expect(again.reasons.map(({ name }) => name)).toEqual(['NO_CONSENT']);
    // What was permitted was one license to the studio: nobody it would hand it to can buy by it.
    await expect(
      relayAct(services, buyer, transferLicenseAct(license.terms, partners)),
    ).rejects.toMatchObject({ code: 'LEDGER_REFUSED' });
  });

  it('is refused outside its days, below its price, and after it was withdrawn', async () => {
    const assetId = await scene.publish();
    await relayAct(services, council, consentTo(assetId, { lastDay: todayIn(services) + 10 }));
    await offer(assetId, { licensee: studio, price: PRICE - 1n });
    expect(await reasonsOf(buyer, studio, assetId)).toEqual(['USE_DAYS', 'USE_PRICE']);
    await relayAct(services, council, withdrawConsentToAct(assetId, studio));
    expect(await reasonsOf(buyer, studio, assetId)).toEqual(['NO_CONSENT']);
    expect(await useOf(assetId)).toMatchObject({ state: 'WITHDRAWN' });
    await expect(relayAct(services, council, withdrawConsentToAct(assetId, studio))).rejects.toMatchObject({
      reasons: [{ code: 'CONSENT_REGISTRY_NO_USE' }],
    });
  });

  it('is shown to council, holder and licensee, not to others', async () => {
    const assetId = await scene.publish();
    await relayAct(services, council, consentTo(assetId));
    const shownTo = async (person: Person) => {
      const actor = await actorOf(services, person);
      return (await services.licensing.useConsentsOf(actor, await services.catalog.get(actor, assetId)))
        .length;
    };
    expect(await Promise.all([council, curator, buyer, partner, scene.stranger].map(shownTo))).toEqual([
      ...[1, 1, 1, 0, 0],
    ]);
  });
});
