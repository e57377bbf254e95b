import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SaleStates } from '@lanran/api/provenance/services/sale-states';
import type { License } from '@lanran/api/licensing/domain/license';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { formatBundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { WORLD } from '@lanran/protocol/territories/territories';
import { consentToAct } from '@lanran/sdk/consent/consent-acts';
import { disputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { acceptCouncilAct } from '@lanran/sdk/organizations/organization-acts';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import { grantCollectionAct, withdrawConsentAct } from '../../support/collection-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, nameSuccessorAct, newPerson } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct, PRICE, purchaseAct, todayIn } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

const REASON = `0x${'5e'.repeat(32)}` as const;

describe('what a sale stood on, over real backing services', () => {
  let scene: LicensingScene;
  let services: Services;
  let chain: RpcChainLookup;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
    chain = await RpcChainLookup.open(scene.stack.rpcUrl);
  });
  afterAll(async () => {
    chain.close();
    await scene.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function buy(assetId: AssetId): Promise<License> {
    const wish = buildWish(services);
    const act = await purchaseAct(services, scene.buyer, { assetId, licensee: scene.studio, wish });
    return scene.licenseOf(await scene.relay(scene.buyer, act));
  }
  const offer = (assetId: AssetId) => scene.relay(scene.curator, offeringAct(services, assetId));
  async function proofOf({ id }: License): Promise<string> {
    const { text } = await services.provenance.licenseProof(await actorOf(services, scene.buyer), id);
    return text;
  }
  async function checksOf(text: string) {
    const { checks } = await verifyBundleText(text, { trust: services.trust, chain });
    return new Map(checks.map((check) => [check.name as string, check]));
  }
  async function expectProven(text: string, kind: string | undefined): Promise<void> {
    const checks = await checksOf(text);
    expect(checks.get('consent')).toMatchObject({ status: 'pass' });
    expect(checks.get('undisputed')).toMatchObject({ status: 'pass' });
    expect(parseBundle(text).sale?.consent?.given.statement.kind).toBe(kind);
  }

  it('is the consent to a collection that the asset follows', async () => {
    const { community, museum: holder, council } = scene;
    const assetIds = [await scene.publish(), await scene.publish()];
    const collection = await services.collections.propose(await actorOf(services, council), {
      ...{ community, holder, assetIds },
    });
    await scene.relay(council, grantCollectionAct(services, collection));
    const [assetId] = assetIds;
    if (assetId === undefined) throw new Error('nothing was published');
    await offer(assetId);
    await expectProven(await proofOf(await buy(assetId)), 'collection-consented');
  });

  it('is the consent to one use, which the sale itself uses up', async () => {
    const assetId = await scene.publish();
    const today = todayIn(services);
    const act = consentToAct(assetId, {
      ...{ holder: scene.museum, licensee: scene.studio, media: bitsOf(['STREAMING']), territories: WORLD },
      ...{
        firstDay: today,
        lastDay: today + 60,
        exclusive: false,
        minPrice: PRICE,
        shareBps: 1_000,
        rights: 0,
      },
      token: parseAddress(services.stack.contracts['TestToken']?.toLowerCase()),
    });
    await scene.relay(scene.council, act);
    await scene.relay(scene.curator, offeringAct(services, assetId, { licensee: scene.studio }));
    await expectProven(await proofOf(await buy(assetId)), 'use-consented');
  });

  it('is no consent where no community stands behind the asset', async () => {
    const { assetId } = await publishAsset(services, scene.curator, {
      organizationId: scene.museum,
      content: buildContent({ community: null }),
    });
    await scene.relay(scene.curator, offeringAct(services, assetId, { communityShareBps: 0 }));
    const text = await proofOf(await buy(assetId));
    await expectProven(text, undefined);
    expect((await checksOf(text)).get('consent')?.reason).toContain('no community stands behind');
  });

  it('is kept for a chain whose nodes prune, while they have it', async () => {
    const { terms, soldIndex } = await scene.sell();
    const { leaves } = services.stack.stores;
    const [given] = await leaves.listByKinds(terms.assetId, ['consented']);
    const sold = await leaves.find(soldIndex);
    if (given === undefined || sold === null) throw new Error('the log lacks the sale');
    const parts = { ...services.stack.stores, isChainEmbedded: false };
    const keeping = new SaleStates({ ...parts, ledger: scene.stack.ledger });
    const pruned = new SaleStates({ ...parts, ledger: { proveSlots: async () => null } });
    expect(await pruned.ofSale({ sold, terms })).toBeNull();
    await keeping.keepCouncil(given);
    const state = await keeping.ofSale({ sold, terms });
    expect(state?.consent?.given).toBe(given.statementHash);
    expect(await pruned.ofSale({ sold, terms })).toEqual(state);
    expect((await pruned.ofConsent(given, 1))?.council.storageProof).toHaveLength(1);
  });

  it('stays proven after a withdrawal, a dispute and another council, and names the council of then', async () => {
    const successor = newPerson();
    const license = await scene.sell();
    const { assetId } = license.terms;
    await scene.relay(scene.council, withdrawConsentAct(assetId));
    await scene.relay(
      scene.council,
      disputeAct({ assetId, organizationId: scene.community, reasonHash: REASON }),
    );
    await scene.relay(scene.council, nameSuccessorAct(scene.community, successor.address));
    await scene.relay(successor, acceptCouncilAct(scene.community));
    const text = await proofOf(license);
    await expectProven(text, 'consented');
    expect((await checksOf(text)).get('consent')?.reason).toContain(scene.council.address);

    const later = await scene.publish();
    await scene.relay(successor, consentAct(services, later, { holder: scene.museum }));
    await offer(later);
    const own = parseBundle(text);
    const other = parseBundle(await proofOf(await buy(later)));
    expect((await checksOf(formatBundle(other))).get('consent')?.reason).toContain(successor.address);
    if (own.sale === undefined || other.sale?.consent === undefined) throw new Error('no consent is proven');
    const exchanged = { ...own, sale: { ...own.sale, consent: other.sale.consent } };
    expect((await checksOf(formatBundle(exchanged))).get('consent')).toMatchObject({ status: 'fail' });
  });
});
