import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { License } from '@lanran/api/licensing/domain/license';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { REVOCABLE, type RightsBits, SUBLICENSABLE, TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import { revokeLicenseAct, sublicenseAct, transferLicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, type Person, relayAct } from '../../support/people.ts';
import { buildWish } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

const ALL_RIGHTS = TRANSFERABLE | SUBLICENSABLE | REVOCABLE;

describe('licenses in other hands', () => {
  let scene: LicensingScene;
  let services: Services;
  let buyer: Person;
  let partner: Person;
  let council: Person;
  let curator: Person;
  let studio: OrganizationId;
  let partners: OrganizationId;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services, buyer, partner, council, curator, studio, partners } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  const sell = (rights = ALL_RIGHTS) => scene.sell({ rights });

  async function sublicense({ terms }: License, rights: RightsBits = 0): Promise<License> {
    const part = { licensee: partners, wish: buildWish(services), rights };
    return scene.licenseOf(await relayAct(services, buyer, sublicenseAct(terms, part)));
  }

  const shown = async (person: Person, { id }: License) =>
    services.licensing.license(await actorOf(services, person), id);
  const listed = async (person: Person, licensee: OrganizationId) => {
    const page = { first: 100, after: null };
    const { items } = await services.licensing.list(await actorOf(services, person), { licensee }, page);
    return items.map(({ item }) => item.id);
  };
  const opens = async (person: Person, assetId: AssetId) =>
    services.downloads.open(await actorOf(services, person), `${assetId}.1.0`).then(
      () => true,
      () => false,
    );

  it('follow a transfer: the new licensee sees them and opens their files, the old one no longer', async () => {
    const license = await sell();
    const { assetId } = license.terms;
    expect([await opens(buyer, assetId), await opens(partner, assetId)]).toEqual([true, false]);
    await expect(shown(partner, license)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    await relayAct(services, buyer, transferLicenseAct(license.terms, partners));
    expect([await opens(buyer, assetId), await opens(partner, assetId)]).toEqual([false, true]);
    expect(await shown(partner, license)).toMatchObject({ licensee: partners, terms: { licensee: studio } });
    expect(await listed(partner, partners)).toContain(license.id);
    expect(await listed(buyer, studio)).not.toContain(license.id);
    await expect(shown(buyer, license)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { text } = await services.provenance.licenseProof(await actorOf(services, partner), license.id);
    const chain = await RpcChainLookup.open(scene.stack.rpcUrl);
    const { checks } = await verifyBundleText(text, { trust: services.trust, chain });
    chain.close();
    expect(checks.find(({ name }) => name === 'license')).toMatchObject({
      status: 'pass',
      reason: expect.stringContaining(partners),
    });
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);

    await relayAct(services, partner, transferLicenseAct(license.terms, studio));
    expect([await opens(buyer, assetId), await opens(partner, assetId)]).toEqual([true, false]);
  });

  it('keep their place in lists when they change hands', async () => {
    const earlier = await sell();
    const later = await sell();
    await relayAct(services, buyer, transferLicenseAct(later.terms, partners));
    await relayAct(services, buyer, transferLicenseAct(earlier.terms, partners));
    const order = (await listed(partner, partners)).filter((id) => id === earlier.id || id === later.id);
    expect(order).toEqual([later.id, earlier.id]);
  });

  it('are not transferred when their terms don’t let them be', async () => {
    const license = await sell(REVOCABLE);
    const attempt = relayAct(services, buyer, transferLicenseAct(license.terms, partners));
    await expect(attempt).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'LICENSE_TOKEN_LOCKED' }],
    });
    expect(await scene.stack.stores.licenses.find(license.id)).toMatchObject({ licensee: studio });
  });

  it('end with their revocation, and close their files', async () => {
    const license = await sell();
    const { text } = await services.provenance.licenseProof(await actorOf(services, buyer), license.id);
    await relayAct(services, council, revokeLicenseAct(license.terms));
    expect(await shown(buyer, license)).toMatchObject({ isRevoked: true });
    const chain = await RpcChainLookup.open(scene.stack.rpcUrl);
    const { checks } = await verifyBundleText(text, { trust: services.trust, chain });
    chain.close();
    // The proof is of a block before: the node tells what came after.
    expect(checks.filter(({ status }) => status === 'fail')).toMatchObject([
      { name: 'license', reason: expect.stringContaining('was revoked since the proof was made') },
    ]);
    expect(await services.licensing.isLive(license)).toBe(false);
    expect(await opens(buyer, license.terms.assetId)).toBe(false);
  });

  it('open files to a machine that has read them, until the log says that they were revoked or transferred', async () => {
    for (const [person, end] of [
      [council, (terms: License['terms']) => revokeLicenseAct(terms)],
      [buyer, (terms: License['terms']) => transferLicenseAct(terms, partners)],
    ] as const) {
      const { id, terms } = await sell();
      const order = { licenseIds: [id], label: 'farm', lastDay: null };
      const { text } = await services.deliveries.issue(await actorOf(services, buyer), order);
      const open = () => services.deliveries.openFile(text, `${terms.assetId}.1.0`);
      expect(await open()).toMatchObject({ isOpen: false });
      // The clock stands still: what was found out a moment ago has not grown old.
      await relayAct(services, person, end(terms));
      await expect(open()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('open files to those they are sublicensed to, until license or sublicense ends', async () => {
    const revoked = await sell();
    const { assetId } = revoked.terms;
    const part = await sublicense(revoked, REVOCABLE);
    expect(part).toMatchObject({ licensee: partners, terms: { origin: 'SUBLICENSE', parent: revoked.id } });
    expect(await opens(partner, assetId)).toBe(true);
    // Its grantor sees it, and may end it.
    expect(await shown(buyer, part)).toMatchObject({ id: part.id });
    await relayAct(services, buyer, revokeLicenseAct(part.terms));
    expect([await opens(buyer, assetId), await opens(partner, assetId)]).toEqual([true, false]);

    const license = await sell();
    const dependent = await sublicense(license);
    expect(await opens(partner, license.terms.assetId)).toBe(true);
    await relayAct(services, curator, revokeLicenseAct(license.terms));
    expect(await opens(partner, license.terms.assetId)).toBe(false);
    // Itself it was not ended: its license was.
    expect(await shown(partner, dependent)).toMatchObject({ isRevoked: false });
    expect(await services.licensing.isLive(dependent)).toBe(false);
  });

  it('show their licensee the parts that it granted of them, and nobody whom these don’t concern', async () => {
    const license = await sell();
    const part = await sublicense(license);
    const page = { first: 10, after: null };
    const idsOf = ({ items }: { readonly items: readonly { readonly item: License }[] }) =>
      items.map(({ item }) => item.id);
    const granted = async (person: Person) =>
      idsOf(await services.licensing.listGranted(await actorOf(services, person), license, page));
    for (const person of [buyer, council, curator]) expect(await granted(person)).toEqual([part.id]);
    expect(await granted(partner)).toEqual([]);

    const listedBy = async (person: Person, grantor: OrganizationId) =>
      idsOf(await services.licensing.list(await actorOf(services, person), { grantor }, page));
    expect(await listedBy(buyer, studio)).toContain(part.id);
    await expect(listedBy(partner, studio)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    // Whoever has the license now is the grantor of its parts.
    await relayAct(services, buyer, transferLicenseAct(license.terms, partners));
    expect(await listedBy(buyer, studio)).not.toContain(part.id);
    expect(await listedBy(partner, partners)).toContain(part.id);
  });
});
