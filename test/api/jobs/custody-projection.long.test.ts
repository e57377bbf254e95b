import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogProjection } from '@lanran/api/log/jobs/log-projection';
import { applyTo, readModelsOver } from '@lanran/api/projections';
import { type AssetId, type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { acceptCustodyAct, offerCustodyAct, withdrawAct } from '@lanran/sdk/custody/custody-acts';
import {
  allowDisputeAct,
  disputeAct,
  resolveDisputeAct,
  retractDisputeAct,
} from '@lanran/sdk/disputes/dispute-acts';
import { liftSuspensionAct, suspendAct } from '@lanran/sdk/organizations/organization-acts';
import { revokeLicenseAct } from '../../support/license-acts.ts';
import { LostCursors } from '../../support/lost-cursors.ts';
import {
  acceptCouncilAct,
  admit,
  nameSuccessorAct,
  newPerson,
  type Person,
  proposeCouncilAct,
  relayAct,
  vetoCouncilAct,
} from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct, purchaseAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const READ_MODELS = ['assets', 'consents', 'disputes', 'licenses', 'offers', 'organizations'];
/** Organizations hold the profiles that people wrote, which no log gives back. */
const PROJECTED_ALONE = READ_MODELS.filter((name) => name !== 'organizations');

describe('the projection of custody, disputes and succession', () => {
  let stack: Stack;
  let services: Services;
  let client: MongoClient;
  let accreditor: Person;
  const [curator, archivist, elder, heir, auditor, buyer] = [
    newPerson(),
    newPerson(),
    newPerson(),
    newPerson(),
    newPerson(),
    newPerson(),
  ];
  let museum: OrganizationId;
  let archive: OrganizationId;
  let community: OrganizationId;
  let auditors: OrganizationId;
  let studio: OrganizationId;
  let traveled: AssetId;
  let withdrawn: AssetId;

  beforeAll(async () => {
    stack = await startStack();
    client = await new MongoClient(stack.mongoUri).connect();
    services = await openServices(stack);
    accreditor = newPerson(stack.accreditor.privateKey);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    archive = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: archivist });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
    auditors = await admit(services, { slug: 'auditors', kind: 'AUDITOR', owner: auditor });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    traveled = await publish();
    withdrawn = await publish();
    await sellAndRevoke(traveled);
    await travel(traveled);
    await putOnSale(withdrawn, museum, curator);
    await relayAct(services, curator, withdrawAct(withdrawn));
    await dispute(traveled);
    await suspend();
    await succeed();
  });
  afterAll(async () => {
    await client.close();
    await stack.stop();
  });

  async function publish(): Promise<AssetId> {
    const content = buildContent({ community });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  async function putOnSale(assetId: AssetId, holder: OrganizationId, seller: Person): Promise<void> {
    await relayAct(services, elder, consentAct(services, assetId, { holder }));
    await relayAct(services, seller, offeringAct(services, assetId, { rights: REVOCABLE }));
  }

  async function sellAndRevoke(assetId: AssetId): Promise<void> {
    await putOnSale(assetId, museum, curator);
    const wish = buildWish(services);
    const act = await purchaseAct(services, buyer, { assetId, licensee: studio, wish });
    const [licenseId] = (await relayAct(services, buyer, act)).licenseIds;
    const license = licenseId === undefined ? null : await stack.stores.licenses.find(licenseId);
    if (license === null) throw new Error('nothing was licensed');
    await relayAct(services, elder, revokeLicenseAct(license.terms, reasonHashOf('Not as agreed.')));
  }

  /** To the archive, where it is offered anew, and onward to the museum on a promise. */
  async function travel(assetId: AssetId): Promise<void> {
    await relayAct(services, curator, offerCustodyAct(assetId, archive));
    await relayAct(services, archivist, acceptCustodyAct({ assetId, holder: museum, taker: archive }));
    stack.letPass(1);
    await putOnSale(assetId, archive, archivist);
    await relayAct(services, archivist, offerCustodyAct(assetId, museum));
  }

  async function dispute(assetId: AssetId): Promise<void> {
    const [first, second] = [reasonHashOf('Doubts.'), reasonHashOf('More doubts.')];
    await relayAct(services, elder, disputeAct({ assetId, organizationId: community, reasonHash: first }));
    await relayAct(services, auditor, disputeAct({ assetId, organizationId: auditors, reasonHash: first }));
    await relayAct(services, elder, retractDisputeAct({ assetId, organizationId: community }));
    await relayAct(
      services,
      accreditor,
      resolveDisputeAct({ assetId, organizationId: auditors, reasonHash: second }),
    );
    await relayAct(services, accreditor, allowDisputeAct({ assetId, organizationId: auditors }));
    await relayAct(services, auditor, disputeAct({ assetId, organizationId: auditors, reasonHash: second }));
  }

  async function suspend(): Promise<void> {
    const reasonHash = reasonHashOf('Not who they say they are.');
    await relayAct(services, accreditor, suspendAct(museum, reasonHash));
    await relayAct(services, accreditor, liftSuspensionAct(museum));
    await relayAct(services, accreditor, suspendAct(auditors, reasonHash));
  }

  async function succeed(): Promise<void> {
    const [stranger, grandchild] = [newPerson(), newPerson()];
    await relayAct(services, accreditor, proposeCouncilAct(community, stranger.address));
    await relayAct(services, elder, vetoCouncilAct(community));
    await relayAct(services, elder, nameSuccessorAct(community, heir.address));
    await relayAct(services, heir, acceptCouncilAct(community));
    await relayAct(services, heir, nameSuccessorAct(community, grandchild.address));
  }

  const models = () => applyTo(readModelsOver(stack.stores));

  async function replay(): Promise<void> {
    const { leaves } = stack.stores;
    await new LogProjection({ leaves, cursors: new LostCursors(), apply: models(), everyMs: 1_000 }).run();
  }

  async function snapshot(): Promise<Record<string, unknown[]>> {
    const all = READ_MODELS.map(async (name) => {
      const records = await client.db().collection(name).find().sort({ _id: 1 }).toArray();
      return [name, records] as const;
    });
    return Object.fromEntries(await Promise.all(all));
  }

  async function lose(names: readonly string[]): Promise<void> {
    for (const name of names) await client.db().collection(name).deleteMany({});
  }

  it('shows what happened', async () => {
    const { assets, disputes, licenses, organizations } = stack.stores;
    expect(await assets.find(traveled)).toMatchObject({
      holder: archive,
      formerHolders: [{ organizationId: museum }],
      custodyOffer: museum,
      isWithdrawn: false,
    });
    expect(await assets.find(withdrawn)).toMatchObject({ holder: museum, isWithdrawn: true });
    expect(await disputes.listOpen([traveled])).toMatchObject([
      { organizationId: auditors, reasonHash: reasonHashOf('More doubts.') },
    ]);
    expect(await organizations.find(organizationIdOf('xijiang'))).toMatchObject({
      council: heir.address,
      succession: { byCouncil: true },
    });
    const sold = await licenses.listHeld([studio], traveled);
    expect(sold).toMatchObject([
      { holder: museum, isRevoked: true, revocation: { reasonHash: reasonHashOf('Not as agreed.') } },
    ]);
    const shop = await snapshot();
    expect(shop['assets']).toEqual(
      expect.arrayContaining([
        // It is disputed again, so that its offer can't be taken.
        expect.objectContaining({ _id: traveled, onOffer: false, offeredUntil: expect.any(Number) }),
        expect.objectContaining({ _id: withdrawn, onOffer: false }),
      ]),
    );
  });

  it('changes nothing when its cursor is lost and every leaf is applied again', async () => {
    const before = await snapshot();
    await replay();
    expect(await snapshot()).toEqual(before);
  });

  it('never shows an older state, whichever leaf is applied again', async () => {
    const before = await snapshot();
    const apply = models();
    for (const logged of (await stack.stores.leaves.list(0, 1_000)).toReversed()) {
      await apply([logged]);
      expect(await snapshot()).toEqual(before);
    }
  });

  it.each([
    ...PROJECTED_ALONE.map((name) => [name, [name]] as const),
    ['all of them', PROJECTED_ALONE] as const,
  ])('makes lost read models again: %s', async (_which, names) => {
    const before = await snapshot();
    await lose(names);
    await replay();
    expect(await snapshot()).toEqual(before);
  });
});
