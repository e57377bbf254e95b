import { id, ZeroAddress, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IJudgement, WishStruct } from '../../contracts/abi/Judgement.ts';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import { admitSecondStudio, SECOND_STUDIO } from '../../scripts/stage/market.ts';
import {
  buildWish,
  COMMUNITY,
  FLAT,
  mined,
  MUSEUM,
  Platform,
  STUDIO,
  VERSION,
} from '../../scripts/stage/platform.ts';
import { RIGHT, said, sell, travelToDay, type Said } from './judged.ts';
import { refusalOf } from './refusal.ts';
import { suspendNow } from './suspension.ts';

const NOBODY = organizationIdOf('nobody');
const UNKNOWN = ZeroHash as AssetId; // An id that nobody can have.
const GAME = bitsOf(['GAME']);
/** June 2026, which begins today. */
const MONTH = { firstDay: TODAY, lastDay: TODAY + 29 };

describe('Judgement of quotes', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  async function quote(
    overrides: Partial<WishStruct> = {},
    { licensee = STUDIO, asset = assetId, version = VERSION, day = TODAY } = {},
  ): Promise<IJudgement.QuoteStructOutput> {
    return platform.judgement.quote(asset, version, licensee, buildWish(overrides), day);
  }
  const reasonsFor = async (...wanted: Parameters<typeof quote>): Promise<Said[]> =>
    said((await quote(...wanted)).reasons);
  const council = () => platform.consents.connect(platform.people.council);

  it('says nothing against what can be bought, and names the license it will become', async () => {
    const offerId = await openOffer(platform, assetId, { rights: 12 });
    const { terms, licenseId, reasons } = await quote();
    expect(reasons).toEqual([]);
    expect([terms.assetId, terms.licensee, terms.offerId]).toEqual([assetId, STUDIO, offerId]);
    expect([terms.price, terms.communityShareBps, terms.operatorShareBps]).toEqual([120_000n, 1_500n, 250n]);
    expect([terms.rights, terms.origin, terms.parent]).toEqual([12n, 0n, 0n]);
    expect(terms.territoriesHash).toBe(await platform.judgement.territoriesHash());
    expect((await sell(platform, offerId)).licenseId).toBe(licenseId);
    expect(await platform.licenses.isIssued(licenseId)).toBe(true);
  });

  it('is empty but for its reasons when nothing is offered', async () => {
    const { terms, licenseId, reasons } = await quote();
    expect([terms.assetId, terms.licensee, terms.offerId, licenseId]).toEqual([ZeroHash, ZeroHash, 0n, 0n]);
    expect(said(reasons)).toEqual([['NO_OFFER', 0n]]);
  });

  describe('gives exactly', () => {
    it('ASSET_UNKNOWN', async () => {
      expect(await reasonsFor({}, { asset: UNKNOWN })).toEqual([['ASSET_UNKNOWN', 0n]]);
    });

    it('ASSET_WITHDRAWN', async () => {
      const offerId = await openOffer(platform, assetId);
      await mined(platform.assets.connect(platform.people.museum).withdraw(assetId));
      expect((await sell(platform, offerId)).reasons).toEqual([['ASSET_WITHDRAWN', 0n]]);
    });

    it('ASSET_DISPUTED, with the number of disputes', async () => {
      const offerId = await openOffer(platform, assetId);
      const disputing = platform.assets.connect(platform.people.council);
      await mined(disputing.dispute(assetId, COMMUNITY, id('why')));
      expect((await sell(platform, offerId)).reasons).toEqual([['ASSET_DISPUTED', 1n]]);
      await mined(disputing.retractDispute(assetId, COMMUNITY));
      expect((await sell(platform, offerId)).reasons).toEqual([]);
    });

    it('LICENSEE_UNKNOWN, also for nobody at all', async () => {
      await platform.offer(assetId);
      expect(await reasonsFor({}, { licensee: NOBODY })).toEqual([['LICENSEE_UNKNOWN', 0n]]);
      const nobody = await platform.judgement.quote(assetId, VERSION, ZeroHash, buildWish(), TODAY);
      expect(said(nobody.reasons)).toEqual([['LICENSEE_UNKNOWN', 0n]]);
    });

    it('LICENSEE_SUSPENDED and HOLDER_SUSPENDED', async () => {
      const offerId = await openOffer(platform, assetId);
      await suspendNow(platform, STUDIO);
      expect((await sell(platform, offerId)).reasons).toEqual([['LICENSEE_SUSPENDED', 0n]]);
      await suspendNow(platform, MUSEUM);
      expect((await sell(platform, offerId)).reasons).toEqual([
        ['LICENSEE_SUSPENDED', 0n],
        ['HOLDER_SUSPENDED', 0n],
      ]);
    });

    it('VERSION_MISSING without a version, and sells any that is named', async () => {
      const offerId = await openOffer(platform, assetId);
      expect(await reasonsFor({}, { version: ZERO_32 })).toEqual([['VERSION_MISSING', 0n]]);
      const { terms } = await sell(platform, offerId);
      expect(terms.version).toBe(VERSION);
    });

    it('OFFER_RESERVED for everybody but whom the offer is for', async () => {
      await admitSecondStudio(platform);
      const theirs = await openOffer(platform, assetId, { licensee: SECOND_STUDIO });
      const own = await openOffer(platform, assetId, { licensee: STUDIO });
      expect((await sell(platform, theirs)).reasons).toEqual([['OFFER_RESERVED', theirs]]);
      expect((await sell(platform, own)).reasons).toEqual([]);
    });

    it.each([
      ['medium', { media: 0 }],
      ['territory', { territories: 0n }],
      ['day', { firstDay: TODAY + 1, lastDay: TODAY }],
    ])('WINDOW_EMPTY without a %s', async (_, overrides) => {
      const offerId = await openOffer(platform, assetId);
      expect((await sell(platform, offerId, overrides)).reasons).toEqual([['WINDOW_EMPTY', 0n]]);
    });

    it('WINDOW_PAST from the day after the first day, and not on it', async () => {
      const offerId = await openOffer(platform, assetId);
      const oneDay = { firstDay: TODAY + 5, lastDay: TODAY + 5 };
      await travelToDay(platform, TODAY + 6);
      expect((await sell(platform, offerId, oneDay)).reasons).toEqual([['WINDOW_PAST', BigInt(TODAY + 6)]]);
      const next = { firstDay: TODAY + 6, lastDay: TODAY + 6 };
      await platform.chain.travelTo((TODAY + 7) * 86_400 - 10);
      expect((await sell(platform, offerId, next)).reasons).toEqual([]);
    });

    it('NO_CONSENT in the block after its withdrawal', async () => {
      const offerId = await openOffer(platform, assetId);
      await mined(council().withdraw(assetId));
      expect((await sell(platform, offerId)).reasons).toEqual([['NO_CONSENT', 0n]]);
    });

    it('CONSENT_MEDIA, CONSENT_TERRITORIES and CONSENT_ENDS, each alone', async () => {
      const offerId = await openOffer(platform, assetId);
      const narrow = { media: GAME | 1, territories: 3n, lastDay: TODAY + 9 };
      await platform.consent(assetId, narrow);
      const inside = { media: GAME, territories: 2n, lastDay: TODAY + 9 };
      expect((await sell(platform, offerId, inside)).reasons).toEqual([]);
      const media = await sell(platform, offerId, { ...inside, media: GAME | 2 });
      expect(media.reasons).toEqual([['CONSENT_MEDIA', 2n]]);
      const territories = await sell(platform, offerId, { ...inside, territories: 6n });
      expect(territories.reasons).toEqual([['CONSENT_TERRITORIES', 4n]]);
      const days = await sell(platform, offerId, { ...inside, lastDay: TODAY + 10 });
      expect(days.reasons).toEqual([['CONSENT_ENDS', BigInt(TODAY + 9)]]);
    });

    it('CONSENT_RIGHTS for those of the offer’s rights that need consent and have none', async () => {
      const all = 255;
      const consented = 0b1110_0011;
      const offerId = await openOffer(platform, assetId, { rights: all });
      expect((await sell(platform, offerId)).reasons).toEqual([['CONSENT_RIGHTS', BigInt(consented)]]);
      for (const right of [1, 2, RIGHT.ADAPTABLE, RIGHT.ENDURING, RIGHT.PROMOTABLE]) {
        await platform.consent(assetId, { rights: consented & ~right });
        expect((await sell(platform, offerId)).reasons).toEqual([['CONSENT_RIGHTS', BigInt(right)]]);
      }
      await platform.consent(assetId, { rights: consented });
      expect((await sell(platform, offerId)).reasons).toEqual([]);
    });

    it('OFFER_MEDIA, OFFER_TERRITORIES and OFFER_DAYS, each alone and on both sides', async () => {
      const days = { firstDay: TODAY + 1, lastDay: TODAY + 3 };
      const offerId = await openOffer(platform, assetId, { media: 3, territories: 3n, ...days });
      const inside = { media: 3, territories: 3n, ...days };
      expect((await sell(platform, offerId, inside)).reasons).toEqual([]);
      const media = await sell(platform, offerId, { ...inside, media: 0x10001 });
      expect(media.reasons.slice(-1)).toEqual([['OFFER_MEDIA', 0x10000n]]);
      const territories = await sell(platform, offerId, { ...inside, territories: 5n });
      expect(territories.reasons).toEqual([['OFFER_TERRITORIES', 4n]]);
      const offered = (BigInt(TODAY + 1) << 32n) | BigInt(TODAY + 3);
      const early = await sell(platform, offerId, { ...inside, firstDay: TODAY });
      expect(early.reasons).toEqual([['OFFER_DAYS', offered]]);
      const late = await sell(platform, offerId, { ...inside, lastDay: TODAY + 4 });
      expect(late.reasons).toEqual([['OFFER_DAYS', offered]]);
    });

    it('EXCLUSIVE_NOT_OFFERED and ONLY_EXCLUSIVE', async () => {
      const beside = await openOffer(platform, assetId);
      const alone = await openOffer(platform, assetId, { exclusive: true });
      const wanted = await sell(platform, beside, { exclusive: true });
      expect(wanted.reasons).toEqual([['EXCLUSIVE_NOT_OFFERED', beside]]);
      const shared = await sell(platform, alone, { exclusive: false });
      expect(shared.reasons).toEqual([['ONLY_EXCLUSIVE', alone]]);
    });

    it('ALREADY_LICENSED, naming the license, and only for the very same wish', async () => {
      const offerId = await openOffer(platform, assetId);
      const { licenseId } = await sell(platform, offerId);
      expect((await sell(platform, offerId)).reasons).toEqual([['ALREADY_LICENSED', licenseId]]);
      expect((await sell(platform, offerId, { lastDay: TODAY + 31 })).reasons).toEqual([]);
    });

    it('SHARE_RAISED when consent demands more than the offer gives, and not when as much', async () => {
      const offerId = await openOffer(platform, assetId, { communityShareBps: 1_600 });
      await platform.consent(assetId, { shareBps: 1_600 });
      expect((await sell(platform, offerId)).reasons).toEqual([]);
      await platform.consent(assetId, { shareBps: 1_601 });
      const raised = await sell(platform, offerId, { lastDay: TODAY + 1 });
      expect(raised.reasons).toEqual([['SHARE_RAISED', 1_601n]]);
    });
  });

  it('says of an unknown asset what can be said without it', async () => {
    const hopeless = { media: 0, firstDay: TODAY - 1 };
    expect(await reasonsFor(hopeless, { asset: UNKNOWN, licensee: NOBODY })).toEqual([
      ['ASSET_UNKNOWN', 0n],
      ['LICENSEE_UNKNOWN', 0n],
      ['WINDOW_EMPTY', 0n],
      ['WINDOW_PAST', BigInt(TODAY)],
    ]);
  });

  it('gives every reason at once, of asset, wish, consent, offer and calendar', async () => {
    const days = { firstDay: TODAY + 1, lastDay: TODAY + 6 };
    const alone = await openOffer(platform, assetId, { exclusive: true, media: 4 });
    const { licenseId } = await sell(platform, alone, { media: 4, ...days });
    await mined(platform.book.connect(platform.people.museum).closeOffer(alone));
    const narrow = { media: 1, territories: 1n, lastDay: TODAY + 5 };
    await platform.consent(assetId, { ...narrow, shareBps: 1_500 });
    const offerId = await openOffer(platform, assetId, { media: 2, territories: 2n, rights: 1, ...days });
    await mined(platform.book.connect(platform.people.museum).closeOffer(offerId));
    await platform.consent(assetId, { ...narrow, shareBps: 1_600 });
    await mined(platform.assets.connect(platform.people.council).dispute(assetId, COMMUNITY, id('why')));
    await mined(platform.assets.connect(platform.people.museum).withdraw(assetId));
    await mined(platform.judgement.connect(platform.people.accreditor).pause());
    const wish = { media: 5, territories: 5n, firstDay: TODAY - 1, lastDay: TODAY + 10, exclusive: true };
    expect((await sell(platform, offerId, wish)).reasons).toEqual([
      ['ASSET_WITHDRAWN', 0n],
      ['ASSET_DISPUTED', 1n],
      ['SALES_PAUSED', 0n],
      ['WINDOW_PAST', BigInt(TODAY)],
      ['CONSENT_MEDIA', 4n],
      ['CONSENT_TERRITORIES', 4n],
      ['CONSENT_ENDS', BigInt(TODAY + 5)],
      ['CONSENT_RIGHTS', 1n],
      ['SHARE_RAISED', 1_600n],
      ['OFFER_CLOSED', offerId],
      ['OFFER_MEDIA', 5n],
      ['OFFER_TERRITORIES', 5n],
      ['OFFER_DAYS', (BigInt(TODAY + 1) << 32n) | BigInt(TODAY + 6)],
      ['EXCLUSIVE_NOT_OFFERED', offerId],
      ['EXCLUSIVE_OVERLAP', licenseId],
    ]);
  });

  describe('chooses', () => {
    const chosen = async (overrides: Partial<WishStruct> = {}) => (await quote(overrides)).terms.offerId;

    it('the cheapest offer that serves, the lowest number of equals', async () => {
      await platform.offer(assetId, { media: GAME, price: 1n });
      for (const price of [9n, 5n, 5n]) await platform.offer(assetId, { price });
      expect(await chosen()).toBe(3n);
      await mined(platform.book.connect(platform.people.museum).closeOffer(3n));
      expect(await chosen()).toBe(4n);
    });

    it('else the cheapest with the fewest obstacles', async () => {
      await platform.offer(assetId, { media: GAME, territories: 1n, price: 1n });
      for (const price of [9n, 5n, 5n]) await platform.offer(assetId, { media: GAME, price });
      expect(await reasonsFor({ media: 1 })).toEqual([['OFFER_MEDIA', 1n]]);
      expect(await chosen({ media: 1 })).toBe(3n);
    });

    it('by the price of this very use', async () => {
      await platform.offer(assetId, { price: 250n });
      await platform.offer(assetId, { price: 100n, rule: { ...FLAT, minimum: 1n } });
      expect(await chosen({ firstDay: MONTH.firstDay, lastDay: MONTH.lastDay })).toBe(2n);
      expect(await chosen({ firstDay: MONTH.firstDay, lastDay: MONTH.lastDay + 31 })).toBe(2n);
      expect(await chosen({ firstDay: MONTH.firstDay, lastDay: MONTH.lastDay + 32 })).toBe(1n);
    });

    it('in the token of the first that serves, because prices in two tokens can’t be compared', async () => {
      await platform.offer(assetId, { price: 9n });
      await platform.offer(assetId, { price: 1n, token: ZeroAddress });
      await platform.offer(assetId, { price: 8n });
      expect(await chosen()).toBe(3n);
      await mined(platform.book.connect(platform.people.museum).closeOffer(1n));
      expect(await chosen()).toBe(2n);
    });

    it('the licensee’s own offer among the others, and another’s only when nothing else is open', async () => {
      await admitSecondStudio(platform);
      await platform.offer(assetId, { price: 1n, licensee: SECOND_STUDIO });
      expect(await reasonsFor()).toEqual([['OFFER_RESERVED', 1n]]);
      await platform.offer(assetId, { price: 9n, media: GAME, territories: 1n, rights: 3 });
      expect(await chosen({ media: 1 })).toBe(2n);
      await platform.offer(assetId, { price: 5n });
      await platform.offer(assetId, { price: 4n, licensee: STUDIO });
      expect(await chosen()).toBe(4n);
    });

    it('offers that a consent to one use serves', async () => {
      await platform.offer(assetId, { price: 4n });
      await platform.offer(assetId, { price: 9n });
      await mined(council().withdraw(assetId));
      await platform.consentTo(assetId, { minPrice: 9n });
      expect([await chosen(), await reasonsFor()]).toEqual([2n, []]);
    });

    it('offers of the kind that is wished for', async () => {
      await platform.offer(assetId);
      await platform.offer(assetId, { exclusive: true });
      expect(await chosen({ exclusive: true })).toBe(2n);
      expect(await chosen()).toBe(1n);
    });

    it('passing over offers whose share consent has outgrown', async () => {
      await platform.offer(assetId);
      await platform.consent(assetId, { shareBps: 1_600 });
      expect(await reasonsFor()).toEqual([['SHARE_RAISED', 1_600n]]);
      await platform.offer(assetId, { communityShareBps: 1_600 });
      expect(await chosen()).toBe(2n);
    });
  });

  it('of a sale name its offer: an unknown one, or one of another asset, is refused', async () => {
    const other = await platform.materializeNew();
    await platform.consent(other);
    const offerId = await openOffer(platform, other);
    const sold = { assetId, version: VERSION, licensee: STUDIO, wish: buildWish() };
    const sale = { ...sold, isInvoiced: false, orderedDay: TODAY };
    for (const wrong of [offerId, 99n]) {
      const asked = platform.judgement.quoteSale({ ...sale, offerId: wrong }, TODAY);
      expect(await refusalOf(asked)).toEqual(['OfferBookOfferUnknown', wrong]);
    }
    const unnamed = await platform.judgement.quoteSale({ ...sale, offerId: 0n }, TODAY);
    expect(said(unnamed.reasons)).toEqual([['NO_OFFER', 0n]]);
  });
});
