import { ZeroAddress, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TermsStruct, WishStruct } from '../../contracts/abi/Judgement.ts';
import type { IOfferBook } from '../../contracts/abi/OfferBook.ts';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, fillHulls, openOffer } from '../../scripts/stage/crowd.ts';
import { buildWish, KIND, mined, MUSEUM, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { ARCHIVE, handOver } from './custody.ts';
import { renew, RIGHT, sell, travelToDay } from './judged.ts';
import { refusalOf } from './refusal.ts';
import { suspendNow } from './suspension.ts';

const FOREIGN = `0x${'11'.repeat(20)}`;
const LAST_DAY = 2 ** 24 - 1;

describe('OfferBook', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.book.connect(platform.people[person]);
  const close = (offerId: bigint, person: Person = 'museum') => mined(as(person).closeOffer(offerId));

  describe('offer', () => {
    it('opens an offer that can be read and listed', async () => {
      const { logs } = await platform.offer(assetId, { rights: 15, exclusive: true, lastDay: LAST_DAY });
      const offer = await platform.book.offerOf(1n);
      expect([offer.assetId, offer.holder, offer.closed]).toEqual([assetId, MUSEUM, false]);
      const { terms } = offer;
      expect([terms.price, terms.communityShareBps, terms.rights]).toEqual([120_000n, 1_500n, 15n]);
      expect([terms.firstDay, terms.lastDay, terms.exclusive]).toEqual([BigInt(TODAY), 16_777_215n, true]);
      expect(await platform.book.openOffersOf(assetId)).toEqual([1n]);
      const [event] = logs.map((log) => platform.book.interface.parseLog(log));
      expect([event?.name, ...(event?.args.slice(0, 3) ?? [])]).toEqual(['OfferOpened', 1n, assetId, MUSEUM]);
    });

    it.each([
      ['no media', { media: 0 }, ['OfferBookMediaInvalid', 0n]],
      ['unassigned media', { media: 1 << 16 }, ['OfferBookMediaInvalid', 1n << 16n]],
      ['no territory', { territories: 0n }, ['OfferBookTerritoriesEmpty', 'asset']],
      [
        'a first day after the last',
        { firstDay: TODAY + 2, lastDay: TODAY + 1 },
        ['OfferBookDaysInvalid', BigInt(TODAY + 2), BigInt(TODAY + 1), BigInt(TODAY)],
      ],
      [
        'a last day that is over',
        { firstDay: TODAY - 2, lastDay: TODAY - 1 },
        ['OfferBookDaysInvalid', BigInt(TODAY - 2), BigInt(TODAY - 1), BigInt(TODAY)],
      ],
      [
        'a last day beyond 24 bits',
        { lastDay: LAST_DAY + 1 },
        ['OfferBookDaysInvalid', BigInt(TODAY), BigInt(LAST_DAY + 1), BigInt(TODAY)],
      ],
      ['a token that is not accepted', { token: FOREIGN }, ['OfferBookTokenNotAccepted', FOREIGN]],
      ['a price beyond 96 bits', { price: 1n << 96n }, ['OfferBookPriceTooHigh', 1n << 96n]],
      ['less than consent demands', { communityShareBps: 1_499 }, ['OfferBookShareTooLow', 1_499n, 1_500n]],
      ['shares beyond the price', { communityShareBps: 9_751 }, ['OfferBookShareTooHigh', 9_751n, 250n]],
    ])('refuses %s', async (_, overrides, refusal) => {
      const expected = refusal.map((part) => (part === 'asset' ? assetId : part));
      expect(await refusalOf(platform.offer(assetId, overrides))).toEqual(expected);
    });

    it('takes the last of everything: today, 96 bits, the whole price, the last medium, every right', async () => {
      const edges = {
        firstDay: TODAY - 9,
        lastDay: TODAY,
        price: (1n << 96n) - 1n,
        media: 0x8000,
        rights: 255,
      };
      await platform.offer(assetId, { ...edges, communityShareBps: 9_750 });
      const { terms } = await platform.book.offerOf(1n);
      expect([terms.price, terms.media, terms.communityShareBps]).toEqual([edges.price, 0x8000n, 9_750n]);
      expect(terms.rights).toBe(255n);
    });

    it('is for the holder’s editors alone', async () => {
      for (const person of ['council', 'studio', 'sealer', 'accreditor'] as const) {
        const attempt = mined(as(person).offer(assetId, platform.buildTerms()));
        const { address } = platform.people[person];
        expect(await refusalOf(attempt)).toEqual(['OfferBookNotMember', MUSEUM, address]);
      }
    });

    it('refuses an unknown asset, a withdrawn one, and one whose community has not consented', async () => {
      const unknown = platform.offer(ZeroHash as AssetId); // An id that nobody can have.
      expect(await refusalOf(unknown)).toEqual(['OfferBookAssetUnknown', ZeroHash]);
      const silent = await platform.materializeNew();
      expect(await refusalOf(platform.offer(silent))).toEqual(['OfferBookNoConsent', silent]);
      await mined(platform.assets.connect(platform.people.museum).withdraw(assetId));
      expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookAssetWithdrawn', assetId]);
    });

    it('is not for a suspended holder, who can close what is open', async () => {
      await platform.offer(assetId);
      await suspendNow(platform, MUSEUM);
      expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookHolderSuspended', MUSEUM]);
      await close(1n);
    });

    it('has no share for a community where there is none', async () => {
      const without = await platform.materializeNew({ community: null });
      expect(await refusalOf(platform.offer(without))).toEqual(['OfferBookShareWithoutCommunity', without]);
      await platform.offer(without, { communityShareBps: 0 });
      expect(await platform.book.openOffersOf(without)).toEqual([1n]);
    });

    it('is possible 32 times at once, and again after one is closed', async () => {
      for (let count = 0; count < 32; count++) await platform.offer(assetId);
      expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookOffersFull', assetId, 32n]);
      await close(7n);
      await platform.offer(assetId);
      const open = Array.from({ length: 33 }, (_, at) => BigInt(at + 1)).filter((id) => id !== 7n);
      expect(await platform.book.openOffersOf(assetId)).toEqual(open);
    });

    it('takes the place of an offer that is over the day after, which is closed by that', async () => {
      const first = await openOffer(platform, assetId, { lastDay: TODAY + 3 });
      for (let count = 1; count < 32; count++) await platform.offer(assetId);
      await travelToDay(platform, TODAY + 3);
      expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookOffersFull', assetId, 32n]);
      await travelToDay(platform, TODAY + 4);
      const { logs } = await platform.offer(assetId);
      const names = logs.map((log) => platform.book.interface.parseLog(log)?.name);
      expect(names).toEqual(['OfferClosed', 'OfferOpened']);
      expect((await platform.book.offerOf(first)).closed).toBe(true);
      expect(await refusalOf(close(first))).toEqual(['OfferBookOfferClosed', first]);
    });

    it('finds no room while all but one are open, also when that one is closed and has live sales', async () => {
      const [first = 0n] = await fillHulls(platform, assetId);
      await close(first);
      expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookOffersFull', assetId, 32n]);
    });

    describe('where closed offers have live sales', () => {
      const DAYS = { firstDay: TODAY + 1, lastDay: TODAY + 5 };
      const hullsOn = async (day: number) => (await platform.judgement.calendarOf(assetId, day))[1];
      const exclusive = { media: 1, exclusive: true };
      let sold: TermsStruct;
      beforeEach(async () => {
        const rights = RIGHT.RENEWABLE;
        const [, second] = [
          await sellFrom({}, { territories: 1n }),
          await sellFrom({ rights }, { media: 2, territories: 2n, lastDay: TODAY + 9 }),
        ];
        sold = second;
        await fillHulls(platform, assetId, { ...DAYS, media: 1 });
        for (const offerId of [1n, 2n]) await close(offerId);
      });

      async function sellFrom(
        terms: Partial<IOfferBook.OfferTermsStruct>,
        wish: Partial<WishStruct>,
      ): Promise<TermsStruct> {
        const outcome = await sell(platform, await openOffer(platform, assetId, terms), {
          ...DAYS,
          media: 1,
          ...wish,
        });
        expect(outcome.reasons).toEqual([]);
        return outcome.terms;
      }

      it('finds room as often as two are closed, by joining their hulls', async () => {
        await platform.offer(assetId);
        expect((await platform.book.openOffersOf(assetId)).at(-1)).toBe(33n);
        expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookOffersFull', assetId, 32n]);
        await close(3n);
        await platform.offer(assetId);
        const [joined, ...others] = await hullsOn(TODAY);
        expect([joined?.offerId, joined?.media, joined?.territories]).toEqual([1n, 3n, 7n]);
        expect([joined?.firstDay, joined?.lastDay]).toEqual([BigInt(TODAY + 1), BigInt(TODAY + 9)]);
        expect(others.map(({ offerId }) => offerId)).toEqual(
          Array.from({ length: 29 }, (_, at) => BigInt(at + 4)),
        );
        await travelToDay(platform, TODAY + 10);
        await platform.offer(assetId);
        expect(await hullsOn(TODAY + 10)).toEqual([]);
      });

      it('refuses an exclusive sale that meets what either sold, and what was renewed since', async () => {
        await close(32n);
        await platform.offer(assetId);
        const alone = await openOffer(platform, assetId, { exclusive: true });
        const wish = { ...exclusive, media: 2, territories: 2n };
        const overlap = [['OFFER_OVERLAP', 1n]];
        expect((await sell(platform, alone, { ...wish, ...DAYS })).reasons).toEqual(overlap);
        const later = { firstDay: TODAY + 11, lastDay: TODAY + 12 };
        expect((await renew(platform, sold)).reasons).toEqual([]);
        expect((await sell(platform, alone, { ...wish, ...later })).reasons).toEqual(overlap);
        const after = { firstDay: TODAY + 19, lastDay: TODAY + 20 };
        expect((await sell(platform, alone, { ...wish, ...after })).reasons).toEqual([]);
      });
    });

    it('is open to a new holder, however many offers without live sales the old one left', async () => {
      for (let count = 0; count < 32; count++) await platform.offer(assetId);
      await handOver(platform, assetId, { from: MUSEUM, to: ARCHIVE });
      expect(await platform.book.openOffersOf(assetId)).toEqual([]);
      for (let count = 0; count < 32; count++)
        await mined(as('stranger').offer(assetId, platform.buildTerms()));
      const open = await platform.book.openOffersOf(assetId);
      expect(open).toEqual(Array.from({ length: 32 }, (_, at) => BigInt(at + 33)));
    });
  });

  describe('offer for one', () => {
    const withdraw = () => mined(platform.consents.connect(platform.people.council).withdraw(assetId));

    it('says whom it is for', async () => {
      await platform.offer(assetId, { licensee: STUDIO });
      await platform.offer(assetId);
      expect((await platform.book.offerOf(1n)).terms.licensee).toBe(STUDIO);
      expect((await platform.book.offerOf(2n)).terms.licensee).toBe(ZeroHash);
      expect((await platform.book.conditionsFor(assetId, 1n, buildWish())).licensee).toBe(STUDIO);
    });

    it('is for an admitted organization', async () => {
      const nobody = organizationIdOf('nobody');
      const attempt = platform.offer(assetId, { licensee: nobody });
      expect(await refusalOf(attempt)).toEqual(['OfferBookLicenseeUnknown', nobody]);
    });

    it('needs consent to the asset or to a use by it, and no other does with the latter', async () => {
      await withdraw();
      await platform.consentTo(assetId);
      await platform.offer(assetId, { licensee: STUDIO });
      for (const licensee of [ZeroHash, ARCHIVE]) {
        const attempt = platform.offer(assetId, { licensee });
        expect(await refusalOf(attempt)).toEqual(['OfferBookNoConsent', assetId]);
      }
      await platform.consent(assetId);
      await platform.offer(assetId, { licensee: ARCHIVE });
    });

    it('has the share of the consent that it stands on', async () => {
      await platform.consentTo(assetId, { shareBps: 1_600 });
      await platform.offer(assetId, { licensee: STUDIO });
      await withdraw();
      const attempt = platform.offer(assetId, { licensee: STUDIO });
      expect(await refusalOf(attempt)).toEqual(['OfferBookShareTooLow', 1_500n, 1_600n]);
      await platform.offer(assetId, { licensee: STUDIO, communityShareBps: 1_600 });
    });
  });

  describe('closeOffer', () => {
    it('ends an offer once, by the holder', async () => {
      await platform.offer(assetId);
      const { address } = platform.people.studio;
      expect(await refusalOf(close(1n, 'studio'))).toEqual(['OfferBookNotMember', MUSEUM, address]);
      const { logs } = await close(1n);
      const event = logs.map((log) => platform.book.interface.parseLog(log))[0];
      expect([event?.name, ...(event?.args ?? [])]).toEqual(['OfferClosed', 1n, assetId]);
      expect(await refusalOf(close(1n))).toEqual(['OfferBookOfferClosed', 1n]);
      expect(await refusalOf(close(2n))).toEqual(['OfferBookOfferUnknown', 2n]);
      expect((await sell(platform, 1n)).reasons).toEqual([['OFFER_CLOSED', 1n]]);
    });

    it('is the new holder’s after custody went over, also for offers of the old one', async () => {
      await platform.offer(assetId);
      await handOver(platform, assetId, { from: MUSEUM, to: ARCHIVE });
      const { address } = platform.people.museum;
      expect(await refusalOf(close(1n))).toEqual(['OfferBookNotMember', ARCHIVE, address]);
      await close(1n, 'stranger');
      expect((await platform.book.offerOf(1n)).closed).toBe(true);
    });
  });

  describe('custody', () => {
    it('ends every offer, for good: also when the asset comes back', async () => {
      const offerId = await openOffer(platform, assetId);
      await handOver(platform, assetId, { from: MUSEUM, to: ARCHIVE });
      expect((await sell(platform, offerId)).reasons).toEqual([['OFFER_CLOSED', offerId]]);
      await handOver(platform, assetId, { from: ARCHIVE, to: MUSEUM });
      expect((await sell(platform, offerId)).reasons).toEqual([['OFFER_CLOSED', offerId]]);
      const again = await openOffer(platform, assetId);
      expect(await platform.book.openOffersOf(assetId)).toEqual([again]);
      expect((await sell(platform, again)).reasons).toEqual([]);
    });

    it('leaves what the old holder sold in the calendar of the new one', async () => {
      await sell(platform, await openOffer(platform, assetId));
      await handOver(platform, assetId, { from: MUSEUM, to: ARCHIVE });
      await mined(as('stranger').offer(assetId, platform.buildTerms({ exclusive: true })));
      expect((await sell(platform, 2n)).reasons).toEqual([['OFFER_OVERLAP', 1n]]);
    });
  });

  it('enters what is sold for Judgement alone', async () => {
    const offerId = await openOffer(platform, assetId);
    for (const person of ['museum', 'studio', 'accreditor'] as const) {
      const refusal = ['OfferBookNotTrusted', platform.people[person].address];
      expect(await refusalOf(as(person).enterHull.staticCall(assetId, offerId, buildWish()))).toEqual(
        refusal,
      );
    }
  });

  it('knows its tokens and its share', async () => {
    expect(await platform.book.isAccepted(platform.tokenAddress)).toBe(true);
    expect(await platform.book.isAccepted(ZeroAddress)).toBe(true);
    expect(await platform.book.isAccepted(FOREIGN)).toBe(false);
    expect(await platform.book.operatorShareBps()).toBe(250n);
    expect(await refusalOf(platform.book.offerOf(1n))).toEqual(['OfferBookOfferUnknown', 1n]);
  });
});
