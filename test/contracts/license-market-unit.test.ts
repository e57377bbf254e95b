import { toBeHex } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { invoicePurchaseOf, licensesIn, orderIn, RIGHT, startWithUnit } from '../../scripts/stage/market.ts';
import { mined, NO_PERMIT, STUDIO, type Platform } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const NOT_MONEY = ['UnitOfAccountNotMoney', 'CNY'];
const PRICES = [0n, 1n, 120_000n];

describe('LicenseMarket, where prices are named in a unit of account,', () => {
  let platform: Platform;
  let token: string;
  let assetId: AssetId;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    const { platform: started, unit } = await startWithUnit();
    platform = started;
    token = await unit.getAddress();
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: 'museum' | 'council' | 'studio' | 'stranger') =>
    platform.market.connect(platform.people[person]);
  const permit = { ...NO_PERMIT, value: 10n ** 9n, deadline: 2 ** 40, v: 27 };

  async function order() {
    const purchase = await invoicePurchaseOf(platform, { assetId, offerId: 1n, today: TODAY });
    return orderIn(platform, await mined(as('studio').order(purchase)));
  }

  it.each(PRICES)('sells nothing at once that is priced in a unit of account, at %s', async (price) => {
    await platform.offer(assetId, { token, price });
    const purchase = await platform.purchaseOf(assetId);
    const attempts = [
      as('studio').buy(purchase, NO_PERMIT),
      as('studio').buy(purchase, permit),
      as('studio').buyMany([purchase], NO_PERMIT),
      as('studio').buyMany([purchase], permit),
    ];
    for (const attempt of attempts) expect(await refusalOf(mined(attempt))).toEqual(NOT_MONEY);
    const data = platform.market.interface.encodeFunctionData('buy', [purchase, NO_PERMIT]);
    const relayed = await platform.relay(platform.people.studio, platform.market, data).catch(() => null);
    expect(relayed === null ? [] : licensesIn(platform, relayed)).toEqual([]);
    expect(await platform.licenses.isIssued(BigInt(purchase.termsHash.toString()))).toBe(false);
  });

  it.each(PRICES)(
    'is how a license in a unit of account is had, at %s: its holder confirms it',
    async (price) => {
      await platform.offer(assetId, { token, price });
      const { licenseId, terms } = await order();
      const others = ['studio', 'council', 'stranger'] as const;
      for (const person of others)
        expect((await refusalOf(mined(as(person).confirmPaid(terms))))[0]).toBe('LicenseMarketNotMember');
      await mined(as('museum').confirmPaid(terms));
      expect(await platform.licenses.isIssued(licenseId)).toBe(false);
      const receipt = await mined(as('council').confirmShare(terms));
      expect(licensesIn(platform, receipt).map((sold) => sold.licenseId)).toEqual([licenseId]);
      expect(await platform.market.creditOf(STUDIO, token)).toBe(0n);
    },
  );

  it.each(PRICES)('renews nothing that is priced in a unit of account, at %s', async (price) => {
    await platform.offer(assetId, { token, price, rights: RIGHT.RENEWABLE });
    const { terms } = await order();
    await mined(as('museum').confirmPaid(terms));
    await mined(as('council').confirmShare(terms));
    const { licenseId, reasons } = await platform.judgement.quoteRenewal(terms, STUDIO, TODAY);
    expect(reasons).toEqual([]);
    const renewal = mined(as('studio').renew(terms, toBeHex(licenseId, 32), permit));
    expect(await refusalOf(renewal)).toEqual(NOT_MONEY);
    expect(await platform.licenses.isIssued(licenseId)).toBe(false);
  });
});
