import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TermsStruct } from '../../contracts/abi/LicenseMarket.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import {
  admitSecondStudio,
  invoicePurchaseOf,
  licenseIn,
  licensesIn,
  orderIn,
  ORIGIN,
  SECOND_STUDIO,
  secondStudioOf,
  type Agreed,
} from '../../scripts/stage/market.ts';
import { COMMUNITY, mined, MUSEUM, NO_PERMIT, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { refusedFor } from './refused-for.ts';

describe('LicenseMarket, by invoice,', () => {
  let platform: Platform;
  let assetId: AssetId;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await admitSecondStudio(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
    await platform.offer(assetId);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: 'museum' | 'council' | 'studio' | 'stranger') =>
    platform.market.connect(platform.people[person]);
  const purchase = (overrides: { assetId?: AssetId; offerId?: bigint; today?: number } = {}) =>
    invoicePurchaseOf(platform, { assetId, offerId: 1n, today: TODAY, ...overrides });
  const order = async (overrides: Parameters<typeof purchase>[0] = {}): Promise<Agreed> =>
    orderIn(platform, await mined(as('studio').order(await purchase(overrides))));
  const paid = (terms: TermsStruct) => mined(as('museum').confirmPaid(terms));
  const shared = (terms: TermsStruct) => mined(as('council').confirmShare(terms));
  const cancel = (terms: TermsStruct) => mined(as('studio').cancelOrder(terms));
  const stateOf = async (orderId: bigint) => [...(await platform.market.orderOf(orderId))];

  async function moveCustody(from: 'museum' | 'second', to: 'museum' | 'second'): Promise<void> {
    const parties = {
      museum: { id: MUSEUM, key: platform.people.museum },
      second: { id: SECOND_STUDIO, key: secondStudioOf(platform) },
    };
    const { assets } = platform;
    await mined(assets.connect(parties[from].key).offerCustody(assetId, parties[to].id));
    await mined(assets.connect(parties[to].key).acceptCustody(assetId, parties[from].id, parties[to].id));
  }

  describe('order', () => {
    it('keeps what would be agreed, and reserves, sells and credits nothing', async () => {
      const wanted = await purchase();
      const receipt = await mined(as('studio').order(wanted));
      const { licenseId, terms } = orderIn(platform, receipt);
      expect(BigInt(wanted.termsHash.toString())).toBe(licenseId);
      expect(terms.origin).toBe(ORIGIN.INVOICE);
      expect(await stateOf(licenseId)).toEqual([BigInt(TODAY), false, false, false]);
      expect(licensesIn(platform, receipt)).toEqual([]);
      expect(await platform.licenses.isIssued(licenseId)).toBe(false);
    });

    it('refuses strangers, other terms, a price above the maximum, and what could not be bought', async () => {
      const wanted = await purchase();
      const { address } = platform.people.stranger;
      const stranger = mined(as('stranger').order(wanted));
      expect(await refusalOf(stranger)).toEqual(['LicenseMarketNotMember', STUDIO, address]);
      const changed = mined(as('studio').order({ ...wanted, termsHash: MUSEUM }));
      expect(await refusalOf(changed)).toEqual(['LicenseMarketTermsChanged', MUSEUM, wanted.termsHash]);
      const dear = mined(as('studio').order({ ...wanted, maxPrice: 1n }));
      expect(await refusalOf(dear)).toEqual(['LicenseMarketPriceAboveMaximum', 120_000n, 1n]);
      await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
      expect(await refusalOf(mined(as('studio').order(wanted)))).toEqual(refusedFor(['NO_CONSENT', 0n]));
    });

    it('refuses the quote of a sale: an invoice is agreed as one', async () => {
      const sale = await platform.purchaseOf(assetId);
      const refusal = await refusalOf(mined(as('studio').order(sale)));
      expect(refusal.slice(0, 2)).toEqual(['LicenseMarketTermsChanged', sale.termsHash]);
      const invoice = await purchase();
      const bought = await refusalOf(mined(as('studio').buy(invoice, NO_PERMIT)));
      expect(bought.slice(0, 2)).toEqual(['LicenseMarketTermsChanged', invoice.termsHash]);
    });

    it('stands once, and can be placed anew after it was taken back, with nothing confirmed', async () => {
      const { licenseId, terms } = await order();
      const again = mined(as('studio').order(await purchase()));
      expect(await refusalOf(again)).toEqual(['LicenseMarketAlreadyOrdered', licenseId]);
      await paid(terms);
      await cancel(terms);
      await order();
      expect(await stateOf(licenseId)).toEqual([BigInt(TODAY), false, false, false]);
    });
  });

  describe('cancelOrder', () => {
    it('is for the licensee, of an order that stands', async () => {
      const { licenseId, terms } = await order();
      const { address } = platform.people.museum;
      const other = mined(as('museum').cancelOrder(terms));
      expect(await refusalOf(other)).toEqual(['LicenseMarketNotMember', STUDIO, address]);
      await cancel(terms);
      const gone = ['LicenseMarketNotOrdered', licenseId];
      for (const attempt of [cancel, paid, shared]) {
        expect(await refusalOf(attempt(terms))).toEqual(gone);
      }
    });

    it('knows no order under other terms', async () => {
      const { terms } = await order();
      const refusal = await refusalOf(cancel({ ...terms, price: 1n }));
      expect(refusal[0]).toBe('LicenseMarketNotOrdered');
    });
  });

  describe('confirmPaid and confirmShare', () => {
    it.each(['holder', 'council'])('issue the license with the second word, the %s first', async (first) => {
      const { licenseId, terms } = await order();
      const [one, other] = first === 'holder' ? [paid, shared] : [shared, paid];
      expect(licensesIn(platform, await one(terms))).toEqual([]);
      const sold = licenseIn(platform, await other(terms));
      expect([sold.licenseId, sold.terms.origin]).toEqual([licenseId, ORIGIN.INVOICE]);
      expect(await platform.licenses.licenseeOf(licenseId)).toBe(STUDIO);
      expect(await stateOf(licenseId)).toEqual([BigInt(TODAY), true, true, true]);
    });

    it('credit nothing: the money went another way', async () => {
      const { terms } = await order();
      await paid(terms);
      const receipt = await shared(terms);
      const credited = receipt.logs.map((log) => platform.market.interface.parseLog(log)?.name);
      expect(credited).not.toContain('Credited');
      for (const account of [MUSEUM, COMMUNITY, await platform.market.OPERATOR_ACCOUNT()]) {
        expect(await platform.market.creditOf(account, platform.tokenAddress)).toBe(0n);
      }
    });

    it('are each said once, and not after the license is issued', async () => {
      const { licenseId, terms } = await order();
      await paid(terms);
      expect(await refusalOf(paid(terms))).toEqual(['LicenseMarketAlreadyConfirmed', licenseId]);
      await cancel(terms);
      await order();
      await shared(terms);
      expect(await refusalOf(shared(terms))).toEqual(['LicenseMarketAlreadyConfirmed', licenseId]);
      await paid(terms);
      expect(await refusalOf(paid(terms))).toEqual(['LicenseMarketNotOrdered', licenseId]);
      const again = mined(as('studio').order(await purchase()));
      expect(await refusalOf(again)).toEqual(refusedFor(['ALREADY_LICENSED', licenseId]));
    });

    it('are for the holder who offered and the council alone', async () => {
      const { terms } = await order();
      const { people } = platform;
      for (const person of ['council', 'studio', 'stranger'] as const) {
        const attempt = mined(as(person).confirmPaid(terms));
        expect(await refusalOf(attempt)).toEqual(['LicenseMarketNotMember', MUSEUM, people[person].address]);
      }
      for (const person of ['museum', 'studio', 'stranger'] as const) {
        const attempt = mined(as(person).confirmShare(terms));
        expect(await refusalOf(attempt)).toEqual([
          'LicenseMarketNotCouncil',
          assetId,
          people[person].address,
        ]);
      }
    });

    it('need nobody’s share where there is no community', async () => {
      const without = await platform.materializeNew({ community: null });
      await platform.offer(without, { communityShareBps: 0 });
      const { licenseId, terms } = await order({ assetId: without, offerId: 2n });
      const { address } = platform.people.council;
      expect(await refusalOf(shared(terms))).toEqual(['LicenseMarketNotCouncil', without, address]);
      expect(licenseIn(platform, await paid(terms)).licenseId).toBe(licenseId);
    });

    it('count on a later day too, by the day of the order', async () => {
      const { licenseId, terms } = await order();
      await paid(terms);
      await platform.chain.travelTo((TODAY + 3) * DAY_SECONDS);
      await shared(terms);
      expect(await platform.licenses.isLive(licenseId, TODAY + 3)).toBe(true);
    });

    it('issue nothing once consent is withdrawn, and then nothing has changed', async () => {
      const { licenseId, terms } = await order();
      await paid(terms);
      await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
      expect(await refusalOf(shared(terms))).toEqual(refusedFor(['NO_CONSENT', 0n]));
      expect(await stateOf(licenseId)).toEqual([BigInt(TODAY), true, false, false]);
    });

    it('never count for another holder than the one who offered', async () => {
      const { licenseId, terms } = await order();
      await moveCustody('museum', 'second');
      const second = secondStudioOf(platform);
      const taken = mined(platform.market.connect(second).confirmPaid(terms));
      expect(await refusalOf(taken)).toEqual(['LicenseMarketNotMember', MUSEUM, second.address]);
      await paid(terms);
      const refusal = await refusalOf(shared(terms));
      expect(refusal).toEqual(refusedFor(['NO_CONSENT', 0n], ['OFFER_CLOSED', 1n]));
      expect(await stateOf(licenseId)).toEqual([BigInt(TODAY), true, false, false]);
    });

    it('count for the next council when the one before it received the share', async () => {
      const { licenseId, terms } = await order();
      await shared(terms);
      const { organizations, people } = platform;
      await mined(organizations.connect(people.council).nameSuccessor(COMMUNITY, people.stranger));
      await mined(organizations.connect(people.stranger).acceptCouncil(COMMUNITY));
      const former = await refusalOf(shared(terms));
      expect(former).toEqual(['LicenseMarketNotCouncil', assetId, people.council.address]);
      const twice = mined(as('stranger').confirmShare(terms));
      expect(await refusalOf(twice)).toEqual(['LicenseMarketAlreadyConfirmed', licenseId]);
      expect(licenseIn(platform, await paid(terms)).licenseId).toBe(licenseId);
    });
  });
});
