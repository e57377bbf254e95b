import { AbiCoder, type Provider } from 'ethers';
import { describe, expect, it } from 'vitest';
import { FORMER_MONEY } from '../../../scripts/deploy/money.ts';
import {
  chooseMoney,
  currenciesOf,
  differingSettings,
  requireSameTokens,
} from '../../../scripts/start/choose-money.ts';

const USDX = `0x${'ab'.repeat(20)}`;
const EMPTY = { currencies: null, paymentTokens: null, withDemoData: false };

interface PlayedToken {
  readonly symbol?: string;
  readonly decimals?: number;
}

/** A chain that has one contract at USDX; it answers what an ERC-20 answers, unless it lacks it. */
function chainWith(token: PlayedToken | null): Provider {
  const { encode } = {
    encode: (type: string, value: unknown) => AbiCoder.defaultAbiCoder().encode([type], [value]),
  };
  const answers = new Map([
    ['0x95d89b41', token?.symbol === undefined ? '0x' : encode('string', token.symbol)],
    ['0x313ce567', token?.decimals === undefined ? '0x' : encode('uint256', token.decimals)],
    ['0x18160ddd', encode('uint256', 10n)],
  ]);
  const played = {
    getCode: async (address: string) => (token !== null && address.toLowerCase() === USDX ? '0x60' : '0x'),
    call: async ({ data = '' }: { data?: string }) => answers.get(data) ?? '0x',
    resolveName: async (name: string) => name,
  };
  // What choosing asks of a provider.
  return played as unknown as Provider;
}

describe('the currencies of a first start', () => {
  it('are six units on an empty platform, and no play money', async () => {
    const money = await chooseMoney(EMPTY, chainWith(null));
    expect(money.units).toEqual([
      { code: 'CNY', decimals: 2 },
      { code: 'USD', decimals: 2 },
      { code: 'EUR', decimals: 2 },
      { code: 'HKD', decimals: 2 },
      { code: 'GBP', decimals: 2 },
      { code: 'JPY', decimals: 0 },
    ]);
    expect(money).toMatchObject({ tokens: [], hasTestToken: false, acceptsCoin: false });
  });

  it('are play money and yuan beside demo data', async () => {
    const money = await chooseMoney({ ...EMPTY, withDemoData: true }, chainWith(null));
    expect(money).toMatchObject({ units: [{ code: 'CNY' }], hasTestToken: true });
  });

  it('are those that are named, each once', async () => {
    const settings = { ...EMPTY, currencies: 'KWD, CNY,KWD', paymentTokens: `${USDX}:USDX` };
    const money = await chooseMoney(settings, chainWith({ symbol: 'USD Coin', decimals: 6 }));
    expect(money.units).toEqual([
      { code: 'KWD', decimals: 3 },
      { code: 'CNY', decimals: 2 },
    ]);
    expect(money.tokens).toEqual([{ address: USDX, code: 'USDX', decimals: 6 }]);
  });

  it.each<[string, Partial<typeof EMPTY>, PlayedToken | null, string]>([
    ['no code of ISO 4217', { currencies: 'CNY,XYZ' as never }, null, 'XYZ is no currency of ISO 4217'],
    ['nothing', { currencies: '' as never }, null, 'Name one currency at least'],
    ['no address', { paymentTokens: 'USDX' as never }, null, 'is no address'],
    ['the chain’s own coin', { paymentTokens: `0x${'00'.repeat(20)}` as never }, null, 'own coin'],
    ['an address without code', { paymentTokens: USDX as never }, null, 'is no contract of this chain'],
    ['what is no ERC-20', { paymentTokens: USDX as never }, { decimals: 6 }, 'does not answer as an ERC-20'],
    [
      'a token with 30 decimals',
      { paymentTokens: USDX as never },
      { symbol: 'USDX', decimals: 30 },
      '30 decimals; at most 18',
    ],
    [
      'a token whose name can’t be written',
      { paymentTokens: USDX as never },
      { symbol: 'USD₮', decimals: 6 },
      'Give it a name of capital letters',
    ],
    [
      'a token that is called like a unit',
      { paymentTokens: USDX as never },
      { symbol: 'CNY', decimals: 6 },
      'Two currencies are called CNY',
    ],
  ])('are refused with %s', async (_, settings, token, message) => {
    const chosen = chooseMoney({ ...EMPTY, ...settings }, chainWith(token));
    await expect(chosen).rejects.toThrow(message);
    await expect(chosen).rejects.toThrow('Nothing was changed');
  });

  it('stand: a token that says other decimals later is refused', async () => {
    const chain = chainWith({ symbol: 'USDX', decimals: 6 });
    const money = await chooseMoney({ ...EMPTY, paymentTokens: USDX }, chain);
    await requireSameTokens(money, chain);
    await expect(requireSameTokens(money, chainWith({ symbol: 'USDX', decimals: 8 }))).rejects.toThrow(
      'had 6 decimals when this platform began, and says 8 now',
    );
  });

  it('stand: other settings are named and not taken', async () => {
    const money = await chooseMoney({ ...EMPTY, currencies: 'CNY' }, chainWith(null));
    expect(differingSettings(money, { ...EMPTY, currencies: 'CNY' })).toEqual([]);
    expect(differingSettings(money, EMPTY)).toEqual([]);
    expect(differingSettings(money, { ...EMPTY, currencies: 'EUR', paymentTokens: USDX })).toEqual([
      expect.stringContaining('currencies are CNY, not LANRAN_CURRENCIES=EUR'),
      expect.stringContaining('payment tokens are none'),
    ]);
  });

  it('are play money alone in a data directory of before', () => {
    const at = { TestToken: USDX };
    expect(currenciesOf(FORMER_MONEY, at)).toEqual([
      { symbol: 'TCNY', decimals: 2, kind: 'TEST', address: USDX },
    ]);
  });
});
