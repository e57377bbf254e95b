import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import { buildWish, mined, Platform, STUDIO, VERSION, type Person } from '../../scripts/stage/platform.ts';
import { said, sell } from './judged.ts';
import { refusalOf } from './refusal.ts';

describe('Judgement', () => {
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

  const as = (person: Person) => platform.judgement.connect(platform.people[person]);

  describe('pause', () => {
    const refusedSales = async () =>
      said((await platform.judgement.quote(assetId, VERSION, STUDIO, buildWish(), TODAY)).reasons);

    it('stops sales until they are resumed, and neither offers nor closings', async () => {
      const { accreditor, museum } = platform.people;
      await platform.offer(assetId);
      await mined(as('accreditor').pause());
      expect(await platform.judgement.isPaused()).toBe(true);
      expect((await sell(platform, 1n)).reasons).toEqual([['SALES_PAUSED', 0n]]);
      await platform.offer(assetId);
      await mined(platform.book.connect(museum).closeOffer(1n));
      expect(await refusedSales()).toEqual([['SALES_PAUSED', 0n]]);
      const { logs } = await mined(as('accreditor').resume());
      const event = logs.map((log) => platform.judgement.interface.parseLog(log))[0];
      expect([event?.name, event?.args[0]]).toEqual(['SalesResumed', accreditor.address]);
      expect(await platform.judgement.isPaused()).toBe(false);
      expect((await sell(platform, 2n)).reasons).toEqual([]);
    });

    it('is the guardian’s alone, and so is resuming', async () => {
      for (const person of ['museum', 'council', 'studio', 'stranger', 'deployer'] as const) {
        const refusal = ['AccessManagedUnauthorized', platform.people[person].address];
        expect(await refusalOf(mined(as(person).pause()))).toEqual(refusal);
        expect(await refusalOf(mined(as(person).resume()))).toEqual(refusal);
      }
    });
  });

  it('sells, renews and sublicenses for the market alone', async () => {
    const offerId = await openOffer(platform, assetId, { rights: 15 & ~3 });
    const { terms } = await sell(platform, offerId);
    const wish = buildWish();
    const sold = { offerId, assetId, version: VERSION, licensee: STUDIO, wish };
    const sale = { ...sold, isInvoiced: false, orderedDay: TODAY };
    for (const person of ['museum', 'studio', 'accreditor'] as const) {
      const refusal = ['JudgementNotMarket', platform.people[person].address];
      expect(await refusalOf(as(person).sell.staticCall(sale))).toEqual(refusal);
      expect(await refusalOf(as(person).renew.staticCall(terms, STUDIO))).toEqual(refusal);
      expect(await refusalOf(as(person).sublicense.staticCall(terms, STUDIO, wish, 0))).toEqual(refusal);
    }
  });

  it('knows the table of territories', async () => {
    expect(await platform.judgement.territoriesHash()).toBe(TERRITORIES_HASH);
  });
});
