import { beforeAll, describe, expect, it } from 'vitest';
import type { UnitOfAccount } from '../../contracts/abi/UnitOfAccount.ts';
import { startWithUnit } from '../../scripts/stage/market.ts';
import type { Platform } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

describe('UnitOfAccount', () => {
  let platform: Platform;
  let unit: UnitOfAccount;
  beforeAll(async () => {
    ({ platform, unit } = await startWithUnit());
  });

  it('has the symbol and the decimals of its currency', async () => {
    expect([await unit.symbol(), await unit.decimals(), await unit.name()]).toEqual([
      'CNY',
      2n,
      'Unit of account CNY',
    ]);
  });

  it('is held by nobody, and exists in no amount', async () => {
    const { studio, museum } = platform.people;
    expect(await unit.totalSupply()).toBe(0n);
    expect(await unit.balanceOf(studio)).toBe(0n);
    expect(await unit.allowance(studio, museum)).toBe(0n);
  });

  it.each([0n, 1n, 2n ** 256n - 1n])(
    'refuses every transfer and approval, of nothing too',
    async (amount) => {
      const { studio, museum } = platform.people;
      const own = unit.connect(studio);
      const calls = [
        own.transfer.staticCall(museum, amount),
        own.transferFrom.staticCall(museum, studio, amount),
        own.approve.staticCall(museum, amount),
      ];
      for (const call of calls) expect(await refusalOf(call)).toEqual(['UnitOfAccountNotMoney', 'CNY']);
    },
  );
});
