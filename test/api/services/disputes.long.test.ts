import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { disputeAct, retractDisputeAct, resolveDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

describe('disputes over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const council = newPerson();
  const auditor = newPerson();
  let accreditor: Person;
  let museum: OrganizationId;
  let community: OrganizationId;
  let auditors: OrganizationId;
  let accreditation: OrganizationId;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    accreditor = newPerson(stack.accreditor.privateKey);
    accreditation = await admit(services, { slug: 'accreditation', kind: 'ACCREDITOR', owner: accreditor });
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    auditors = await admit(services, { slug: 'auditors', kind: 'AUDITOR', owner: auditor });
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  async function publish(access: 'LICENSED' | 'RESTRICTED' = 'LICENSED'): Promise<AssetId> {
    const content = buildContent({ community, access });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  async function onSale(): Promise<AssetId> {
    const assetId = await publish();
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
    return assetId;
  }

  async function refusalsOf(assetId: AssetId): Promise<string[]> {
    const question = { assetId, licensee: museum, wish: buildWish(services) };
    const { reasons } = await services.licensing.quote(await actorOf(services, curator), question);
    return reasons.map(({ name }) => name);
  }

  const openOf = async (assetId: AssetId) => (await services.disputes.openOf([assetId]))[0];

  it('shows open disputes with their reasons, oldest first, and sells nothing meanwhile', async () => {
    const assetId = await onSale();
    const [words, more] = ['The pattern belongs to another village.', '这是另一个寨子的纹样。'];
    const hash = await services.reasons.state(await actorOf(services, council), words);
    expect(hash).toBe(reasonHashOf(words));
    const unstated = reasonHashOf(more);
    await relayAct(services, council, disputeAct({ assetId, organizationId: community, reasonHash: hash }));
    await relayAct(
      services,
      auditor,
      disputeAct({ assetId, organizationId: auditors, reasonHash: unstated }),
    );
    expect(await openOf(assetId)).toMatchObject([
      { organizationId: community, reasonHash: hash },
      { organizationId: auditors, reasonHash: unstated },
    ]);
    expect(await services.reasons.textsOf([hash, unstated])).toEqual([words, null]);
    expect(await refusalsOf(assetId)).toEqual(['ASSET_DISPUTED']);
  });

  it('lists every open one for the accreditor alone, also about what it can’t see', async () => {
    const assetId = await publish('RESTRICTED');
    const reasonHash = reasonHashOf('Taken without asking.');
    await relayAct(services, council, disputeAct({ assetId, organizationId: community, reasonHash }));
    const listed = await services.disputes.listForAccreditor(await actorOf(services, accreditor));
    expect(listed.filter((dispute) => dispute.assetId === assetId)).toMatchObject([
      { organizationId: community, reasonHash },
    ]);
    for (const person of [curator, council, auditor])
      await expect(
        services.disputes.listForAccreditor(await actorOf(services, person)),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(services.disputes.listForAccreditor({ kind: 'anonymous' })).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });

  it('is over when it is taken back or resolved, each by who may', async () => {
    const assetId = await onSale();
    const [reason, resolution] = [reasonHashOf('Doubts.'), reasonHashOf('Looked into it.')];
    await relayAct(services, council, disputeAct({ assetId, organizationId: community, reasonHash: reason }));
    await relayAct(services, auditor, disputeAct({ assetId, organizationId: auditors, reasonHash: reason }));
    await relayAct(services, auditor, retractDisputeAct({ assetId, organizationId: auditors }));
    expect(await openOf(assetId)).toMatchObject([{ organizationId: community }]);
    await expect(
      relayAct(
        services,
        curator,
        resolveDisputeAct({ assetId, organizationId: community, reasonHash: resolution }),
      ),
    ).rejects.toMatchObject({ code: 'LEDGER_REFUSED' });
    await relayAct(
      services,
      accreditor,
      resolveDisputeAct({ assetId, organizationId: community, reasonHash: resolution }),
    );
    expect(await openOf(assetId)).toEqual([]);
    expect(await refusalsOf(assetId)).toEqual([]);
    const history = (await historyOf(services, assetId)).slice(3);
    expect(history).toMatchObject([
      { kind: 'disputed', organizationId: community, reasonHash: reason },
      { kind: 'disputed', organizationId: auditors, reasonHash: reason },
      { kind: 'dispute-resolved', organizationId: auditors, reasonHash: null },
      { kind: 'dispute-resolved', organizationId: accreditation, reasonHash: resolution },
    ]);
  });

  it('can be opened again by who had one resolved', async () => {
    const assetId = await publish();
    const [first, second] = [reasonHashOf('First.'), reasonHashOf('Second.')];
    await relayAct(services, council, disputeAct({ assetId, organizationId: community, reasonHash: first }));
    await relayAct(services, council, retractDisputeAct({ assetId, organizationId: community }));
    await relayAct(services, council, disputeAct({ assetId, organizationId: community, reasonHash: second }));
    expect(await openOf(assetId)).toMatchObject([{ organizationId: community, reasonHash: second }]);
  });

  it('lets the accreditor resolve what it may not see, and says the same of what is not there', async () => {
    const assetId = await publish('RESTRICTED');
    const undisputed = await publish('RESTRICTED');
    const resolution = reasonHashOf('Settled between the parties.');
    await relayAct(
      services,
      council,
      disputeAct({ assetId, organizationId: community, reasonHash: reasonHashOf('Not theirs.') }),
    );
    await expect(services.catalog.get(await actorOf(services, accreditor), assetId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await relayAct(
      services,
      accreditor,
      resolveDisputeAct({ assetId, organizationId: community, reasonHash: resolution }),
    );
    expect(await openOf(assetId)).toEqual([]);
    const nowhere = `0x${'ab'.repeat(32)}` as AssetId;
    for (const id of [undisputed, nowhere]) {
      await expect(
        relayAct(
          services,
          accreditor,
          resolveDisputeAct({ assetId: id, organizationId: community, reasonHash: resolution }),
        ),
      ).rejects.toMatchObject({
        code: 'LEDGER_REFUSED',
        reasons: [{ code: 'ASSET_REGISTRY_NOT_DISPUTED', data: { assetId: id } }],
      });
    }
  });
});
