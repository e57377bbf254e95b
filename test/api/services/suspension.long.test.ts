import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowDisputeAct, disputeAct, resolveDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { liftSuspensionAct, suspendAct } from '@lanran/sdk/organizations/organization-acts';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import {
  buildContent,
  createDraft,
  publishAsset,
  signStatement,
  upload,
} from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const WEEK_SECONDS = 7 * 86_400;
const REASON = 'Its letter of appointment was forged.';
const REASON_HASH = reasonHashOf(REASON);
const SUSPENDED = { code: 'ORGANIZATION_SUSPENDED' };

describe('suspension over real backing services', () => {
  let stack: Stack;
  let services: Services;
  let accreditor: Person;
  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    accreditor = newPerson(stack.accreditor.privateKey);
  });
  afterAll(() => stack.stop());

  const shown = async (id: OrganizationId) => (await stack.stores.organizations.find(id))?.suspension;
  const suspend = (id: OrganizationId) => relayAct(services, accreditor, suspendAct(id, REASON_HASH));
  const lift = (id: OrganizationId) => relayAct(services, accreditor, liftSuspensionAct(id));
  const publish = async (curator: Person, organizationId: OrganizationId): Promise<AssetId> =>
    (await publishAsset(services, curator, { organizationId, content: buildContent() })).assetId;
  const founded = async (slug: string, kind: 'INSTITUTION' | 'AUDITOR', owner: Person) =>
    admit(services, { slug, kind, owner });
  function pass(seconds: number): void {
    stack.letPass(seconds);
    services.clock.pass(seconds);
  }

  it('is shown from its announcement on, with its hash, and to nobody any more once it is lifted', async () => {
    const museum = await founded('announced', 'INSTITUTION', newPerson());
    const before = Date.now();
    await suspend(museum);
    const announced = await shown(museum);
    expect(announced?.reasonHash).toBe(REASON_HASH);
    const notice = ((announced?.suspendedFrom.getTime() ?? 0) - before) / 1000;
    expect(Math.abs(notice - WEEK_SECONDS)).toBeLessThan(60);
    await lift(museum);
    expect(await shown(museum)).toBeNull();
  });

  it('lets an organization publish until it is in force, and again once it is lifted, and neither publish nor revise between', async () => {
    const curator = newPerson();
    const museum = await founded('museum', 'INSTITUTION', curator);
    await suspend(museum);
    const assetId = await publish(curator, museum);
    pass(WEEK_SECONDS + 60);
    const actor = await actorOf(services, curator);
    await expect(publish(curator, museum)).rejects.toMatchObject(SUSPENDED);
    await expect(services.revisions.create(actor, assetId)).rejects.toMatchObject(SUSPENDED);
    await expect(services.imports.import(actor, museum, [])).rejects.toMatchObject(SUSPENDED);
    await lift(museum);
    await publish(curator, museum);
    expect(await services.revisions.create(actor, assetId)).toMatchObject({ organizationId: museum });
  });

  it('keeps what was prepared before from being published, and lets drafts be written', async () => {
    const curator = newPerson();
    const museum = await founded('prepared', 'INSTITUTION', curator);
    const actor = await actorOf(services, curator);
    const { id } = await createDraft(services, curator, { organizationId: museum, content: buildContent() });
    await upload(services, curator, { draftId: id, path: 'skirt.tiff', bytes: new Uint8Array([1, 2, 3]) });
    const { publication } = await services.publishing.prepare(actor, id);
    const signature = signStatement(services, curator, publication.statement);
    await suspend(museum);
    pass(WEEK_SECONDS + 60);
    await expect(services.publishing.publish(actor, id, signature)).rejects.toMatchObject(SUSPENDED);
    await expect(services.publishing.prepare(actor, id)).rejects.toMatchObject(SUSPENDED);
    await expect(services.batches.prepare(actor, [id])).rejects.toMatchObject(SUSPENDED);
    expect(await createDraft(services, curator, { organizationId: museum })).toMatchObject({
      organizationId: museum,
    });
  });

  it('is said by quotes once it is in force, also where no block came since, and before the contracts know the asset', async () => {
    const [curator, council, buyer] = [newPerson(), newPerson(), newPerson()];
    const museum = await founded('seller', 'INSTITUTION', curator);
    const community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    const studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    const content = buildContent({ community });
    const { assetId } = await publishAsset(services, curator, { organizationId: museum, content });
    const unseen = (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
    const reasonsOf = async (asset: AssetId) => {
      const question = { assetId: asset, licensee: studio, wish: buildWish(services) };
      const { reasons } = await services.licensing.quote(await actorOf(services, buyer), question);
      return reasons.map(({ name }) => name);
    };

    const isOnOffer = async () => {
      const asked = { filter: { onOffer: true }, sort: 'NEWEST', page: { first: 10, after: null } } as const;
      const { items } = await services.catalog.browse({ kind: 'anonymous' }, asked);
      return items.some(({ item }) => item.id === assetId);
    };

    await suspend(studio);
    await suspend(museum);
    expect(await reasonsOf(assetId)).toEqual([]);
    expect(await isOnOffer()).toBe(true);
    expect(await reasonsOf(unseen)).toEqual(['NO_CONSENT', 'NO_OFFER']);
    pass(WEEK_SECONDS + 60);
    expect(await reasonsOf(unseen)).toEqual([
      ...['LICENSEE_SUSPENDED', 'HOLDER_SUSPENDED', 'NO_CONSENT', 'NO_OFFER'],
    ]);
    expect(await reasonsOf(assetId)).toEqual(['LICENSEE_SUSPENDED', 'HOLDER_SUSPENDED']);
    expect(await isOnOffer()).toBe(false);
    await lift(studio);
    expect(await reasonsOf(assetId)).toEqual(['HOLDER_SUSPENDED']);
    await lift(museum);
    expect(await isOnOffer()).toBe(true);
  });

  it('lets an auditor whose dispute was resolved wait, until the accreditor allows another', async () => {
    const [curator, auditor] = [newPerson(), newPerson()];
    const museum = await founded('disputed', 'INSTITUTION', curator);
    const organizationId = await founded('auditors', 'AUDITOR', auditor);
    const about = { assetId: await publish(curator, museum), organizationId };
    const dispute = () => relayAct(services, auditor, disputeAct({ ...about, reasonHash: REASON_HASH }));
    const resolve = () =>
      relayAct(services, accreditor, resolveDisputeAct({ ...about, reasonHash: REASON_HASH }));
    const waiting = async () => services.disputes.listWaiting(await actorOf(services, accreditor));
    await dispute();
    expect(await waiting()).toEqual([]);
    await resolve();
    expect(await waiting()).toMatchObject([{ ...about, isOpen: false }]);
    await expect(dispute()).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'ASSET_REGISTRY_DISPUTE_TOO_EARLY' }],
    });
    await relayAct(services, accreditor, allowDisputeAct(about));
    expect(await waiting()).toEqual([]);
    await dispute();
    const kinds = (await historyOf(services, about.assetId)).map(({ kind }) => kind);
    expect(kinds).toEqual(['published', 'disputed', 'dispute-resolved', 'dispute-allowed', 'disputed']);
    await expect(services.disputes.listWaiting(await actorOf(services, curator))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
