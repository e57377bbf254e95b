import { toBeHex } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TermsStruct, WishStruct } from '../../contracts/abi/Judgement.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import { buildWish, mined, Platform, STUDIO, VERSION } from '../../scripts/stage/platform.ts';
import { termsOf, sell, travelToDay } from './judged.ts';
import { refusalOf } from './refusal.ts';

const CODE = {
  WINDOW_PAST: 6n,
  EXCLUSIVE_OVERLAP: 17n,
  SALES_PAUSED: 19n,
  OFFER_OVERLAP: 22n,
  OFFER_CLOSED: 23n,
};
/** Of an asset without a community, so that the holder's word is enough. */
const WINDOW = { firstDay: TODAY, lastDay: TODAY + 10 };

describe('Judgement of invoiced sales', () => {
  let platform: Platform;
  let assetId: AssetId;
  let beside: bigint;
  let alone: bigint;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew({ community: null });
    beside = await openOffer(platform, assetId, { communityShareBps: 0 });
    alone = await openOffer(platform, assetId, { communityShareBps: 0, exclusive: true });
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  async function order(
    offerId: bigint,
    overrides: Partial<WishStruct> = {},
    today = TODAY,
  ): Promise<TermsStruct> {
    const wish = buildWish({ ...WINDOW, exclusive: offerId === alone, ...overrides });
    const sold = { offerId, assetId, version: VERSION, licensee: STUDIO, wish };
    const question = { ...sold, isInvoiced: true, orderedDay: today };
    const { terms, licenseId } = await platform.judgement.quoteSale(question, today);
    const purchase = { ...sold, termsHash: toBeHex(licenseId, 32), maxPrice: terms.price };
    await mined(platform.market.connect(platform.people.studio).order(purchase));
    return termsOf(terms);
  }
  const confirm = (terms: TermsStruct) =>
    mined(platform.market.connect(platform.people.museum).confirmPaid(terms));
  const hulls = async (day: number) => (await platform.judgement.calendarOf(assetId, day))[1];

  it('are judged by the day of the order, and enter the calendar with the days before the payment', async () => {
    const terms = await order(beside);
    await travelToDay(platform, TODAY + 4);
    expect(await hulls(TODAY + 4)).toHaveLength(0);
    await confirm(terms);
    const [hull] = await hulls(TODAY + 4);
    expect([hull?.firstDay, hull?.lastDay]).toEqual([BigInt(TODAY), BigInt(TODAY + 10)]);
    const met = await sell(platform, alone, { firstDay: TODAY + 10, lastDay: TODAY + 11 });
    expect(met.reasons).toEqual([['OFFER_OVERLAP', beside]]);
  });

  it('block nothing between order and payment, and then are refused for what was sold meanwhile', async () => {
    const terms = await order(alone);
    const { reasons } = await sell(platform, beside, { firstDay: TODAY + 10, lastDay: TODAY + 12 });
    expect(reasons).toEqual([]);
    const refusal = ['JudgementRefused', [[CODE.OFFER_OVERLAP, beside]]];
    expect(await refusalOf(confirm(terms))).toEqual(refusal);
  });

  it('begin today at the earliest once an exclusive license was sold after the order, over or not', async () => {
    const terms = await order(beside);
    const { licenseId } = await sell(platform, alone, { firstDay: TODAY + 1, lastDay: TODAY + 3 });
    await travelToDay(platform, TODAY + 3);
    const past = (day: number) => [CODE.WINDOW_PAST, BigInt(day)];
    expect(await refusalOf(confirm(terms))).toEqual([
      'JudgementRefused',
      [past(TODAY + 3), [CODE.EXCLUSIVE_OVERLAP, licenseId]],
    ]);
    await travelToDay(platform, TODAY + 4);
    expect(await refusalOf(confirm(terms))).toEqual(['JudgementRefused', [past(TODAY + 4)]]);
  });

  it('are unaffected by an exclusive license that was sold before the order and is over', async () => {
    await sell(platform, alone, { firstDay: TODAY + 11, lastDay: TODAY + 11 });
    await travelToDay(platform, TODAY + 12);
    const ordered = { firstDay: TODAY + 13, lastDay: TODAY + 20 };
    const terms = await order(beside, ordered, TODAY + 12);
    await travelToDay(platform, TODAY + 14);
    await confirm(terms);
    expect(await hulls(TODAY + 14)).toHaveLength(1);
  });

  it('begin today at the earliest when they are exclusive: others may have been sold and be over', async () => {
    const terms = await order(alone);
    await sell(platform, beside, { firstDay: TODAY + 1, lastDay: TODAY + 3 });
    await travelToDay(platform, TODAY + 4);
    const refusal = ['JudgementRefused', [[CODE.WINDOW_PAST, BigInt(TODAY + 4)]]];
    expect(await refusalOf(confirm(terms))).toEqual(refusal);
  });

  it('are issued for days that are over, and then stand in nobody’s way', async () => {
    const terms = await order(beside);
    await travelToDay(platform, TODAY + 11);
    await confirm(terms);
    expect(await hulls(TODAY + 11)).toHaveLength(0);
    const next = await sell(platform, alone, { firstDay: TODAY + 11, lastDay: TODAY + 12 });
    expect(next.reasons).toEqual([]);
  });

  it('are refused while sales are paused, and when the offer was closed meanwhile', async () => {
    const terms = await order(beside);
    await mined(platform.judgement.connect(platform.people.accreditor).pause());
    await mined(platform.book.connect(platform.people.museum).closeOffer(beside));
    const refusal = [
      [CODE.SALES_PAUSED, 0n],
      [CODE.OFFER_CLOSED, beside],
    ];
    expect(await refusalOf(confirm(terms))).toEqual(['JudgementRefused', refusal]);
  });

  it('cannot be ordered for a first day that is over', async () => {
    await travelToDay(platform, TODAY + 1);
    const sold = { offerId: beside, assetId, version: VERSION, licensee: STUDIO, wish: buildWish(WINDOW) };
    const sale = { ...sold, isInvoiced: true };
    const { reasons } = await platform.judgement.quoteSale({ ...sale, orderedDay: TODAY + 1 }, TODAY + 1);
    expect(reasons.map(({ code, subject }) => [code, subject])).toEqual([
      [CODE.WINDOW_PAST, BigInt(TODAY + 1)],
    ]);
  });
});
