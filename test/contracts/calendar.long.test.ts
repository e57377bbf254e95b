import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GrantStructOutput, TermsStruct } from '../../contracts/abi/Judgement.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, CALENDAR_SIZE, fillExclusives, openOffer } from '../../scripts/stage/crowd.ts';
import { buildWish, mined, Platform } from '../../scripts/stage/platform.ts';
import { renew, RIGHT, sell, travelToDay } from './judged.ts';
import { refusalOf } from './refusal.ts';

const REASON_HASH = `0x${'33'.repeat(32)}`;
/** What the first license has: two media, two territories, days 10 to 20 from today. */
const WINDOW = { media: 3, territories: 3n, firstDay: TODAY + 10, lastDay: TODAY + 20 };

describe('Calendar', () => {
  let platform: Platform;
  let assetId: AssetId;
  let beside: bigint;
  let alone: bigint;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
    beside = await openOffer(platform, assetId);
    alone = await openOffer(platform, assetId, { exclusive: true, rights: RIGHT.REVOCABLE });
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const revoke = (terms: TermsStruct) =>
    mined(platform.licenses.connect(platform.people.museum).revoke(terms, REASON_HASH));
  const close = (offerId: bigint) => mined(platform.book.connect(platform.people.museum).closeOffer(offerId));
  const plain = (grants: readonly GrantStructOutput[]) =>
    grants.map(({ licenseId, offerId, media, territories, firstDay, lastDay }) => ({
      licenseId,
      offerId,
      media: Number(media),
      territories,
      firstDay: Number(firstDay),
      lastDay: Number(lastDay),
    }));
  const exclusivesOn = async (day: number) => plain((await platform.judgement.calendarOf(assetId, day))[0]);
  const hullsOn = async (day: number) => plain((await platform.judgement.calendarOf(assetId, day))[1]);

  /** Each meets WINDOW in all but one thing, as closely as can be. */
  const NEIGHBORS = [
    ['another medium', { media: 4 }],
    ['another territory', { territories: 4n }],
    ['the days that end before', { firstDay: TODAY, lastDay: TODAY + 9 }],
    ['the days that begin after', { firstDay: TODAY + 21, lastDay: TODAY + 22 }],
  ] as const;
  const MEETING = [
    ['one common medium', { media: 6 }],
    ['one common territory', { territories: 6n }],
    ['the first day', { firstDay: TODAY, lastDay: TODAY + 10 }],
    ['the last day', { firstDay: TODAY + 20, lastDay: TODAY + 22 }],
    ['days around', { firstDay: TODAY, lastDay: TODAY + 30 }],
    ['a day inside', { firstDay: TODAY + 15, lastDay: TODAY + 15 }],
  ] as const;

  it('is entered by Judgement and released by the license token alone', async () => {
    for (const person of ['museum', 'studio', 'accreditor', 'deployer'] as const) {
      const calendar = platform.calendar.connect(platform.people[person]);
      const refusal = ['CalendarNotTrusted', platform.people[person].address];
      expect(await refusalOf(calendar.enter.staticCall(assetId, alone, 1n, buildWish()))).toEqual(refusal);
      expect(await refusalOf(calendar.release.staticCall(assetId, 1n))).toEqual(refusal);
    }
  });

  it('remembers the last day on which an exclusive license was sold, also when it is over', async () => {
    expect(await platform.calendar.exclusiveSoldOn(assetId)).toBe(0n);
    await sell(platform, alone, { lastDay: TODAY });
    await travelToDay(platform, TODAY + 2);
    expect(await platform.calendar.exclusiveSoldOn(assetId)).toBe(BigInt(TODAY));
  });

  describe('of exclusive licenses', () => {
    it.each(MEETING)('refuses others %s, naming the license', async (_, overrides) => {
      const { licenseId } = await sell(platform, alone, WINDOW);
      const refused: [string, bigint][] = [['EXCLUSIVE_OVERLAP', licenseId]];
      expect((await sell(platform, beside, { ...WINDOW, ...overrides })).reasons).toEqual(refused);
      expect((await sell(platform, alone, { ...WINDOW, ...overrides })).reasons).toEqual(refused);
    });

    it.each(NEIGHBORS)('lets others have %s', async (_, overrides) => {
      await sell(platform, alone, WINDOW);
      expect((await sell(platform, beside, { ...WINDOW, ...overrides })).reasons).toEqual([]);
    });

    it.each(NEIGHBORS)('lets another exclusive license have %s', async (_, overrides) => {
      await sell(platform, alone, WINDOW);
      expect((await sell(platform, alone, { ...WINDOW, ...overrides })).reasons).toEqual([]);
    });

    it('names every license in the way', async () => {
      const first = await sell(platform, alone, { ...WINDOW, territories: 1n });
      const second = await sell(platform, alone, { ...WINDOW, territories: 2n });
      expect((await sell(platform, beside, WINDOW)).reasons).toEqual([
        ['EXCLUSIVE_OVERLAP', first.licenseId],
        ['EXCLUSIVE_OVERLAP', second.licenseId],
      ]);
    });

    it('says what is live on a day, to its last', async () => {
      const { licenseId } = await sell(platform, alone, WINDOW);
      const grant = { licenseId, offerId: alone, ...WINDOW };
      expect(await exclusivesOn(TODAY + 20)).toEqual([grant]);
      expect(await exclusivesOn(TODAY + 21)).toEqual([]);
    });

    it('frees the place of a revoked one at once, and only that', async () => {
      const first = await sell(platform, alone, { ...WINDOW, territories: 1n });
      const second = await sell(platform, alone, { ...WINDOW, territories: 2n });
      await revoke(first.terms);
      expect((await exclusivesOn(TODAY)).map((grant) => grant.licenseId)).toEqual([second.licenseId]);
      const again = await sell(platform, alone, { ...WINDOW, media: 1, territories: 1n });
      expect(again.reasons).toEqual([]);
      const live = (await exclusivesOn(TODAY)).map((grant) => grant.licenseId);
      expect(live).toEqual([again.licenseId, second.licenseId]);
    });

    it('holds 32, refuses another, and has room again after one is over or revoked', async () => {
      await fillExclusives(platform, assetId, { media: 1, firstDay: TODAY, lastDay: TODAY + 3 });
      const next = { media: 1, territories: 1n << 40n };
      const full = [['CALENDAR_FULL', BigInt(CALENDAR_SIZE)]];
      expect((await sell(platform, alone, next)).reasons).toEqual(full);
      expect((await sell(platform, beside, next)).reasons).toEqual([]);
      await travelToDay(platform, TODAY + 3);
      const later = { media: 1, territories: 1n << 41n, firstDay: TODAY + 4 };
      expect((await sell(platform, alone, later)).reasons).toEqual(full);
      await travelToDay(platform, TODAY + 4);
      expect((await sell(platform, alone, later)).reasons).toEqual([]);
      expect(await exclusivesOn(TODAY + 4)).toHaveLength(1);
    });

    it('has room for another when one of 32 is revoked', async () => {
      const sold = [];
      for (let at = 0; at < CALENDAR_SIZE; at++) {
        sold.push(await sell(platform, alone, { ...WINDOW, territories: 1n << BigInt(at) }));
      }
      const next = { ...WINDOW, territories: 1n << 40n };
      expect((await sell(platform, alone, next)).reasons).toEqual([['CALENDAR_FULL', 32n]]);
      const [freed] = sold.slice(17);
      if (freed !== undefined) await revoke(freed.terms);
      expect((await sell(platform, alone, next)).reasons).toEqual([]);
      expect(await exclusivesOn(TODAY)).toHaveLength(CALENDAR_SIZE);
    });
  });

  describe('of licenses beside others', () => {
    it.each(MEETING)('refuses an exclusive one %s, naming the offer', async (_, overrides) => {
      await sell(platform, beside, WINDOW);
      const met = await sell(platform, alone, { ...WINDOW, ...overrides });
      expect(met.reasons).toEqual([['OFFER_OVERLAP', beside]]);
      expect((await sell(platform, beside, { ...WINDOW, ...overrides })).reasons).toEqual([]);
    });

    it.each(NEIGHBORS)('lets an exclusive one have %s', async (_, overrides) => {
      await sell(platform, beside, WINDOW);
      expect((await sell(platform, alone, { ...WINDOW, ...overrides })).reasons).toEqual([]);
    });

    it('joins what an offer sold: media, territories, first and last day', async () => {
      await sell(platform, beside, WINDOW);
      await sell(platform, beside, { media: 4, territories: 4n, firstDay: TODAY + 5, lastDay: TODAY + 12 });
      await sell(platform, beside, { media: 1, territories: 1n, firstDay: TODAY + 19, lastDay: TODAY + 25 });
      const hull = { media: 7, territories: 7n, firstDay: TODAY + 5, lastDay: TODAY + 25 };
      expect(await hullsOn(TODAY)).toEqual([{ licenseId: 0n, offerId: beside, ...hull }]);
      const corner = { media: 4, territories: 1n, firstDay: TODAY + 24, lastDay: TODAY + 24 };
      expect((await sell(platform, alone, corner)).reasons).toEqual([['OFFER_OVERLAP', beside]]);
    });

    it('begins a hull anew when its last day is over, and not on it', async () => {
      await sell(platform, beside, WINDOW);
      await travelToDay(platform, TODAY + 20);
      await sell(platform, beside, { media: 4, territories: 4n, firstDay: TODAY + 20, lastDay: TODAY + 20 });
      expect((await hullsOn(TODAY + 20))[0]?.media).toBe(7);
      await travelToDay(platform, TODAY + 21);
      expect(await hullsOn(TODAY + 21)).toEqual([]);
      const anew = { media: 8, territories: 8n, firstDay: TODAY + 22, lastDay: TODAY + 23 };
      await sell(platform, beside, anew);
      expect(await hullsOn(TODAY + 21)).toEqual([{ licenseId: 0n, offerId: beside, ...anew }]);
    });

    it('keeps the hull of a closed offer to its last day', async () => {
      await sell(platform, beside, WINDOW);
      await close(beside);
      await travelToDay(platform, TODAY + 20);
      const days = { ...WINDOW, firstDay: TODAY + 20, lastDay: TODAY + 22 };
      expect((await sell(platform, alone, days)).reasons).toEqual([['OFFER_OVERLAP', beside]]);
      await travelToDay(platform, TODAY + 21);
      const after = { ...WINDOW, firstDay: TODAY + 21, lastDay: TODAY + 22 };
      expect((await sell(platform, alone, after)).reasons).toEqual([]);
    });

    it('does not shrink a hull when a license is revoked', async () => {
      const revocable = await openOffer(platform, assetId, { rights: RIGHT.REVOCABLE });
      const { terms } = await sell(platform, revocable, WINDOW);
      await revoke(terms);
      expect((await sell(platform, alone, WINDOW)).reasons).toEqual([['OFFER_OVERLAP', revocable]]);
    });

    it('grows a hull by a renewal', async () => {
      const renewable = await openOffer(platform, assetId, { rights: RIGHT.RENEWABLE });
      const { terms } = await sell(platform, renewable, WINDOW);
      expect((await renew(platform, terms)).reasons).toEqual([]);
      const hull = { ...WINDOW, lastDay: TODAY + 31 };
      expect(await hullsOn(TODAY)).toEqual([{ licenseId: 0n, offerId: renewable, ...hull }]);
    });
  });

  it('names the exclusive licenses, the full calendar and the offers in the way together', async () => {
    await fillExclusives(platform, assetId, { media: 4, lastDay: TODAY + 30 });
    await sell(platform, beside, WINDOW);
    const { reasons } = await sell(platform, alone, { ...WINDOW, media: 5, territories: 1n });
    const [first] = await exclusivesOn(TODAY);
    expect(reasons).toEqual([
      ['EXCLUSIVE_OVERLAP', first?.licenseId],
      ['CALENDAR_FULL', 32n],
      ['OFFER_OVERLAP', beside],
    ]);
  });
});
