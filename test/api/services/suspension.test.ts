import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowDisputeAct, disputeAct, resolveDisputeAct } from '@lanran/client/dispute-acts';
import { liftSuspensionAct, suspendAct } from '@lanran/client/organization-acts';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import { reasonHashOf } from '@lanran/protocol/reason-text';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import {
  buildContent,
  createDraft,
  publishAsset,
  signStatement,
  upload,
} from '../../support/publications.ts';
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
