import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CouncilSeat } from '@lanran/api/organizations/services/council-seats';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import type { Address } from '@lanran/protocol/kernel/signature';
import { disputeAct, retractDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { grantCollectionAct, withdrawConsentAct } from '../../support/collection-acts.ts';
import { actorOf, admit, nameSuccessorAct, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { consentAct } from '../../support/sales.ts';
import { createSafe } from '../../support/safes.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const PAGE = { first: 20, after: null };

describe('who speaks for a community, and says no for it', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const elder = newPerson();
  const east = newPerson();
  const west = newPerson();
  const stranger = newPerson();
  let museum: OrganizationId;
  /** Its council is the elder's key. */
  let village: OrganizationId;
  /** Its council is the Safe. */
  let valley: OrganizationId;
  let safe: Address;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    safe = (await createSafe(services, { owners: [east, west], threshold: 2 })).address;
    village = await admit(services, { slug: 'village', kind: 'COMMUNITY', owner: elder });
    valley = await admit(services, {
      slug: 'valley',
      kind: 'COMMUNITY',
      owner: curator,
      council: { address: safe },
    });
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  async function publish(community: OrganizationId = village): Promise<AssetId> {
    const content = buildContent({ community });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  const seatsOf = async (person: Person) =>
    (await services.councilSeats.seatsOf(await actorOf(services, person))).map(brief);
  const brief = ({ community, safe: wallet, isNamed }: CouncilSeat) => ({
    community: community.id,
    safe: wallet?.address ?? null,
    isNamed,
  });
  const refuse = async (person: Person, assetId: AssetId, reason = '这是送葬的纹样。') =>
    services.refusals.refuse(await actorOf(services, person), assetId, reason);

  async function refusalShownTo(person: Person, assetId: AssetId) {
    const actor = await actorOf(services, person);
    const [refusal] = await services.refusals.of(actor, [await services.catalog.get(actor, assetId)]);
    return refusal ?? null;
  }

  it('is the council’s key, an owner of the Safe that is the council, and nobody else', async () => {
    expect(await seatsOf(elder)).toEqual([{ community: village, safe: null, isNamed: false }]);
    expect(await seatsOf(west)).toEqual([{ community: valley, safe, isNamed: false }]);
    expect(await seatsOf(curator)).toEqual([]);
    expect(await services.councilSeats.seatsOf({ kind: 'anonymous' })).toEqual([]);
  });

  it('tells those who are named to follow, which is no seat yet', async () => {
    const hamlet = await admit(services, { slug: 'hamlet', kind: 'COMMUNITY', owner: stranger });
    await relayAct(services, stranger, nameSuccessorAct(hamlet, safe));
    expect(await seatsOf(east)).toContainEqual({ community: hamlet, safe, isNamed: true });
    const assetId = await publish(hamlet);
    await expect(refuse(east, assetId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('keeps a no with its reason for community and holder, and for nobody else', async () => {
    const assetId = await publish();
    await refuse(elder, assetId);
    const refusal = { assetId, community: village, reason: '这是送葬的纹样。', refusedBy: elder.address };
    expect(await refusalShownTo(elder, assetId)).toMatchObject(refusal);
    expect(await refusalShownTo(curator, assetId)).toMatchObject(refusal);
    expect(await refusalShownTo(stranger, assetId)).toBeNull();
    const shown = await services.refusals.list(await actorOf(services, curator), museum, PAGE);
    expect(shown.items.map(({ item }) => item.assetId)).toContain(assetId);
    await expect(
      services.refusals.list(await actorOf(services, stranger), museum, PAGE),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('takes a no from any owner of the Safe, the last word counting, and lets it be taken back', async () => {
    const assetId = await publish(valley);
    await refuse(east, assetId, 'Not for sale.');
    await refuse(west, assetId, 'Not before the festival.');
    expect(await refusalShownTo(curator, assetId)).toMatchObject({ reason: 'Not before the festival.' });
    await services.refusals.takeBack(await actorOf(services, east), assetId);
    expect(await refusalShownTo(curator, assetId)).toBeNull();
  });

  it('refuses who does not speak for the community, an empty reason and what nobody stands behind', async () => {
    const assetId = await publish();
    for (const person of [curator, stranger, west])
      await expect(refuse(person, assetId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(services.refusals.refuse({ kind: 'anonymous' }, assetId, 'no')).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    await expect(refuse(elder, assetId, ' ')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const content = buildContent({ community: null });
    const nobodys = await publishAsset(services, curator, { organizationId: museum, content });
    await expect(refuse(elder, nobodys.assetId)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('ends a no with the consent that follows, to the asset or to a collection of it', async () => {
    const [one, other, third] = [await publish(), await publish(), await publish()];
    for (const assetId of [one, other, third]) await refuse(elder, assetId);
    await relayAct(services, elder, consentAct(services, one, { holder: museum }));
    await expect(refuse(elder, one)).rejects.toMatchObject({ code: 'CONFLICT' });
    const actor = await actorOf(services, elder);
    const assetIds = [other];
    const collection = await services.collections.propose(actor, {
      community: village,
      holder: museum,
      assetIds,
    });
    await relayAct(services, elder, grantCollectionAct(services, collection));
    expect(await refusalShownTo(elder, one)).toBeNull();
    expect(await refusalShownTo(elder, other)).toBeNull();
    expect(await refusalShownTo(elder, third)).not.toBeNull();
    expect(await services.collections.listConsented(actor, village)).toEqual([collection]);
    const asset = await services.catalog.get(actor, other);
    expect(await services.licensing.findConsentToJoin(asset)).toMatchObject({
      collection: collection.root,
      assetId: other,
    });
    await expect(
      services.collections.listConsented(await actorOf(services, stranger), village),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('keeps a no that follows the end of a consent', async () => {
    const assetId = await publish();
    await relayAct(services, elder, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, elder, withdrawConsentAct(assetId));
    await refuse(elder, assetId);
    await services.projection.run();
    expect(await refusalShownTo(curator, assetId)).not.toBeNull();
  });

  it('lets owners of the Safe say what the community says of itself', async () => {
    const description = { zh: '苗岭深处的寨子。' };
    await services.profiles.update(await actorOf(services, west), valley, { description });
    expect(await services.profiles.of([valley])).toMatchObject([{ description }]);
    const others = services.profiles.update(await actorOf(services, elder), valley, { description });
    await expect(others).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lists what an organization disputed, open or over, for its members alone', async () => {
    const [open, over] = [await publish(), await publish()];
    const reasonHash = reasonHashOf('Another village’s.');
    for (const assetId of [over, open])
      await relayAct(services, elder, disputeAct({ assetId, organizationId: village, reasonHash }));
    await relayAct(services, elder, retractDisputeAct({ assetId: over, organizationId: village }));
    const listed = await services.disputes.listBy(await actorOf(services, elder), village);
    expect(new Map(listed.map(({ assetId, isOpen }) => [assetId, isOpen]))).toEqual(
      new Map([
        [open, true],
        [over, false],
      ]),
    );
    await expect(services.disputes.listBy(await actorOf(services, curator), village)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
