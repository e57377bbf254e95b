import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { AssetFilter } from '@lanran/api/assets/domain/asset-query';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { type AssetId, NO_COMMUNITY, type OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Statement } from '@lanran/protocol/log/statement';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import {
  acceptCustodyAct,
  cancelCustodyAct,
  offerCustodyAct,
  withdrawAct,
} from '@lanran/sdk/custody/custody-acts';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset, signStatement } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct, purchaseAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ANYBODY: Actor = { kind: 'anonymous' };

describe('custody and withdrawal over real backing services', () => {
  let stack: Stack;
  let services: Services;
  let chain: RpcChainLookup;
  const curator = newPerson();
  const archivist = newPerson();
  const council = newPerson();
  const buyer = newPerson();
  let museum: OrganizationId;
  let archive: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;

  beforeAll(async () => {
    stack = await startStack();
    chain = await RpcChainLookup.open(stack.rpcUrl);
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    archive = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: archivist });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
  });
  afterAll(async () => {
    chain.close();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function publish(
    access: 'LICENSED' | 'RESTRICTED' = 'LICENSED',
    bytes = randomBytes(2_000),
  ): Promise<AssetId> {
    const content = buildContent({ community, access });
    return (await publishAsset(services, curator, { organizationId: museum, content, bytes })).assetId;
  }

  async function putOnSale(assetId: AssetId, holder: OrganizationId, seller: Person): Promise<void> {
    await relayAct(services, council, consentAct(services, assetId, { holder }));
    await relayAct(services, seller, offeringAct(services, assetId));
  }

  async function onSale(): Promise<AssetId> {
    const assetId = await publish();
    await putOnSale(assetId, museum, curator);
    return assetId;
  }

  async function handOver(assetId: AssetId): Promise<void> {
    await relayAct(services, curator, offerCustodyAct(assetId, archive));
    await relayAct(services, archivist, acceptCustodyAct({ assetId, holder: museum, taker: archive }));
    // Consent is not taken in the very second of it.
    stack.letPass(1);
  }

  async function handBack(assetId: AssetId): Promise<void> {
    await relayAct(services, archivist, offerCustodyAct(assetId, museum));
    await relayAct(services, curator, acceptCustodyAct({ assetId, holder: archive, taker: museum }));
    stack.letPass(1);
  }

  const shown = (assetId: AssetId, actor: Actor = ANYBODY) => services.catalog.get(actor, assetId);

  async function isListed(assetId: AssetId, filter: AssetFilter): Promise<boolean> {
    const page = { first: 100, after: null };
    const { items } = await services.catalog.browse(ANYBODY, { filter, sort: 'NEWEST', page });
    return items.some(({ item }) => item.id === assetId);
  }

  async function sale(assetId: AssetId) {
    const [offers] = await services.licensing.openOffersOf([assetId]);
    const [consent] = await services.consents.liveOf([assetId]);
    return {
      isInShop: await isListed(assetId, { onOffer: true }),
      openOffers: offers?.length,
      consentTo: consent?.holder ?? null,
      reasons: await refusalsOf(assetId),
    };
  }

  async function refusalsOf(assetId: AssetId): Promise<string[]> {
    const question = { assetId, licensee: studio, wish: buildWish(services) };
    const { reasons } = await services.licensing.quote(await actorOf(services, buyer), question);
    return reasons.map(({ name }) => name);
  }

  it('shows to whom an asset is offered, until that is taken back or accepted', async () => {
    const assetId = await publish();
    expect((await shown(assetId)).custodyOffer).toBeNull();
    await relayAct(services, curator, offerCustodyAct(assetId, archive));
    expect(await shown(assetId)).toMatchObject({ holder: museum, custodyOffer: archive });
    await relayAct(services, curator, cancelCustodyAct(assetId));
    expect((await shown(assetId)).custodyOffer).toBeNull();
    await handOver(assetId);
    expect(await shown(assetId)).toMatchObject({ holder: archive, custodyOffer: null });
    expect(await isListed(assetId, { holder: archive })).toBe(true);
    expect(await isListed(assetId, { holder: museum })).toBe(false);
  });

  it('ends consent and offers of the old holder with its custody', async () => {
    const assetId = await onSale();
    await relayAct(services, curator, offeringAct(services, assetId, { price: 7n }));
    expect(await sale(assetId)).toEqual({ isInShop: true, openOffers: 2, consentTo: museum, reasons: [] });
    await handOver(assetId);
    expect(await sale(assetId)).toEqual({
      isInShop: false,
      openOffers: 0,
      consentTo: null,
      reasons: ['NO_CONSENT', 'NO_OFFER'],
    });
  });

  it('is sold again once the council trusts the new holder, who offers it anew', async () => {
    const assetId = await onSale();
    await handOver(assetId);
    await putOnSale(assetId, archive, archivist);
    expect(await sale(assetId)).toEqual({ isInShop: true, openOffers: 1, consentTo: archive, reasons: [] });
  });

  it('does not revive what custody ended when the asset comes back', async () => {
    const assetId = await onSale();
    await handOver(assetId);
    await handBack(assetId);
    expect(await shown(assetId)).toMatchObject({ holder: museum });
    expect(await sale(assetId)).toMatchObject({ isInShop: false, openOffers: 0, consentTo: null });
    await putOnSale(assetId, museum, curator);
    expect(await sale(assetId)).toEqual({ isInShop: true, openOffers: 1, consentTo: museum, reasons: [] });
  });

  it('takes everything off sale with a withdrawal, for good', async () => {
    const assetId = await onSale();
    await relayAct(services, curator, withdrawAct(assetId));
    expect(await shown(assetId)).toMatchObject({ isWithdrawn: true, holder: museum });
    expect(await sale(assetId)).toEqual({
      isInShop: false,
      openOffers: 0,
      // The council's word stands; there is nothing left to sell under it.
      consentTo: museum,
      reasons: ['ASSET_WITHDRAWN'],
    });
    await expect(relayAct(services, curator, offeringAct(services, assetId))).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'OFFER_BOOK_ASSET_WITHDRAWN' }],
    });
  });

  it('lets whom a restricted asset is offered to look at it, and open its files only once it is theirs', async () => {
    const assetId = await publish('RESTRICTED');
    const taker = await actorOf(services, archivist);
    const openOriginal = async (person: Person) =>
      services.downloads.open(await actorOf(services, person), `${assetId}.1.0`);
    await expect(shown(assetId, taker)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await relayAct(services, curator, offerCustodyAct(assetId, archive));
    expect(await shown(assetId, taker)).toMatchObject({ id: assetId });
    await expect(openOriginal(archivist)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await relayAct(services, archivist, acceptCustodyAct({ assetId, holder: museum, taker: archive }));
    expect(await openOriginal(archivist)).toMatchObject({ isOpen: false });
    await expect(openOriginal(curator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(shown(assetId, await actorOf(services, curator))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('has originals at rest opened by the recovery key of who holds an asset with them, and of nobody else', async () => {
    const recipients = new Map<OrganizationId, string>();
    for (const [organizationId, owner] of [
      [museum, curator],
      [archive, archivist],
    ] as const) {
      const recipient = parseIdentity(generateIdentity()).recipient.text;
      recipients.set(organizationId, recipient);
      await services.vault.setRecovery(await actorOf(services, owner), { organizationId, recipient });
    }
    const bytes = Buffer.from('of two assets');
    const [first, second] = [await publish('LICENSED', bytes), await publish('RESTRICTED', bytes)];
    const { root } = (await shown(first)).filesField;
    const [file] = await stack.stores.manifests.list(root, 0, 1);
    const opened = async () => {
      while ((await services.vaultJob.run()) === 'more');
      const files = await stack.stores.sealedFiles.listByCid(file?.cid ?? '');
      expect(await services.vaultJob.behind()).toBe(0);
      return new Map(files.map(({ organizationId, current }) => [organizationId, current?.recipients[1]]));
    };
    const of = (...holders: OrganizationId[]) => new Map(holders.map((id) => [id, recipients.get(id)]));
    expect(await opened()).toEqual(of(museum));
    await handOver(first);
    expect(await opened()).toEqual(of(museum, archive));
    await handOver(second);
    expect(await opened()).toEqual(of(archive));
    await handBack(first);
    await handBack(second);
    expect(await opened()).toEqual(of(museum));
  });

  it('shows a license to who sold it and to who answers for the asset now', async () => {
    const assetId = await onSale();
    const wish = buildWish(services);
    const act = await purchaseAct(services, buyer, { assetId, licensee: studio, wish });
    const [licenseId] = (await relayAct(services, buyer, act)).licenseIds;
    if (licenseId === undefined) throw new Error('nothing was sold');
    const seenBy = async (person: Person) =>
      services.licensing.license(await actorOf(services, person), licenseId);
    await expect(seenBy(archivist)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await handOver(assetId);
    for (const person of [curator, archivist, council, buyer]) {
      expect(await seenBy(person)).toMatchObject({ id: licenseId, holder: museum });
    }
  });

  it('proves who published an asset whoever holds it, before and after later anchors', async () => {
    const assetId = await publish();
    await handOver(assetId);
    for (let round = 0; round < 2; round++) {
      const { text } = await services.provenance.assetProof(ANYBODY, assetId);
      const { checks } = await verifyBundleText(text, { trust: services.trust, chain });
      const statuses = Object.fromEntries(checks.map(({ name, status }) => [name, status]));
      expect(statuses).toMatchObject({ membership: 'pass', anchor: 'pass', block: 'pass' });
      expect(JSON.parse(text)).toMatchObject({ membership: { organizationId: museum } });
      await services.sealer.sealNow();
    }
  });

  it('leaves the place after the publication to the next signed statement, for one of them', async () => {
    const assetId = await publish();
    const { head, metadata, filesField } = await shown(assetId);
    await handOver(assetId);
    await relayAct(services, archivist, withdrawAct(assetId));
    expect((await shown(assetId)).head).toBe(head);
    const revise = (title: string) => {
      const { kind, access, synthetic } = metadata;
      const body = buildBody({
        schema: 'lanran/revised/1',
        version: 2,
        kind,
        access,
        synthetic,
        title: { en: title },
        terms: [],
        files: { ...filesField },
      });
      const statement: Statement = {
        kind: 'revised',
        assetId,
        community: NO_COMMUNITY,
        previous: head,
        bodyHash: bodyHash(body),
        issuedAt: Math.floor(services.clock.now().getTime() / 1000),
      };
      const signature = signStatement(services, archivist, statement);
      return services.log.append({ statement, body, evidence: { type: 'member', signature } });
    };
    expect(await revise('Skirt')).toMatchObject({ statement: { kind: 'revised' } });
    await expect(revise('Another skirt')).rejects.toMatchObject({ code: 'STALE_STATEMENT' });
  });

  it('tells whose act each change of custody was', async () => {
    const assetId = await onSale();
    await handOver(assetId);
    await relayAct(services, archivist, withdrawAct(assetId));
    const history = await historyOf(services, assetId);
    expect(history.map(({ kind, organizationId }) => [kind, organizationId])).toEqual([
      ['published', museum],
      ['consented', community],
      ['offered', museum],
      ['custody-offered', museum],
      ['transferred', archive],
      ['withdrawn', archive],
    ]);
  });

  it('says why an acceptance is refused that nobody offered', async () => {
    const assetId = await publish();
    await expect(
      relayAct(services, archivist, acceptCustodyAct({ assetId, holder: museum, taker: archive })),
    ).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ data: { assetId, organizationId: archive } }],
    });
    expect(await shown(assetId)).toMatchObject({ holder: museum, formerHolders: [] });
  });
});
