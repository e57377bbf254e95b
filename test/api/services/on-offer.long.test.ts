import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { AssetFilter } from '@lanran/api/assets/domain/asset-query';
import { disputeAct, retractDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { withdrawAct } from '@lanran/sdk/custody/custody-acts';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { passASecond } from '../../support/chain-time.ts';
import {
  grantCollectionAct,
  withdrawCollectionAct,
  withdrawConsentAct,
} from '../../support/collection-acts.ts';
import { actorOf, admit, newPerson, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, closeOfferAct, consentAct, offeringAct, todayIn } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ANYBODY: Actor = { kind: 'anonymous' };
const A_DAY = 86_400;

describe('what the catalog says can be licensed now', () => {
  let stack: Stack;
  let services: Services;
  const [curator, council, buyer] = [newPerson(), newPerson(), newPerson()];
  let museum: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  async function publish(behind: OrganizationId | null = community): Promise<AssetId> {
    const content = buildContent({ community: behind });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  async function onSale(): Promise<AssetId> {
    const assetId = await publish();
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
    return assetId;
  }

  /** The filter, the facet's count and the quote of the same moment. */
  async function told(assetId: AssetId) {
    const page = { first: 100, after: null };
    const list = async (filter: AssetFilter) =>
      (await services.catalog.browse(ANYBODY, { filter, sort: 'NEWEST', page })).items.map(
        ({ item }) => item.id,
      );
    const listed = await list({ onOffer: true });
    expect((await services.search.facets(ANYBODY, {})).onOffer).toBe(listed.length);
    const others = await list({ onOffer: false });
    expect(others.filter((id) => listed.includes(id))).toEqual([]);
    const wish = buildWish(services, { lastDay: todayIn(services) });
    const question = { assetId, licensee: studio, wish };
    const { reasons } = await services.licensing.quote(await actorOf(services, buyer), question);
    return { isListed: listed.includes(assetId), isSold: reasons.length === 0 };
  }
  const YES = { isListed: true, isSold: true };
  const NO = { isListed: false, isSold: false };

  it('leaves an asset out once its council has withdrawn its consent, and takes it up again', async () => {
    const assetId = await onSale();
    expect(await told(assetId)).toEqual(YES);
    await relayAct(services, council, withdrawConsentAct(assetId));
    expect(await told(assetId)).toEqual(NO);
    expect(await services.consents.endsOf([assetId])).toEqual(['WITHDRAWN']);
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    expect(await told(assetId)).toEqual(YES);
    expect(await services.consents.endsOf([assetId])).toEqual([null]);
  });

  it('leaves an asset out once the consent to its collection was withdrawn', async () => {
    const assetId = await publish();
    const proposal = { community, holder: museum, assetIds: [assetId] };
    const collection = await services.collections.propose(await actorOf(services, council), proposal);
    await passASecond(services);
    await relayAct(services, council, grantCollectionAct(services, collection));
    await relayAct(services, curator, offeringAct(services, assetId));
    expect(await told(assetId)).toEqual(YES);
    await relayAct(services, council, withdrawCollectionAct(collection));
    expect(await told(assetId)).toEqual(NO);
    expect(await services.consents.endsOf([assetId])).toEqual(['WITHDRAWN']);
  });

  it('takes an asset up that was left out once its council consents to a collection it belongs to', async () => {
    const assetId = await onSale();
    await relayAct(services, council, withdrawConsentAct(assetId));
    const proposal = { community, holder: museum, assetIds: [assetId, await publish()] };
    const collection = await services.collections.propose(await actorOf(services, council), proposal);
    await passASecond(services);
    await relayAct(services, council, grantCollectionAct(services, collection));
    expect(await told(assetId)).toEqual(YES);
    await relayAct(services, council, withdrawCollectionAct(collection));
    expect(await told(assetId)).toEqual(NO);
  });

  it('leaves an asset out that its council withdrew from sale after it had consented to the collection', async () => {
    const assetId = await onSale();
    const proposal = { community, holder: museum, assetIds: [assetId] };
    const collection = await services.collections.propose(await actorOf(services, council), proposal);
    await relayAct(services, council, grantCollectionAct(services, collection));
    await passASecond(services);
    await relayAct(services, council, withdrawConsentAct(assetId));
    expect(await told(assetId)).toEqual(NO);
  });

  it('leaves an asset out while it is disputed', async () => {
    const assetId = await onSale();
    const dispute = { assetId, organizationId: community };
    await relayAct(services, council, disputeAct({ ...dispute, reasonHash: reasonHashOf('Not theirs.') }));
    expect(await told(assetId)).toEqual(NO);
    await relayAct(services, council, retractDisputeAct(dispute));
    expect(await told(assetId)).toEqual(YES);
  });

  it('needs no consent where no community stands behind an asset, and leaves out what is withdrawn', async () => {
    const assetId = await publish(null);
    await relayAct(services, curator, offeringAct(services, assetId, { communityShareBps: 0 }));
    expect(await told(assetId)).toEqual(YES);
    await relayAct(services, curator, withdrawAct(assetId));
    expect(await told(assetId)).toEqual(NO);
  });

  it('leaves an asset out when the clock passes the last day of its consent', async () => {
    const assetId = await publish();
    const lastDay = todayIn(services) + 5;
    await relayAct(services, council, consentAct(services, assetId, { holder: museum, lastDay }));
    await relayAct(services, curator, offeringAct(services, assetId));
    services.clock.pass(5 * A_DAY);
    expect(await told(assetId)).toEqual(YES);
    services.clock.pass(A_DAY);
    expect(await told(assetId)).toEqual(NO);
    expect(await services.consents.endsOf([assetId])).toEqual(['EXPIRED']);
  });

  it('leaves an asset out before the first day of its offers, between them, and after the last', async () => {
    const assetId = await publish(null);
    const today = todayIn(services);
    const offer = async (firstDay: number, lastDay: number) => {
      const terms = { firstDay, lastDay, communityShareBps: 0 };
      return (await relayAct(services, curator, offeringAct(services, assetId, terms))).offerId;
    };
    await offer(today + 2, today + 3);
    const later = await offer(today + 6, today + 7);
    const days: boolean[] = [];
    for (let day = 0; day < 9; day++) {
      days.push((await told(assetId)).isListed);
      services.clock.pass(A_DAY);
    }
    expect(days).toEqual([false, false, true, true, false, false, true, true, false]);
    services.clock.catchUp();
    await relayAct(services, curator, closeOfferAct(later));
    services.clock.pass(6 * A_DAY);
    expect(await told(assetId)).toEqual(NO);
  });

  it('leaves an asset out whose offers promise the community less than a later consent asks', async () => {
    const assetId = await onSale();
    await relayAct(services, council, withdrawConsentAct(assetId));
    await relayAct(services, council, consentAct(services, assetId, { holder: museum, shareBps: 2_000 }));
    expect(await told(assetId)).toEqual(NO);
    const [held] = await services.licensing.openOffersOf([assetId]);
    expect(held).toHaveLength(1);
  });

  it('finds the offers of a holder that nobody can take for now', async () => {
    const assetId = await onSale();
    await relayAct(services, council, withdrawConsentAct(assetId));
    const filter = { holder: museum, hasOffer: true };
    const page = { first: 100, after: null };
    const { items } = await services.catalog.browse(ANYBODY, { filter, sort: 'NEWEST', page });
    expect(items.map(({ item }) => item.id)).toContain(assetId);
  });
});
