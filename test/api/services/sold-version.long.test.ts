import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { License } from '@lanran/api/licensing/domain/license';
import { takeVersionAct } from '@lanran/sdk/licensing/license-acts';
import { buyAct } from '@lanran/sdk/licensing/licensing-acts';
import { requireVersionOf } from '@lanran/sdk/licensing/sold-version';
import { takeDownAct } from '@lanran/sdk/takedowns/take-down-acts';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import type { AssetId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import { parseStatementHash } from '@lanran/protocol/kernel/ids';
import { FIXED_VERSION, RENEWABLE, type RightsBits, SUBLICENSABLE } from '@lanran/protocol/licensing/rights';
import { statementHash } from '@lanran/protocol/log/statement';
import type { TakeDownScope } from '@lanran/protocol/assets/take-down';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import {
  cancelOrderAct,
  confirmPaidAct,
  confirmShareAct,
  orderAct,
  renewAct,
  sublicenseAct,
} from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, type Person, relayAct } from '../../support/people.ts';
import { signStatement, upload } from '../../support/publications.ts';
import { buildWish, purchaseAct } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

describe('the version that was sold', () => {
  let scene: LicensingScene;
  let services: Services;
  let curator: Person;
  let buyer: Person;
  let studio: OrganizationId;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services, curator, buyer, studio } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  /** @returns the hash of the next version, which has a file more */
  async function revise(assetId: AssetId): Promise<StatementHash> {
    const actor = await actorOf(services, curator);
    const draft = await services.revisions.create(actor, assetId);
    await upload(services, curator, { draftId: draft.id, path: 'another.tiff', bytes: randomBytes(50) });
    const { publication } = await services.publishing.prepare(actor, draft.id);
    const signature = signStatement(services, curator, publication.statement);
    return (await services.publishing.publish(actor, draft.id, signature)).statementHash;
  }

  async function takeDown(assetId: AssetId, scope: TakeDownScope): Promise<void> {
    const order = { assetId, scope, reason: 'Shows a burial.', despiteLicenses: true };
    const stated = await services.takeDownPlans.state(await actorOf(services, curator), order);
    const { scopeHash, reasonHash } = stated;
    const act = takeDownAct({ assetId, organizationId: scene.museum, scopeHash, reasonHash });
    await relayAct(services, curator, act);
  }

  const sell = async (rights: RightsBits = 0) => scene.sell({ rights });
  const fresh = async ({ id }: License) => services.licensing.license(await actorOf(services, buyer), id);
  const codeOf = async (fileId: string, person = buyer) =>
    services.downloads.open(await actorOf(services, person), fileId).then(
      () => 'OPEN',
      (error: unknown) => (error as { code: string }).code,
    );
  const opened = async (license: License) =>
    (await services.licenseVersions.openedBy(await fresh(license))).map(({ version }) => version.version);

  it('stays what a license opens, proves and quotes after a revision', async () => {
    const license = await sell();
    const { assetId, version } = license.terms;
    const [before] = await services.licenseVersions.openedBy(license);
    const revised = await revise(assetId);

    expect(revised).not.toBe(version);
    expect(await services.licenseVersions.openedBy(await fresh(license))).toEqual([before]);
    expect(await codeOf(`${assetId}.1.0`)).toBe('OPEN');
    expect(await codeOf(`${assetId}.2.0`)).toBe('VERSION_NOT_LICENSED');
    expect(await codeOf(`${assetId}.1.0`, scene.stranger)).toBe('NOT_FOUND');
    expect(await codeOf(`${assetId}.2.0`, curator)).toBe('OPEN');
    const { text } = await services.provenance.licenseProof(await actorOf(services, buyer), license.id);
    const { checks } = await verifyBundleText(text, { trust: services.trust });
    expect(statementHash(parseBundle(text).statement)).toBe(version);
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    const quoted = await services.licensing.quoteRenewal(await actorOf(services, buyer), license.id);
    expect(quoted.terms?.version).toBe(version);
  });

  it('is joined by a newer one that the licensee takes, and by no other', async () => {
    const license = await sell();
    const { assetId } = license.terms;
    expect(await services.licenseVersions.newerThan(license)).toBeNull();
    const second = await revise(assetId);
    expect(await services.licenseVersions.newerThan(await fresh(license))).toMatchObject({ version: 2 });
    await relayAct(services, buyer, takeVersionAct(license.terms, second));

    expect(await opened(license)).toEqual([1, 2]);
    expect((await fresh(license)).takenVersions).toMatchObject([{ version: second }]);
    expect(await services.licenseVersions.newerThan(await fresh(license))).toBeNull();
    expect(await codeOf(`${assetId}.2.0`)).toBe('OPEN');
    await revise(assetId);
    expect(await opened(license)).toEqual([1, 2]);
    expect(await codeOf(`${assetId}.3.0`)).toBe('VERSION_NOT_LICENSED');
  });

  it('is all that a license of a fixed version ever opens', async () => {
    const license = await sell(FIXED_VERSION);
    const second = await revise(license.terms.assetId);
    expect(await services.licenseVersions.newerThan(license)).toBeNull();
    await expect(relayAct(services, buyer, takeVersionAct(license.terms, second))).rejects.toMatchObject({
      reasons: [{ code: 'LICENSE_TOKEN_VERSION_FIXED' }],
    });
    expect(await opened(license)).toEqual([1]);
  });

  it('is what delivery tokens list, by its number or as the newest that is open', async () => {
    const license = await sell();
    const { assetId } = license.terms;
    const member = await actorOf(services, buyer);
    const order = { licenseIds: [license.id], label: 'farm', lastDay: null };
    const { text } = await services.deliveries.issue(member, order);
    const second = await revise(assetId);
    const listed = async (version: number | null) => {
      const ids: string[] = [];
      const lines = await services.deliveries.listFiles(text, { version, tellsClosed: false });
      for await (const line of lines) if ('path' in line) ids.push(line.id);
      return ids;
    };
    const versionsOf = (ids: readonly string[]) => [...new Set(ids.map((id) => id.split('.')[1]))];
    expect(versionsOf(await listed(null))).toEqual(['1']);
    await expect(listed(2)).rejects.toMatchObject({ code: 'VERSION_NOT_LICENSED' });
    await expect(services.deliveries.openFile(text, `${assetId}.2.0`)).rejects.toMatchObject({
      code: 'VERSION_NOT_LICENSED',
    });
    await relayAct(services, buyer, takeVersionAct(license.terms, second));
    expect(versionsOf(await listed(null))).toEqual(['2']);
    expect(versionsOf(await listed(1))).toEqual(['1']);
    const open = () => services.deliveries.openFile(text, `${assetId}.2.0`);
    expect(await open()).toMatchObject({ isOpen: false });
    await takeDown(assetId, { version: 2 });
    await expect(open()).rejects.toMatchObject({ code: 'TAKEN_DOWN' });
  });

  it('is the one that was asked for, of this asset, published: nothing else is relayed', async () => {
    const assetId = await scene.publishOffered();
    const other = await scene.publishOffered();
    const { head: first } = await services.catalog.get(await actorOf(services, buyer), assetId);
    const { head: foreign } = await services.catalog.get(await actorOf(services, buyer), other);
    await revise(assetId);
    const asked = { assetId, licensee: studio, wish: buildWish(services) };
    const quoteOf = async (version: number | null) =>
      services.licensing.quote(await actorOf(services, buyer), { ...asked, version });
    const { version: newest } = await quoteOf(null);
    expect(newest).toMatchObject({ version: 2 });
    const told = {
      version: 2,
      statementHash: newest.statementHash,
      statement: JSON.stringify(newest.statement),
      numberProof: JSON.stringify(await services.versions.revealTerms(newest)),
    };
    expect(requireVersionOf(assetId, told)).toBe(newest.statementHash);
    expect(() => requireVersionOf(assetId, { ...told, version: 1 })).toThrow(/another number/);
    expect((await quoteOf(1)).terms?.version).toBe(first);
    await expect(quoteOf(3)).rejects.toMatchObject({ code: 'VERSION_UNKNOWN' });

    const { terms } = await quoteOf(1);
    if (terms === null) throw new Error('nothing was quoted');
    const purchaseOf = (version: StatementHash) =>
      buyAct(
        {
          ...{ offerId: terms.offerId, assetId, version, licensee: studio, wish: terms.wish },
          ...{ termsHash: licenseIdOf({ ...terms, version }), maxPrice: terms.price },
        },
        null,
      );
    await expect(relayAct(services, buyer, purchaseOf(foreign))).rejects.toMatchObject({
      code: 'VERSION_OF_ANOTHER_ASSET',
      reasons: [{ text: { zh: expect.stringMatching(/\p{Script=Han}/u) } }],
    });
    const unknown = parseStatementHash(`0x${'ab'.repeat(32)}`);
    await expect(relayAct(services, buyer, purchaseOf(unknown))).rejects.toMatchObject({
      code: 'VERSION_UNKNOWN',
    });
    const act = await purchaseAct(services, buyer, { ...asked, version: 1 });
    const license = await scene.licenseOf(await relayAct(services, buyer, act));
    expect(license.terms.version).toBe(first);
  });

  it('is neither renewed nor granted in part nor paid by invoice once it was taken down', async () => {
    const { id, terms } = await scene.sell({ rights: RENEWABLE | SUBLICENSABLE, price: 0n });
    const { assetId } = terms;
    const licensee = await actorOf(services, buyer);
    const later = buildWish(services, { lastDay: terms.wish.lastDay + 5 });
    const asked = { assetId, licensee: studio, wish: later, isInvoiced: true };
    const order = await services.licensing.quote(licensee, asked);
    await relayAct(services, buyer, orderAct(order));
    if (order.terms === null) throw new Error('nothing was quoted');
    const renewal = await services.licensing.quoteRenewal(licensee, id);
    const part = { licensee: scene.partners, wish: terms.wish, rights: 0 };

    await takeDown(assetId, { version: 1 });

    const refused = { code: 'TAKEN_DOWN' };
    await expect(services.licensing.quoteRenewal(licensee, id)).rejects.toMatchObject(refused);
    await expect(services.licensing.quoteSublicense(licensee, id, part)).rejects.toMatchObject(refused);
    for (const [person, act] of [
      [buyer, renewAct(terms, renewal)],
      [buyer, sublicenseAct(terms, part)],
      [curator, confirmPaidAct(order.terms)],
      [scene.council, confirmShareAct(order.terms)],
    ] as const)
      await expect(relayAct(services, person, act)).rejects.toMatchObject(refused);
    await relayAct(services, buyer, cancelOrderAct(order.terms));
  });

  it('is sold with the files that are left, which the quote counts, and no more once none is left', async () => {
    const assetId = await scene.publishOffered();
    await revise(assetId);
    const licensee = await actorOf(services, buyer);
    const asked = { assetId, licensee: studio, wish: buildWish(services) };
    const quoteOf = (version: number) => services.licensing.quote(licensee, { ...asked, version });
    const missing = async () =>
      services.versions.missingFilesOf({ id: assetId, ...(await quoteOf(2)).version });
    const act = await purchaseAct(services, buyer, { ...asked, version: 2 });
    expect(await missing()).toBe(0);
    await takeDown(assetId, { version: 2, path: 'another.tiff' });
    expect(await missing()).toBe(1);
    await services.takeDownJob.run();
    expect(await missing()).toBe(1);

    await takeDown(assetId, { version: 2, path: 'skirt.tiff' });
    for (const state of ['PENDING', 'ERASED'] as const) {
      expect((await services.takeDowns.of([assetId]))[0]?.at(-1)).toMatchObject({ state });
      const refused = { code: 'TAKEN_DOWN', message: expect.stringContaining('Every file of version 2') };
      await expect(quoteOf(2)).rejects.toMatchObject(refused);
      await expect(relayAct(services, buyer, act)).rejects.toMatchObject(refused);
      await services.takeDownJob.run();
    }
    expect((await quoteOf(1)).reasons).toEqual([]);
  });

  it('opens nothing where a purchase past the platform named none', async () => {
    const license = await sell();
    const version = parseStatementHash(`0x${'cd'.repeat(32)}`);
    const terms = { ...license.terms, version, offerId: license.terms.offerId };
    const stray = { ...license, id: licenseIdOf(terms), terms };
    expect(await services.licenseVersions.soldOf(stray)).toBeNull();
    expect(await services.licenseVersions.openedBy(stray)).toEqual([]);
    expect(await services.licenseVersions.newerThan(stray)).toBeNull();
  });

  it('refuses an act of a program that knows no versions, and says what to do', async () => {
    const license = await sell();
    const { data, ...act } = takeVersionAct(license.terms, license.terms.version);
    const old = { ...act, data: `0xfd833fa1${data.slice(10)}` as const };
    await expect(relayAct(services, buyer, old)).rejects.toMatchObject({
      code: 'TERMS_OLD_FORMAT',
      reasons: [{ text: { zh: expect.stringMatching(/更新/) } }],
    });
  });
});
