import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { rootOf } from '@lanran/protocol/log/merkle';
import { RENEWABLE, REVOCABLE, SUBLICENSABLE, TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import { claimAct } from '@lanran/sdk/licensing/claim-act';
import { grantCollectionAct, withdrawCollectionAct } from '@lanran/sdk/consent/collection-acts';
import { keySigner } from '@lanran/sdk/kernel/signer';
import { renewAct, revokeAct, sublicenseAct, transferLicenseAct } from '@lanran/sdk/licensing/license-acts';
import {
  buyAct,
  buyManyAct,
  closeOfferAct,
  MAX_PURCHASES,
  type Purchase,
} from '@lanran/sdk/licensing/licensing-acts';
import { withdrawConsentAct } from '@lanran/sdk/consent/consent-acts';
import { orderAct, orderSayingAct } from '@lanran/sdk/licensing/orders/order-acts';
import { renewalOf } from '@lanran/sdk/licensing/renewal';
import { termsArgument } from '@lanran/sdk/licensing/terms-argument';
import { TODAY } from '../../scripts/stage/chain.ts';
import { StageCollection } from '../../scripts/stage/consents.ts';
import {
  admitSecondStudio,
  invoicePurchaseOf,
  SECOND_STUDIO,
  secondStudioOf,
} from '../../scripts/stage/market.ts';
import {
  buildConsent,
  buildWish,
  COMMUNITY,
  MUSEUM,
  STUDIO,
  type Platform,
} from '../../scripts/stage/platform.ts';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { agreeable, RelayedStage, type Agreeable } from './relayed-stage.ts';

const RIGHTS = TRANSFERABLE | SUBLICENSABLE | REVOCABLE | RENEWABLE;
const REASON_HASH: Hex = `0x${'5e'.repeat(32)}`;

describe('acts on licenses, signed by the command line, on the real contracts', () => {
  let stage: RelayedStage;
  let platform: Platform;
  let assetId: AssetId;
  let held: Agreeable;
  beforeAll(async () => {
    stage = await RelayedStage.start();
    platform = stage.platform;
    await platform.fundStudio();
    await admitSecondStudio(platform);
    assetId = await sellable();
    held = await buy(wishFor(30));
  });

  const secondStudio = () => keySigner(secondStudioOf(platform).privateKey as Hex); // ethers types keys as strings
  const licenseeOf = (id: LicenseId) => platform.licenses.licenseeOf(BigInt(id));

  function wishFor(days: number): Wish {
    // What the stage builds are the struct's values as numbers and bigints already.
    return buildWish({ lastDay: TODAY + days }) as Wish;
  }

  async function sellable(): Promise<AssetId> {
    const id = await platform.materializeNew();
    await platform.consent(id, { rights: TRANSFERABLE | SUBLICENSABLE });
    await platform.offer(id, { rights: RIGHTS });
    return id;
  }

  function purchaseOf({ terms, licenseId }: Agreeable): Purchase {
    const { offerId, version, wish, price } = terms;
    return {
      offerId,
      assetId: terms.assetId,
      version,
      licensee: STUDIO,
      wish,
      termsHash: licenseId,
      maxPrice: price,
    };
  }

  async function buy(wish: Wish): Promise<Agreeable> {
    const quoted = await stage.quote(assetId, wish);
    await stage.relay('studio', buyAct(purchaseOf(quoted), await stage.permit(quoted.terms.price)));
    return quoted;
  }

  it('buys as many licenses as fit, of as many assets, in one relayed transaction', async () => {
    const quotes: Agreeable[] = [];
    for (let count = 0; count < MAX_PURCHASES; count++)
      quotes.push(await stage.quote(await sellable(), wishFor(30)));
    const price = quotes.reduce((sum, { terms }) => sum + terms.price, 0n);

    await stage.relay('studio', buyManyAct(quotes.map(purchaseOf), await stage.permit(price)));

    for (const { licenseId } of quotes) expect(await licenseeOf(licenseId)).toBe(STUDIO);
  });

  it('renews under the id that the license’s own terms give', async () => {
    const renewal = renewalOf(held.terms, STUDIO);
    const termsHash = licenseIdOf(renewal);
    const quoted = await platform.judgement.quoteRenewal(termsArgument(held.terms), STUDIO, TODAY);
    expect(agreeable(quoted)).toEqual({ terms: renewal, licenseId: termsHash });

    await stage.relay(
      'studio',
      renewAct({ held: held.terms, termsHash }, await stage.permit(held.terms.price)),
    );

    expect(await licenseeOf(termsHash)).toBe(STUDIO);
    expect(renewal.wish).toMatchObject({ firstDay: TODAY + 31, lastDay: TODAY + 61 });
  });

  it('sublicenses a part, which its grantor can revoke', async () => {
    const part = {
      held: held.terms,
      licensee: SECOND_STUDIO,
      wish: { ...wishFor(10), exclusive: false },
      rights: REVOCABLE,
    };
    await stage.relay('studio', sublicenseAct(part));

    const terms = {
      ...held.terms,
      licensee: SECOND_STUDIO,
      wish: part.wish,
      rights: REVOCABLE,
      price: 0n,
      origin: 'SUBLICENSE' as const,
      parent: held.licenseId,
    };
    const id = licenseIdOf(terms);
    expect(await licenseeOf(id)).toBe(SECOND_STUDIO);
    await stage.relay('studio', revokeAct(terms, REASON_HASH));
    expect(await platform.licenses.isRevoked(BigInt(id))).toBe(true);
  });

  it('transfers a license, whose holder revokes it afterwards', async () => {
    const { terms, licenseId } = await buy(wishFor(40));

    await stage.relay('studio', transferLicenseAct(terms, SECOND_STUDIO));
    expect(await licenseeOf(licenseId)).toBe(SECOND_STUDIO);
    await stage.relay('museum', revokeAct(terms, REASON_HASH));

    expect(await platform.licenses.isRevoked(BigInt(licenseId))).toBe(true);
  });

  it('orders by invoice, and issues the license once holder and council confirmed', async () => {
    const ordered = await placeOrder(50);

    await stage.relay('museum', orderSayingAct('confirmPaid', ordered.terms));
    expect(await platform.licenses.isIssued(BigInt(ordered.licenseId))).toBe(false);
    await stage.relay('council', orderSayingAct('confirmShare', ordered.terms));

    expect(await licenseeOf(ordered.licenseId)).toBe(STUDIO);
  });

  it('takes an order back', async () => {
    const ordered = await placeOrder(51);
    await stage.relay('studio', orderSayingAct('cancelOrder', ordered.terms));
    const { isDone } = await platform.market.orderOf(ordered.licenseId);
    expect(isDone).toBe(true);
  });

  async function placeOrder(days: number): Promise<Agreeable> {
    const offerId = held.terms.offerId;
    const wish = wishFor(days);
    const { version } = held.terms;
    const question = {
      offerId,
      assetId,
      version,
      licensee: STUDIO,
      wish,
      isInvoiced: true,
      orderedDay: TODAY,
    };
    const ordered = agreeable(await platform.judgement.quoteSale(question, TODAY));
    const same = await invoicePurchaseOf(platform, { assetId, offerId, today: TODAY, wish });
    expect(purchaseOf(ordered)).toEqual(same);
    await stage.relay('studio', orderAct(purchaseOf(ordered)));
    return ordered;
  }

  it('claims for anybody what each is owed', async () => {
    const token = stage.addressOf('TestToken');
    const owed = await platform.market.creditOf(COMMUNITY, token);
    expect(owed).toBeGreaterThan(0n);

    await stage.relayAs(secondStudio(), claimAct(COMMUNITY, token));

    expect(await platform.token.balanceOf(platform.payoutOf(COMMUNITY))).toBe(owed);
  });

  it('consents to a collection, and withdraws the consent', async () => {
    const ids = [await platform.materializeNew(), await platform.materializeNew(), assetId];
    const collection = new StageCollection(ids);
    const root = toHex(rootOf(ids.map((id) => fromHex(id))));
    const terms = { ...buildConsent(), holder: MUSEUM } as Parameters<typeof grantCollectionAct>[1];
    const consentOf = async () => (await platform.consents.consentOf(ids[0] ?? '')).holder;

    await stage.relay('council', grantCollectionAct({ communityId: COMMUNITY, root, size: 3 }, terms));
    await collection.join(platform, ids[0] ?? assetId, 0);
    expect(await consentOf()).toBe(MUSEUM);
    await stage.relay('council', withdrawCollectionAct({ communityId: COMMUNITY, root }));

    expect(BigInt(await consentOf())).toBe(0n);
  });

  it('withdraws consent and takes an offer back', async () => {
    const id = await sellable();
    const [offerId = 0n] = await platform.book.openOffersOf(id);

    await stage.relay('council', withdrawConsentAct(id));
    await stage.relay('museum', closeOfferAct(offerId));

    expect(BigInt((await platform.consents.consentOf(id)).holder)).toBe(0n);
    expect(await platform.book.openOffersOf(id)).toEqual([]);
  });
});
