import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogProjection } from '@lanran/api/log/jobs/log-projection';
import { applyTo, readModelsOver } from '@lanran/api/projections';
import type { License } from '@lanran/api/licensing/domain/license';
import type { LeafStore } from '@lanran/api/log/ports/leaf-store';
import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  organizationIdOf,
} from '@lanran/protocol/kernel/ids';
import type { Quote } from '@lanran/protocol/licensing/quote';
import { REVOCABLE, TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { passASecond } from '../../support/chain-time.ts';
import {
  grantCollectionAct,
  withdrawCollectionAct,
  withdrawConsentAct,
} from '../../support/collection-acts.ts';
import {
  cancelOrderAct,
  confirmPaidAct,
  confirmShareAct,
  orderAct,
  revokeLicenseAct,
  transferLicenseAct,
} from '../../support/license-acts.ts';
import { LostCursors } from '../../support/lost-cursors.ts';
import {
  actorOf,
  addMemberAct,
  admit,
  newPerson,
  type Person,
  relayAct,
  removeMemberAct,
} from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, closeOfferAct, consentAct, offeringAct, purchaseAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const READ_MODELS = [
  'assets',
  'organizations',
  'consents',
  'offers',
  'licenses',
  'orders',
  'collectionConsents',
  'assetStandings',
];

it('tells how many leaves the read models do not show yet', async () => {
  const positions = new Map<string, number>();
  const projection = new LogProjection({
    leaves: {
      size: async () => 3,
      list: async (from: number, to: number) => Array.from({ length: to - from }),
    } as unknown as LeafStore,
    cursors: {
      read: async (follower) => positions.get(follower) ?? 0,
      advance: async (follower, position) => void positions.set(follower, position),
    },
    apply: async () => undefined,
    everyMs: 1_000,
  });
  expect(await projection.behind()).toBe(3);
  await projection.followTo(1);
  expect(await projection.behind()).toBe(1);
});

describe('the projection of the log into read models', () => {
  let stack: Stack;
  let services: Services;
  let client: MongoClient;
  let assetId: AssetId;

  beforeAll(async () => {
    stack = await startStack();
    client = await new MongoClient(stack.mongoUri).connect();
    services = await openServices(stack);
    const [curator, council, buyer, editor] = [newPerson(), newPerson(), newPerson(), newPerson()];
    await stack.stores.organizations.request({
      id: organizationIdOf('museum'),
      slug: 'museum',
      kind: 'INSTITUTION',
      name: { en: 'Museum', zh: '博物馆' },
      requestedBy: curator.address,
      requestedAt: new Date('2026-11-26T09:00:00Z'),
    });
    const museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    const community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    const studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    const partners = await admit(services, { slug: 'partners', kind: 'STUDIO', owner: newPerson() });
    await relayAct(
      services,
      curator,
      addMemberAct({ organizationId: museum, key: editor.address, role: 'EDITOR' }),
    );
    await relayAct(services, curator, removeMemberAct({ organizationId: museum, key: editor.address }));
    const published = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community }),
    });
    assetId = published.assetId;
    const rights = TRANSFERABLE | REVOCABLE;
    const terms = { holder: museum, rights: TRANSFERABLE };
    await relayAct(services, council, consentAct(services, assetId, terms));
    const { offerId } = await relayAct(services, curator, offeringAct(services, assetId, { rights }));
    const wish = buildWish(services);
    const purchase = await purchaseAct(services, buyer, { assetId, licensee: studio, wish });
    const { licenseIds } = await relayAct(services, buyer, purchase);
    const sold = await licenseIn(licenseIds);
    await relayAct(services, buyer, transferLicenseAct(sold.terms, partners));
    await relayAct(services, council, revokeLicenseAct(sold.terms));
    const invoiced = await services.licensing.quote(await actorOf(services, buyer), {
      assetId,
      licensee: studio,
      wish,
      isInvoiced: true,
    });
    await relayAct(services, buyer, orderAct(invoiced));
    await relayAct(services, buyer, cancelOrderAct(termsOf(invoiced)));
    await relayAct(services, buyer, orderAct(invoiced));
    await relayAct(services, curator, confirmPaidAct(termsOf(invoiced)));
    await relayAct(services, council, confirmShareAct(termsOf(invoiced)));
    await relayAct(services, council, consentAct(services, assetId, { holder: museum, shareBps: 1_500 }));
    await relayAct(services, curator, closeOfferAct(offerId));
    await followCollection({ holder: museum, community, curator, council });
  });
  afterAll(async () => {
    await client.close();
    await stack.stop();
  });

  /** The asset leaves its own consent for a collection's, which then ends. */
  async function followCollection({
    holder,
    community,
    curator,
    council,
  }: {
    readonly holder: OrganizationId;
    readonly community: OrganizationId;
    readonly curator: Person;
    readonly council: Person;
  }): Promise<void> {
    const actor = await actorOf(services, council);
    const proposal = { community, holder, assetIds: [assetId] };
    const collection = await services.collections.propose(actor, proposal);
    await relayAct(services, council, withdrawConsentAct(assetId));
    await passASecond(services);
    await relayAct(services, council, grantCollectionAct(services, collection, { shareBps: 1_600 }));
    const terms = { communityShareBps: 1_600 };
    const { offerId } = await relayAct(services, curator, offeringAct(services, assetId, terms));
    await relayAct(services, curator, closeOfferAct(offerId));
    await relayAct(services, council, withdrawCollectionAct(collection));
  }

  function termsOf({ terms }: Quote): Terms {
    if (terms === null) throw new Error('nothing was quoted');
    return terms;
  }

  async function licenseIn([id]: readonly LicenseId[]): Promise<License> {
    const license = id === undefined ? null : await stack.stores.licenses.find(id);
    if (license === null) throw new Error('nothing was licensed');
    return license;
  }

  function newProjection(apply = models()): LogProjection {
    return new LogProjection({
      leaves: stack.stores.leaves,
      cursors: new LostCursors(),
      apply,
      everyMs: 1_000,
    });
  }

  function models() {
    return applyTo(readModelsOver(stack.stores));
  }

  async function snapshot(): Promise<Record<string, unknown[]>> {
    const all = READ_MODELS.map(async (name) => {
      const records = await client.db().collection(name).find().sort({ _id: 1 }).toArray();
      return [name, records] as const;
    });
    return Object.fromEntries(await Promise.all(all));
  }

  it('shows what happened', async () => {
    expect(await snapshot()).toMatchObject({
      assets: [{ _id: assetId, onOffer: false, saleDays: [], consentUntil: null }],
      consents: [{ assetId, shareBps: 1_500, isWithdrawn: true }],
      offers: [
        { assetId, isClosed: true },
        { assetId, isClosed: true },
      ],
      collectionConsents: [{ shareBps: 1_600, isWithdrawn: true }],
      assetStandings: [{ _id: assetId, root: expect.stringMatching(/^0x/) }],
      licenses: expect.arrayContaining([
        expect.objectContaining({ assetId, licensee: organizationIdOf('partners'), isRevoked: true }),
        expect.objectContaining({ assetId, licensee: organizationIdOf('studio'), isRevoked: false }),
      ]),
      orders: [{ state: 'LICENSED', isPaid: true, isShared: true }],
    });
    expect(await stack.stores.organizations.find(organizationIdOf('museum'))).toMatchObject({
      name: { en: 'Museum', zh: '博物馆' },
      members: [{ role: 'OWNER' }],
    });
  });

  it('changes nothing when its cursor is lost and every leaf is applied again', async () => {
    const before = await snapshot();
    expect(await newProjection().run()).toBe('idle');
    expect(await snapshot()).toEqual(before);
  });

  it('never shows an older state, whichever leaf is applied again', async () => {
    const before = await snapshot();
    const leaves = await stack.stores.leaves.list(0, 1_000);
    const apply = models();
    for (const logged of leaves.toReversed()) {
      await apply([logged]);
      expect(await snapshot()).toEqual(before);
    }
  });

  it('makes lost read models again, all but the profiles people wrote', async () => {
    const before = await snapshot();
    for (const name of READ_MODELS.filter((model) => model !== 'organizations')) {
      await client.db().collection(name).deleteMany({});
    }
    await newProjection().run();
    expect(await snapshot()).toEqual(before);
  });

  it('goes on where it stopped when a leaf can’t be applied yet', async () => {
    const size = await services.log.size();
    const seen: number[] = [];
    let failures = 1;
    const projection = newProjection(async (leaves) => {
      for (const { index } of leaves) {
        if (index === 5 && failures-- > 0) throw new Error('the database is away');
        seen.push(index);
      }
    });
    await expect(projection.followTo(size - 1)).rejects.toThrow('away');
    await projection.followTo(size - 1);
    expect([...new Set(seen)]).toEqual(Array.from({ length: size }, (_, index) => index));
  });
});
