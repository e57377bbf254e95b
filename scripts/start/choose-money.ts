import { Contract, type Provider } from 'ethers';
import { isoDecimals } from '@lanran/protocol/licensing/iso-4217';
import type { CurrencyKind } from '@lanran/protocol/licensing/currencies';
import { COIN, FORMER_MONEY, type Money, type Token, type Unit, unitName } from '../deploy/money.ts';
import { StartRefusedError } from './data-directory.ts';

/** Of an empty platform. */
export const DEFAULT_CURRENCIES = 'CNY,USD,EUR,HKD,GBP,JPY';
const DEMO_CURRENCIES = 'CNY';
const MAX_CURRENCIES = 20;
/** More have no whole amount below 2^96 that anybody pays. */
const MAX_DECIMALS = 18;
const SYMBOL = /^[A-Z][A-Z0-9]{1,11}$/;

const ERC20 = [
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function totalSupply() view returns (uint256)',
];

/** What the environment asks for. */
export interface MoneySettings {
  /** LANRAN_CURRENCIES; null: as by default. */
  readonly currencies: string | null;
  /** PAYMENT_TOKENS; null: none. */
  readonly paymentTokens: string | null;
  readonly withDemoData: boolean;
}

/** What a first start has prices named in. @throws StartRefusedError naming the setting */
export async function chooseMoney(settings: MoneySettings, provider: Provider): Promise<Money> {
  const { currencies, paymentTokens, withDemoData } = settings;
  const units = parseUnits(currencies ?? (withDemoData ? DEMO_CURRENCIES : DEFAULT_CURRENCIES));
  const tokens = await readTokens(paymentTokens ?? '', provider);
  const codes = [...units, ...tokens].map(({ code }) => code).concat(withDemoData ? ['TCNY'] : []);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined)
    throw new StartRefusedError(
      `Two currencies are called ${twice}. Leave one out, or give a token another name: PAYMENT_TOKENS=0x…:NAME. Nothing was changed.`,
    );
  if (codes.length === 0)
    throw new StartRefusedError(
      'LANRAN_CURRENCIES is empty and PAYMENT_TOKENS names nothing: no price could be named. Name one currency at least, such as LANRAN_CURRENCIES=CNY. Nothing was changed.',
    );
  return { units, tokens, hasTestToken: withDemoData, acceptsCoin: false };
}

function parseUnits(text: string): Unit[] {
  const codes = listOf(text);
  if (codes.length > MAX_CURRENCIES)
    throw new StartRefusedError(
      `LANRAN_CURRENCIES names ${codes.length} currencies; at most ${MAX_CURRENCIES} are possible. Nothing was changed.`,
    );
  return codes.map((code) => {
    const decimals = isoDecimals(code);
    if (decimals === null)
      throw new StartRefusedError(
        `LANRAN_CURRENCIES: ${code} is no currency of ISO 4217. Name codes such as ${DEFAULT_CURRENCIES}, separated by commas. Nothing was changed.`,
      );
    return { code, decimals };
  });
}

async function readTokens(text: string, provider: Provider): Promise<Token[]> {
  const tokens: Token[] = [];
  for (const named of listOf(text)) tokens.push(await readToken(named, provider));
  return tokens;
}

async function readToken(named: string, provider: Provider): Promise<Token> {
  const refuse = (why: string, cause?: unknown) =>
    new StartRefusedError(`PAYMENT_TOKENS: ${named} ${why} Nothing was changed.`, { cause });
  const [, address = '', name] = /^(0x[0-9a-fA-F]{40})(?::(.+))?$/.exec(named) ?? [];
  if (address === '') throw refuse('is no address: 0x and 40 hex digits, separated by commas.');
  if (address === COIN)
    throw refuse('is the chain’s own coin, which the platform does not relay. Name an ERC-20 token.');
  if ((await provider.getCode(address)) === '0x')
    throw refuse('is no contract of this chain. Check the address and the chain (CHAIN_RPC_URL).');
  const { symbol, decimals } = await readMetadata(address, provider).catch((cause: unknown) => {
    throw refuse('does not answer as an ERC-20 token does (symbol, decimals, totalSupply).', cause);
  });
  if (decimals > MAX_DECIMALS)
    throw refuse(`says that it has ${decimals} decimals; at most ${MAX_DECIMALS} are taken.`);
  const code = name ?? symbol;
  if (!SYMBOL.test(code))
    throw refuse(
      `calls itself ${JSON.stringify(code.slice(0, 40))}, which no price can be written with. Give it a name of capital letters and digits: PAYMENT_TOKENS=${address}:NAME.`,
    );
  return { address: address.toLowerCase(), code, decimals };
}

async function readMetadata(address: string, provider: Provider) {
  const token = new Contract(address, ERC20, provider);
  const [symbol, decimals] = await Promise.all([
    token.getFunction('symbol')() as Promise<string>, // the ABI above says so
    token.getFunction('decimals')() as Promise<bigint>,
    token.getFunction('totalSupply')(),
  ]);
  return { symbol, decimals: Number(decimals) };
}

/** A token that says other decimals than at the first start would change every price. @throws StartRefusedError */
export async function requireSameTokens({ tokens }: Money, provider: Provider): Promise<void> {
  for (const { address, code, decimals } of tokens) {
    const now = await readMetadata(address, provider).catch(() => null);
    if (now === null || now.decimals === decimals) continue;
    throw new StartRefusedError(
      `The token ${code} (${address}) had ${decimals} decimals when this platform began, and says ${now.decimals} now: every price in it would change. Ask who issues it; nothing was changed.`,
    );
  }
}

/** What differs from the choice that stands. */
export function differingSettings(money: Money, settings: MoneySettings): string[] {
  const { currencies, paymentTokens } = settings;
  const stands = 'that was chosen by the first start, and later ones need a new deployment';
  const units = money.units.map(({ code }) => code).join(',');
  const tokens = money.tokens.map(({ address }) => address);
  const asked =
    paymentTokens === null ? null : listOf(paymentTokens).map((named) => named.slice(0, 42).toLowerCase());
  return [
    ...(currencies !== null && listOf(currencies).join(',') !== units
      ? [`currencies are ${units === '' ? 'none' : units}, not LANRAN_CURRENCIES=${currencies}: ${stands}`]
      : []),
    ...(asked !== null && asked.join(',') !== tokens.join(',')
      ? [
          `payment tokens are ${tokens.length === 0 ? 'none' : tokens.join(',')}, not those of PAYMENT_TOKENS: ${stands}`,
        ]
      : []),
  ];
}

export interface NamedCurrency {
  readonly symbol: string;
  readonly decimals: number;
  readonly kind: CurrencyKind;
  readonly address: string;
}

/** In the order in which people choose: what one buys with at once comes first. */
export function currenciesOf(
  { units, tokens, hasTestToken }: Money,
  contracts: Readonly<Partial<Record<string, string>>>,
): NamedCurrency[] {
  const at = (name: string) => {
    const address = contracts[name];
    if (address === undefined) throw new Error(`${name} was not deployed.`);
    return address;
  };
  return [
    ...tokens.map(({ code: symbol, decimals, address }) => ({
      symbol,
      decimals,
      kind: 'TOKEN' as const,
      address,
    })),
    ...(hasTestToken
      ? [{ symbol: 'TCNY', decimals: 2, kind: 'TEST' as const, address: at('TestToken') }]
      : []),
    ...units.map(({ code: symbol, decimals }) => ({
      ...{ symbol, decimals, kind: 'UNIT' as const },
      address: at(unitName(symbol)),
    })),
  ];
}

/** Did an installation begin before currencies could be chosen? */
export function isFormer(money: Money): boolean {
  return money === FORMER_MONEY;
}

function listOf(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Set(names)];
}
