import { tokenOf } from '../../support/sales.ts';
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { eachPiece } from '@lanran/api/platform/concurrency/pieces';
import { Wallet } from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ForwardRequest } from '@lanran/api/chain/ports/ledger';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { actorOf, admit, newPerson, relayAct, signAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import {
  buildWish,
  closeOfferAct,
  consentAct,
  offeringAct,
  PRICE,
  purchaseAct,
  todayIn,
} from '../../support/sales.ts';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

describe('licensing over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const council = newPerson();
  const buyer = newPerson();
  const stranger = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    await admit(services, { slug: 'others', kind: 'STUDIO', owner: stranger });
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  const publish = (bytes?: Uint8Array) =>
    publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community }),
      ...(bytes !== undefined && { bytes }),
    });

  async function onSale(bytes?: Uint8Array): Promise<AssetId> {
    const { assetId } = await publish(bytes);
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
    return assetId;
  }

  async function ask(assetId: AssetId, wish: Wish, licensee: OrganizationId | null = null) {
    return services.licensing.quote(await actorOf(services, buyer), { assetId, licensee, wish });
  }

  async function liveLicenses(assetId: AssetId) {
    return stack.stores.licenses.listHeld([studio], assetId);
  }

  it('gives the same reasons before the contracts know the asset and afterwards', async () => {
    const { assetId } = await publish();
    const nobody = `0x${'77'.repeat(32)}` as OrganizationId;
    const today = todayIn(services);
    const questions: [Wish, OrganizationId][] = [
      [buildWish(services), studio],
      [buildWish(services), nobody],
      [buildWish(services, { firstDay: today - 3 }), studio],
      [buildWish(services, { media: 0 }), studio],
      [buildWish(services, { territories: 0n, firstDay: today - 1, lastDay: today - 2 }), nobody],
      [buildWish(services, { exclusive: true }), studio],
    ];
    const answers = () => Promise.all(questions.map(([wish, licensee]) => ask(assetId, wish, licensee)));
    const before = await answers();
    expect(before[0]).toMatchObject({ reasons: [{ name: 'NO_CONSENT' }, { name: 'NO_OFFER' }] });
    expect(await services.licensing.isMaterialized(assetId)).toBe(false);
    await services.materialization.ensure(assetId);
    expect(await services.licensing.isMaterialized(assetId)).toBe(true);
    expect(await answers()).toEqual(before);
  });

  it('materializes an asset once, however often and by however many it is asked', async () => {
    const { assetId } = await publish();
    const [first, second] = await Promise.all([
      services.materialization.ensure(assetId),
      services.materialization.ensure(assetId),
    ]);
    expect(first).toBe(second);
    expect(await services.materialization.ensure(assetId)).toBeNull();
  });

  it('leads from consent and offer to a license that the read models show', async () => {
    const { assetId } = await publish();
    await expect(relayAct(services, curator, offeringAct(services, assetId))).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'OFFER_BOOK_NO_CONSENT', data: { assetId } }],
    });
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    expect((await ask(assetId, buildWish(services))).reasons).toMatchObject([{ name: 'NO_OFFER' }]);
    const { offerId } = await relayAct(services, curator, offeringAct(services, assetId));
    expect(await services.licensing.openOffersOf([assetId])).toMatchObject([
      [{ id: offerId, assetId, holder: museum, price: PRICE, communityShareBps: 1_000 }],
    ]);
    expect(await services.consents.liveOf([assetId])).toMatchObject([
      { assetId, community, holder: museum, shareBps: 1_000 },
    ]);
    const { items } = await services.catalog.browse(
      { kind: 'anonymous' },
      { filter: { onOffer: true }, sort: 'NEWEST', page: { first: 10, after: null } },
    );
    expect(items.map(({ item }) => item.id)).toEqual([assetId]);

    const wish = buildWish(services);
    const bought = await relayAct(
      services,
      buyer,
      await purchaseAct(services, buyer, { assetId, licensee: studio, wish }),
    );
    expect(bought).toMatchObject({ contract: 'LicenseMarket', functionName: 'buy', assetId });
    const actor = await actorOf(services, buyer);
    const [licenseId] = bought.licenseIds;
    if (licenseId === undefined) throw new Error('nothing was sold');
    const license = await services.licensing.license(actor, licenseId);
    expect(license).toMatchObject({
      id: licenseIdOf(license.terms),
      licensee: studio,
      terms: {
        assetId,
        licensee: studio,
        offerId: BigInt(offerId ?? ''),
        wish,
        price: PRICE,
        origin: 'SALE',
      },
      transaction: bought.transaction,
    });
    expect(await services.licensing.isLive(license)).toBe(true);
    await expect(
      services.licensing.license(await actorOf(services, stranger), license.id),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(
      (await services.licensing.list(actor, { licensee: studio }, { first: 5, after: null })).items,
    ).toHaveLength(1);
    expect(await ask(assetId, wish)).toMatchObject({
      reasons: [{ name: 'ALREADY_LICENSED', subject: BigInt(license.id) }],
    });
  });

  it('closes an offer, and takes the asset off sale when it was the last', async () => {
    const assetId = await onSale();
    const second = await relayAct(services, curator, offeringAct(services, assetId, { price: 1n }));
    const isOnOffer = async () => {
      const page = { first: 50, after: null };
      const found = await services.catalog.browse(
        { kind: 'anonymous' },
        { filter: { onOffer: true }, sort: 'NEWEST', page },
      );
      return found.items.some(({ item }) => item.id === assetId);
    };
    await relayAct(services, curator, closeOfferAct(second.offerId));
    expect(await isOnOffer()).toBe(true);
    const [open] = await services.licensing.openOffersOf([assetId]);
    await relayAct(services, curator, closeOfferAct(open?.[0]?.id));
    expect(await isOnOffer()).toBe(false);
    expect((await ask(assetId, buildWish(services))).reasons).toMatchObject([{ name: 'NO_OFFER' }]);
  });

  it('answers the same signed request with the outcome of the first, also when both come at once', async () => {
    const assetId = await onSale();
    const actor = await actorOf(services, buyer);
    const act = await purchaseAct(services, buyer, { assetId, licensee: studio, wish: buildWish(services) });
    const request = await signAct(services, buyer, { act });
    const [first, second] = await Promise.all([
      services.relay.relay(actor, request),
      services.relay.relay(actor, request),
    ]);
    expect(second).toEqual(first);
    expect(await services.relay.relay(actor, request)).toEqual(first);
    // As after a restart: nothing is remembered in memory.
    const restarted = await openServices(stack, services);
    expect(await restarted.relay.relay(actor, request)).toEqual(first);
    expect(await liveLicenses(assetId)).toHaveLength(1);
  });

  it('sells one license when a purchase breaks off after it was sent and is repeated', async () => {
    const assetId = await onSale();
    const actor = await actorOf(services, buyer);
    const act = await purchaseAct(services, buyer, { assetId, licensee: studio, wish: buildWish(services) });
    const request = await signAct(services, buyer, { act });
    const { balance } = await stack.ledger.paymentAccount(buyer.address, tokenOf(stack));
    services.failPoints.arm('after-purchase-sent');
    await expect(services.relay.relay(actor, request)).rejects.toThrow(KilledHereError);
    const outcome = await services.relay.relay(actor, request);
    expect(outcome.licenseIds).toHaveLength(1);
    expect(await liveLicenses(assetId)).toMatchObject([{ id: outcome.licenseIds[0] }]);
    expect((await stack.ledger.paymentAccount(buyer.address, tokenOf(stack))).balance).toBe(balance - PRICE);
  });

  it('refuses a used nonce, another signer’s request, a foreign function and a request for later', async () => {
    const act = mintAct(buyer.address, 5n);
    const actor = await actorOf(services, buyer);
    const nonce = await stack.ledger.forwarderNonce(buyer.address);
    await services.relay.relay(actor, await signAct(services, buyer, { act, nonce }));
    const other = mintAct(buyer.address, 6n);
    const foreign = { contract: 'TestToken', data: '0xa9059cbb' } as const;
    const refusals: [ForwardRequest, object][] = [
      [await signAct(services, buyer, { act: other, nonce }), { code: 'BAD_INPUT', field: 'request.nonce' }],
      [await signAct(services, stranger, { act }), { code: 'FORBIDDEN' }],
      [await signAct(services, buyer, { act, lifetimeSeconds: -1 }), { field: 'request.deadline' }],
      [await signAct(services, buyer, { act, lifetimeSeconds: 7_200 }), { field: 'request.deadline' }],
      [await signAct(services, buyer, { act: foreign }), { code: 'BAD_INPUT', field: 'request.data' }],
    ];
    for (const [request, error] of refusals)
      await expect(services.relay.relay(actor, request)).rejects.toMatchObject(error);
    await expect(
      services.relay.relay({ kind: 'anonymous' }, await signAct(services, buyer, { act })),
    ).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('sends one of several acts signed under one nonce, also when all come at once', async () => {
    const actor = await actorOf(services, buyer);
    const nonce = await stack.ledger.forwarderNonce(buyer.address);
    const amounts = [1n, 2n, 3n, 4n];
    const requests = await Promise.all(
      amounts.map((amount) => signAct(services, buyer, { act: mintAct(buyer.address, amount), nonce })),
    );
    const before = await stack.ledger.latestBlock();
    const outcomes = await Promise.allSettled(
      requests.map((request) => services.relay.relay(actor, request)),
    );
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    expect(refusals).toHaveLength(3);
    for (const refusal of refusals) expect(refusal).toMatchObject({ field: 'request.nonce' });
    // A block for each transaction: nothing is paid for the others.
    expect(await stack.ledger.latestBlock()).toBe(before + 1);
  });

  it('refuses a signature that is not over the request, before anything is sent for it', async () => {
    const { assetId } = await publish();
    const act = consentAct(services, assetId, { holder: museum });
    const request = await signAct(services, council, { act });
    const forged = {
      ...request,
      signature: (await Wallet.createRandom().signMessage('nothing')) as Hex,
    };
    await expect(services.relay.relay(await actorOf(services, council), forged)).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
      field: 'request.signature',
    });
    expect(await services.licensing.isMaterialized(assetId)).toBe(false);
    const done = await services.relay.relay(await actorOf(services, council), request);
    expect(done.assetId).toBe(assetId);
  });

  it('takes up an act again that was refused, once nothing stands in its way', async () => {
    const { assetId } = await publish();
    const act = offeringAct(services, assetId);
    const nonce = await stack.ledger.forwarderNonce(curator.address);
    const request = await signAct(services, curator, { act, nonce });
    const actor = await actorOf(services, curator);
    await expect(services.relay.relay(actor, request)).rejects.toMatchObject({ code: 'LEDGER_REFUSED' });
    expect(await stack.ledger.forwarderNonce(curator.address)).toBe(nonce);
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    expect((await services.relay.relay(actor, request)).offerId).not.toBeNull();
  });

  it('names what the contract refused a purchase for', async () => {
    const assetId = await onSale();
    const wish = buildWish(services);
    const act = await purchaseAct(services, buyer, { assetId, licensee: studio, wish });
    // The offer that was quoted is gone by the time the purchase arrives.
    const [open] = await services.licensing.openOffersOf([assetId]);
    await relayAct(services, curator, closeOfferAct(open?.[0]?.id));
    await expect(relayAct(services, buyer, act)).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [
        {
          code: 'OFFER_CLOSED',
          data: { subject: open?.[0]?.id },
          text: { en: expect.stringMatching(/closed/) },
        },
      ],
    });
    expect(await liveLicenses(assetId)).toEqual([]);
  });

  it('lets the licensee download the original, and nobody else', async () => {
    const bytes = randomBytes(5_000);
    const assetId = await onSale(bytes);
    const fileId = `${assetId}.1.0`;
    const open = async (person: typeof buyer) =>
      services.downloads.open(await actorOf(services, person), fileId);
    await expect(open(buyer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const wish = buildWish(services, { media: bitsOf(['TELEVISION']) });
    await relayAct(services, curator, offeringAct(services, assetId, { media: bitsOf(['TELEVISION']) }));
    await relayAct(services, buyer, await purchaseAct(services, buyer, { assetId, licensee: studio, wish }));
    const download = await open(buyer);
    expect(download).toMatchObject({ isOpen: false, file: { path: 'skirt.tiff', bytes: 5_000 } });
    expect((await buffer(eachPiece(await download.readPieces()))).equals(bytes)).toBe(true);
    expect(
      (await buffer(eachPiece(await download.readPieces({ start: 10, end: 20 })))).equals(
        bytes.subarray(10, 20),
      ),
    ).toBe(true);
    await expect(open(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(services.downloads.open({ kind: 'anonymous' }, fileId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    services.clock.pass(32 * 86_400);
    await expect(open(buyer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('offers nothing RESTRICTED for sale, even by its own holder', async () => {
    const { assetId } = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community, access: 'RESTRICTED' }),
    });
    await expect(relayAct(services, curator, offeringAct(services, assetId))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await stack.stores.offers.listOpen([assetId])).toEqual([]);
    await expect(relayAct(services, stranger, offeringAct(services, assetId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('relays no play money for a key that takes part in nothing', async () => {
    const stranger = newPerson();
    await expect(relayAct(services, stranger, mintAct(stranger.address, 1n))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('Play money'),
    });
    expect((await stack.ledger.paymentAccount(stranger.address, tokenOf(stack))).balance).toBe(0n);
  });

  it('relays at most 60 acts a minute for one key', async () => {
    const spender = newPerson();
    await admit(services, { slug: 'spender', kind: 'STUDIO', owner: spender });
    const now = services.clock.now();
    const template = await signAct(services, spender, { act: mintAct(spender.address, 1n) });
    for (let count = 0; count < 60; count++) {
      const key = `0x${randomBytes(32).toString('hex')}` as const;
      await stack.stores.relayedRequests.record({ key, request: template, receivedAt: now });
    }
    const actor = await actorOf(services, spender);
    await expect(services.relay.relay(actor, template)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    services.clock.pass(61);
    const later = await signAct(services, spender, {
      act: mintAct(spender.address, 1n),
      lifetimeSeconds: 600,
    });
    expect((await services.relay.relay(actor, later)).functionName).toBe('mint');
  });
});
