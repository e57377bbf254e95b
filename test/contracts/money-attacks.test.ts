import { getAddress, id, ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ILicenseMarket } from '../../contracts/abi/LicenseMarket.ts';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import {
  giveCoin,
  invoicePurchaseOf,
  licenseIn,
  licensesIn,
  namePayee,
  orderIn,
  RIGHT,
  startWithOddTokens,
  type OddTokens,
} from '../../scripts/stage/market.ts';
import {
  COMMUNITY,
  mined,
  MUSEUM,
  NO_PERMIT,
  ROLE,
  STUDIO,
  type Platform,
} from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const PRICE = 120_000n;
const SHARE = { community: 18_000n, operator: 3_000n, holder: 99_000n };
const REENTRANT = id('ReentrancyGuardReentrantCall()').slice(0, 10);
const TAXED = { recipient: 1, sender: 2 };
const MANNER = { refuse: 0, callBack: 1, burnGas: 2, returnBomb: 3, revertBomb: 4 };
/** A block's worth for one claim, so that only greed is refused. */
const PLENTY = { gasLimit: 10_000_000n };

describe('Attacks on the money', () => {
  let platform: Platform;
  let tokens: OddTokens;
  let assetId: AssetId;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    ({ platform, tokens } = await startWithOddTokens());
    await giveCoin(platform.chain, platform.people.studio.address, 10n ** 20n);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: 'studio' | 'stranger' | 'museum') => platform.market.connect(platform.people[person]);
  const claim = (organizationId: string, token: string) => mined(as('stranger').claim(organizationId, token));
  const addressOf = (name: keyof OddTokens) => tokens[name].getAddress();

  async function offerFor(token: string, rights = 0): Promise<ILicenseMarket.PurchaseStruct> {
    await platform.offer(assetId, { token, price: PRICE, rights });
    return platform.purchaseOf(assetId);
  }
  const buy = (purchase: ILicenseMarket.PurchaseStruct, value = 0n) =>
    mined(as('studio').buy(purchase, NO_PERMIT, { value }));
  const buyFor = async (name: keyof OddTokens) => buy(await offerFor(await addressOf(name)));

  describe('by tokens', () => {
    it('that take a fee from the recipient are refused', async () => {
      const purchase = await offerFor(await addressOf('taxed'));
      await mined(tokens.taxed.connect(platform.people.stranger).setPayer(TAXED.recipient));
      const refusal = ['LicenseMarketPaymentMismatch', PRICE, PRICE - PRICE / 100n];
      expect(await refusalOf(buy(purchase))).toEqual(refusal);
    });

    it('that take a fee from the sender pay no claim out of others’ credits', async () => {
      const { taxed } = tokens;
      const { stranger } = platform.people;
      await mined(taxed.connect(stranger).setPayer(TAXED.sender));
      await buyFor('taxed');
      expect(await taxed.balanceOf(platform.market)).toBe(PRICE);
      const attempt = claim(MUSEUM, await taxed.getAddress());
      const refusal = ['LicenseMarketPaymentMismatch', SHARE.holder, SHARE.holder + SHARE.holder / 100n];
      expect(await refusalOf(attempt)).toEqual(refusal);
      await mined(taxed.connect(stranger).setPayer(0));
      for (const account of [MUSEUM, COMMUNITY]) await claim(account, await taxed.getAddress());
      expect(await taxed.balanceOf(platform.market)).toBe(SHARE.operator);
    });

    it('that answer false are refused in sale and claim', async () => {
      const { dishonest } = tokens;
      const address = getAddress(await dishonest.getAddress());
      await buyFor('dishonest');
      const purchase = await platform.purchaseOf(assetId, { lastDay: TODAY + 1 });
      await mined(dishonest.connect(platform.people.stranger).freeze());
      expect(await refusalOf(buy(purchase))).toEqual(['SafeERC20FailedOperation', address]);
      expect(await refusalOf(claim(MUSEUM, address))).toEqual(['SafeERC20FailedOperation', address]);
      expect(await platform.market.creditOf(MUSEUM, address)).toBe(SHARE.holder);
    });

    it('that answer nothing are taken and paid', async () => {
      const { silent } = tokens;
      await buyFor('silent');
      await claim(MUSEUM, await silent.getAddress());
      expect(await silent.balanceOf(platform.payoutOf(MUSEUM))).toBe(SHARE.holder);
    });

    it('that block one payee leave the others theirs, and the blocked one its credit', async () => {
      const { silent } = tokens;
      const address = await silent.getAddress();
      await buyFor('silent');
      await mined(silent.connect(platform.people.stranger).blockAccount(platform.payoutOf(MUSEUM)));
      await expect(claim(MUSEUM, address)).rejects.toThrow('blocked');
      await claim(COMMUNITY, address);
      const { organizations, people } = platform;
      await mined(organizations.connect(people.museum).setPayout(MUSEUM, people.stranger));
      await claim(MUSEUM, address);
      expect(await silent.balanceOf(people.stranger)).toBe(SHARE.holder);
    });

    it('that call back while they move get into no function, in sale and in claim', async () => {
      const { hooked } = tokens;
      const address = await hooked.getAddress();
      const purchase = await offerFor(address, RIGHT.RENEWABLE);
      const held = licenseIn(platform, await buy(await platform.purchaseOf(assetId, { lastDay: TODAY + 9 })));
      const ordered = await invoicePurchaseOf(platform, { assetId, offerId: 1n, today: TODAY });
      const order = orderIn(platform, await mined(as('studio').order(ordered)));
      // The token itself may act for studio and museum, so that only the guard stands in its way.
      const { organizations, people, market } = platform;
      await mined(organizations.connect(people.studio).addMember(STUDIO, address, ROLE.EDITOR));
      await mined(organizations.connect(people.museum).addMember(MUSEUM, address, ROLE.EDITOR));
      const encode = market.interface.encodeFunctionData.bind(market.interface);
      const other = await platform.purchaseOf(assetId, { lastDay: TODAY + 1 });
      const calls = [
        encode('buy', [other, NO_PERMIT]),
        encode('buyMany', [[other], NO_PERMIT]),
        encode('renew', [held.terms, held.terms.assetId, NO_PERMIT]),
        encode('sublicense', [held.terms, STUDIO, held.terms.wish, 0]),
        encode('order', [{ ...ordered, wish: { ...ordered.wish, lastDay: TODAY + 2 } }]),
        encode('cancelOrder', [order.terms]),
        encode('confirmPaid', [order.terms]),
        encode('confirmShare', [order.terms]),
        encode('claim', [MUSEUM, address]),
      ];
      const target = await market.getAddress();
      await mined(hooked.connect(people.stranger).setHooks(calls.map((data) => ({ target, data }))));
      const sold = licensesIn(platform, await buy(purchase));
      expect(sold).toHaveLength(1);
      expect(await hooked.answers()).toEqual(calls.map(() => REENTRANT));
      await claim(COMMUNITY, address);
      expect(await hooked.answers()).toEqual(calls.map(() => REENTRANT));
      expect(await hooked.balanceOf(market)).toBe(2n * PRICE - 2n * SHARE.community);
      expect(await market.creditOf(MUSEUM, address)).toBe(2n * SHARE.holder);
    });
  });

  describe('by payees', () => {
    const COIN = ZeroAddress;
    beforeEach(async () => {
      await buy(await offerFor(COIN), PRICE);
    });

    async function museumBehaves(manner: number, data = '0x') {
      const payee = await namePayee(platform, MUSEUM, platform.people.museum);
      await mined(payee.behave(manner, await platform.market.getAddress(), data));
      return payee;
    }
    const othersArePaid = async () => {
      await claim(COMMUNITY, COIN);
      await claim(await platform.market.OPERATOR_ACCOUNT(), COIN);
      expect(await platform.chain.provider.getBalance(platform.market)).toBe(SHARE.holder);
      expect(await platform.market.creditOf(MUSEUM, COIN)).toBe(SHARE.holder);
    };
    const coinOf = async (payee: { getAddress(): Promise<string> }) =>
      platform.chain.provider.getBalance(await payee.getAddress());

    it.each(['refuse', 'revertBomb'] as const)(
      'that %s keep their credit and block nobody',
      async (manner) => {
        const payee = await museumBehaves(MANNER[manner]);
        const attempt = mined(as('stranger').claim(MUSEUM, COIN, PLENTY));
        await expect(attempt).rejects.toThrow('transaction execution reverted');
        const reason = as('stranger').claim.staticCall(MUSEUM, COIN, PLENTY);
        expect(await refusalOf(reason)).toEqual([
          'LicenseMarketPayoutRefused',
          getAddress(await payee.getAddress()),
          SHARE.holder,
        ]);
        await othersArePaid();
        const { organizations, people } = platform;
        await mined(organizations.connect(people.museum).setPayout(MUSEUM, platform.payoutOf(MUSEUM)));
        await claim(MUSEUM, COIN);
        expect(await platform.chain.provider.getBalance(platform.payoutOf(MUSEUM))).toBe(SHARE.holder);
      },
    );

    it('that burn all gas spoil only their own claim', async () => {
      await museumBehaves(MANNER.burnGas);
      const attempt = mined(as('stranger').claim(MUSEUM, COIN, { gasLimit: 1_000_000n }));
      await expect(attempt).rejects.toThrow('transaction execution reverted');
      await othersArePaid();
    });

    it('that answer a megabyte are paid, and nobody copies it', async () => {
      const payee = await museumBehaves(MANNER.returnBomb);
      const { gasUsed } = await mined(as('stranger').claim(MUSEUM, COIN, PLENTY));
      expect(await coinOf(payee)).toBe(SHARE.holder);
      // The answer costs its maker two million; a copy of it would cost as much again.
      expect(gasUsed).toBeLessThan(3_000_000n);
      expect(gasUsed).toBeGreaterThan(2_000_000n);
    });

    it('that call back are paid once', async () => {
      const claimAgain = platform.market.interface.encodeFunctionData('claim', [MUSEUM, COIN]);
      const payee = await museumBehaves(MANNER.callBack, claimAgain);
      await claim(MUSEUM, COIN);
      expect(await payee.answer()).toBe(REENTRANT);
      expect(await coinOf(payee)).toBe(SHARE.holder);
      expect(await platform.chain.provider.getBalance(platform.market)).toBe(PRICE - SHARE.holder);
    });

    it('that call back into another’s claim take nothing', async () => {
      const others: OrganizationId = COMMUNITY;
      const claimOther = platform.market.interface.encodeFunctionData('claim', [others, COIN]);
      const payee = await museumBehaves(MANNER.callBack, claimOther);
      await claim(MUSEUM, COIN);
      expect(await payee.answer()).toBe(REENTRANT);
      expect(await platform.market.creditOf(others, COIN)).toBe(SHARE.community);
    });
  });
});
