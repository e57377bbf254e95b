import { ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TermsStruct, WishStruct } from '../../contracts/abi/Judgement.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import {
  admitSecondStudio,
  invoicePurchaseOf,
  mineTogether,
  orderIn,
  SECOND_STUDIO,
  secondStudioOf,
} from '../../scripts/stage/market.ts';
import {
  buildWish,
  mined,
  MUSEUM,
  NO_PERMIT,
  Platform,
  STUDIO,
  VERSION,
} from '../../scripts/stage/platform.ts';
import { renew, RIGHT, said, sell, sublicense, type Said } from './judged.ts';
import { refusalOf } from './refusal.ts';

const MEDIA = bitsOf(['TELEVISION', 'STREAMING']);
const WINDOW = { media: MEDIA, territories: 3n, firstDay: TODAY + 2, lastDay: TODAY + 9 };
const days = (first: number, last: number) => (BigInt(first) << 32n) | BigInt(last);

describe('Judgement by consent to one use', () => {
  let platform: Platform;
  let assetId: AssetId;
  let offerId: bigint;
  /** Offered by consent to everything, which then is withdrawn. */
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await admitSecondStudio(platform);
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId, { rights: 3 });
    offerId = await openOffer(platform, assetId);
    await withdraw();
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const consents = () => platform.consents.connect(platform.people.council);
  const withdraw = () => mined(consents().withdraw(assetId));
  const holderOf = async (licensee: string = STUDIO) =>
    (await platform.consents.useConsentOf(assetId, licensee)).holder;
  const isSpent = async () => BigInt(await holderOf()) === 0n;
  const reasonsFor = async (overrides: Partial<WishStruct> = {}, offer = offerId): Promise<Said[]> =>
    (await sell(platform, offer, { ...WINDOW, ...overrides })).reasons;
  const consentToWindow = (overrides: Parameters<Platform['consentTo']>[1] = {}) =>
    platform.consentTo(assetId, { ...WINDOW, ...overrides });

  it('sells what it permits, and is spent by that', async () => {
    await consentToWindow();
    expect(await reasonsFor()).toEqual([]);
    expect(await isSpent()).toBe(true);
    const shorter = { lastDay: TODAY + 8 };
    expect(await reasonsFor(shorter)).toEqual([['NO_CONSENT', 0n]]);
  });

  it('says by an event which license it was spent on', async () => {
    await consentToWindow();
    const { market, people, consents: registry } = platform;
    const purchase = await platform.purchaseOf(assetId, WINDOW);
    const { logs } = await mined(market.connect(people.studio).buy(purchase, NO_PERMIT));
    const names = logs.map((log) => registry.interface.parseLog(log)).filter((event) => event !== null);
    expect(names.map(({ name, args }): unknown[] => [name, ...(args as unknown as unknown[])])).toEqual([
      ['UseConsentSpent', assetId, STUDIO],
    ]);
  });

  it('pays its share to the community, and names the holder it trusts', async () => {
    await consentToWindow();
    await sell(platform, offerId, WINDOW);
    expect(await platform.market.creditOf(MUSEUM, platform.tokenAddress)).toBe(99_000n);
  });

  it('sells one of two licenses within a block', async () => {
    await consentToWindow();
    const market = platform.market.connect(platform.people.studio);
    const purchases = [WINDOW, { ...WINDOW, lastDay: TODAY + 8 }].map((wish) =>
      platform.purchaseOf(assetId, wish),
    );
    const [first, second] = await Promise.all(purchases);
    if (first === undefined || second === undefined) throw new Error('There are two.');
    const sent = [first, second].map(
      (purchase) => () => market.buy(purchase, NO_PERMIT, { gasLimit: 600_000 }),
    );
    expect(await mineTogether(platform.chain, sent)).toEqual([true, false]);
  });

  it('sells nothing in the block in which it is withdrawn', async () => {
    await consentToWindow();
    const market = platform.market.connect(platform.people.studio);
    const purchase = await platform.purchaseOf(assetId, WINDOW);
    const done = await mineTogether(platform.chain, [
      () => consents().withdrawConsentTo(assetId, STUDIO, { gasLimit: 200_000 }),
      () => market.buy(purchase, NO_PERMIT, { gasLimit: 600_000 }),
    ]);
    expect(done).toEqual([true, false]);
    expect(await reasonsFor()).toEqual([['NO_CONSENT', 0n]]);
  });

  it.each([
    ['CONSENT_MEDIA', { media: MEDIA | 1 }, 1n],
    ['CONSENT_TERRITORIES', { territories: 7n }, 4n],
    ['USE_DAYS', { firstDay: TODAY + 1 }, days(TODAY + 2, TODAY + 9)],
    ['USE_DAYS', { lastDay: TODAY + 10 }, days(TODAY + 2, TODAY + 9)],
  ])('refuses a wish beyond it: %s of %o', async (code, overrides, subject) => {
    await consentToWindow();
    expect(await reasonsFor(overrides)).toEqual([[code, subject]]);
    expect(await isSpent()).toBe(false);
  });

  it.each([
    ['USE_PRICE', { minPrice: 120_001n }, 120_001n],
    ['SHARE_RAISED', { shareBps: 1_501 }, 1_501n],
  ])('refuses an offer below it: %s', async (code, overrides, subject) => {
    await platform.chain.travelTo((await platform.chain.now()) + 86_400);
    await consentToWindow(overrides);
    expect(await reasonsFor()).toEqual([[code, subject]]);
  });

  it('takes an offer at its lowest price', async () => {
    await consentToWindow({ minPrice: 120_000n });
    expect(await reasonsFor()).toEqual([]);
  });

  it('refuses another token than it names: USE_TOKEN', async () => {
    await consentToWindow({ token: ZeroAddress });
    expect(await reasonsFor()).toEqual([['USE_TOKEN', 0n]]);
  });

  it('refuses an exclusive use unless it says so, and a shared one never: USE_NOT_EXCLUSIVE', async () => {
    await platform.consent(assetId);
    const alone = await openOffer(platform, assetId, { exclusive: true });
    await withdraw();
    await consentToWindow();
    expect(await reasonsFor({}, alone)).toEqual([['USE_NOT_EXCLUSIVE', 0n]]);
    await consentToWindow({ exclusive: true });
    expect(await reasonsFor()).toEqual([]);
    await consentToWindow({ exclusive: true });
    const apart = { media: 1, territories: 4n };
    await consentToWindow({ exclusive: true, ...apart });
    expect(await reasonsFor(apart, alone)).toEqual([]);
  });

  it('refuses rights it does not give: CONSENT_RIGHTS', async () => {
    await platform.consent(assetId, { rights: 3 });
    const open = await openOffer(platform, assetId, { rights: RIGHT.TRANSFERABLE | RIGHT.RENEWABLE });
    await withdraw();
    await consentToWindow();
    expect(await reasonsFor({}, open)).toEqual([['CONSENT_RIGHTS', 1n]]);
    await consentToWindow({ rights: RIGHT.TRANSFERABLE });
    expect(await reasonsFor({}, open)).toEqual([]);
  });

  it('says everything that is against a use at once', async () => {
    await platform.consent(assetId, { rights: 3 });
    const alone = await openOffer(platform, assetId, { exclusive: true, rights: 2 });
    await withdraw();
    await consentToWindow({ token: ZeroAddress, minPrice: 120_001n, shareBps: 1_600 });
    const beyond = { media: MEDIA | 1, territories: 4n, lastDay: TODAY + 10 };
    expect(await reasonsFor(beyond, alone)).toEqual([
      ['CONSENT_MEDIA', 1n],
      ['CONSENT_TERRITORIES', 4n],
      ['USE_DAYS', days(TODAY + 2, TODAY + 9)],
      ['USE_NOT_EXCLUSIVE', 0n],
      ['CONSENT_RIGHTS', 2n],
      ['SHARE_RAISED', 1_600n],
      ['USE_TOKEN', 0n],
      ['USE_PRICE', 120_001n],
    ]);
  });

  it('is not spent where the asset’s own consent serves', async () => {
    await platform.consent(assetId);
    await consentToWindow();
    expect(await reasonsFor()).toEqual([]);
    expect(await isSpent()).toBe(false);
  });

  it('serves beside an own consent that does not, whose reasons are said when neither does', async () => {
    await platform.consent(assetId, { media: 1 });
    await consentToWindow();
    expect(await reasonsFor({ lastDay: TODAY + 10 })).toEqual([['CONSENT_MEDIA', BigInt(MEDIA)]]);
    expect(await isSpent()).toBe(false);
    expect(await reasonsFor()).toEqual([]);
    expect(await isSpent()).toBe(true);
  });

  it('is the named licensee’s: neither another’s nor that of one to whom a license was handed', async () => {
    const rights = RIGHT.TRANSFERABLE | RIGHT.RENEWABLE;
    await platform.consent(assetId, { rights: 3 });
    const open = await openOffer(platform, assetId, { rights });
    const { terms } = await sell(platform, open, WINDOW);
    await withdraw();
    await mined(platform.licenses.connect(platform.people.studio).transfer(terms, SECOND_STUDIO));
    const following = { firstDay: TODAY + 10, lastDay: TODAY + 17, rights: RIGHT.TRANSFERABLE };
    await consentToWindow(following);
    const { judgement, market } = platform;
    const quote = await judgement.quoteRenewal(terms, SECOND_STUDIO, TODAY);
    expect(said(quote.reasons)).toEqual([['NO_CONSENT', 0n]]);
    const second = market.connect(secondStudioOf(platform));
    const attempt = mined(
      second.renew(terms, `0x${quote.licenseId.toString(16).padStart(64, '0')}`, NO_PERMIT),
    );
    expect((await refusalOf(attempt))[0]).toBe('JudgementRefused');
    const other = await judgement.quote(assetId, VERSION, SECOND_STUDIO, buildWish(WINDOW), TODAY);
    expect(said(other.reasons)).toEqual([['NO_CONSENT', 0n]]);
  });

  describe('of what grows from a license', () => {
    let held: TermsStruct;
    beforeEach(async () => {
      await platform.consent(assetId, { rights: 3 });
      const rights = RIGHT.SUBLICENSABLE | RIGHT.RENEWABLE;
      held = (await sell(platform, await openOffer(platform, assetId, { rights }), WINDOW)).terms;
      await withdraw();
    });
    const following = { firstDay: TODAY + 10, lastDay: TODAY + 17, rights: RIGHT.SUBLICENSABLE };

    it('renews once into its window', async () => {
      expect((await renew(platform, held)).reasons).toEqual([['NO_CONSENT', 0n]]);
      await consentToWindow(following);
      const next = await renew(platform, held);
      expect(next.reasons).toEqual([]);
      expect(await isSpent()).toBe(true);
      expect((await renew(platform, next.terms)).reasons).toEqual([['NO_CONSENT', 0n]]);
    });

    it('grants no part, which its licensee would lose it by without having agreed', async () => {
      const part = { licensee: SECOND_STUDIO, ...WINDOW };
      const rights = RIGHT.SUBLICENSABLE;
      await consentToWindow({ licensee: SECOND_STUDIO, rights, minPrice: 0n, shareBps: 10_000 });
      expect((await sublicense(platform, held, part)).reasons).toEqual([['NO_CONSENT', 0n]]);
      expect(BigInt(await holderOf(SECOND_STUDIO))).not.toBe(0n);
    });
  });

  it('issues one of two invoiced licenses that were ordered by it', async () => {
    await consentToWindow();
    const { market, people } = platform;
    const order = async (wish: Partial<WishStruct>) => {
      const purchase = await invoicePurchaseOf(platform, { assetId, offerId, today: TODAY, wish });
      return orderIn(platform, await mined(market.connect(people.studio).order(purchase))).terms;
    };
    const [first, second] = [await order(WINDOW), await order({ ...WINDOW, lastDay: TODAY + 8 })];
    for (const terms of [first, second]) await mined(market.connect(people.museum).confirmPaid(terms));
    await mined(market.connect(people.council).confirmShare(first));
    const late = mined(market.connect(people.council).confirmShare(second));
    expect(await refusalOf(late)).toEqual(['JudgementRefused', [[7n, 0n]]]);
  });

  it('says nothing of price and token while nothing is offered', async () => {
    await mined(platform.book.connect(platform.people.museum).closeOffer(offerId));
    await consentToWindow({ token: ZeroAddress, minPrice: 5n, shareBps: 9_000 });
    const inside = await platform.judgement.quote(assetId, VERSION, STUDIO, buildWish(WINDOW), TODAY);
    expect(said(inside.reasons)).toEqual([['NO_OFFER', 0n]]);
  });
});
