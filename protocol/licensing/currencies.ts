import type { Currency } from '../kernel/money.ts';
import type { Address } from '../kernel/signature.ts';

/**
 * UNIT: names prices alone; what is priced in it is ordered and paid by invoice. TOKEN: an ERC-20 of the chain, with which one buys at
 * once. TEST: play money of demo data.
 */
export const CURRENCY_KINDS = ['UNIT', 'TOKEN', 'TEST'] as const;
export type CurrencyKind = (typeof CURRENCY_KINDS)[number];

/** In which an installation names prices; chosen for good by its first start. */
export interface PlatformCurrency extends Currency {
  readonly kind: CurrencyKind;
  /** Of its contract, in lower case. */
  readonly address: Address;
}

/** Null for what the installation does not know. */
export function currencyAt(currencies: readonly PlatformCurrency[], token: string): PlatformCurrency | null {
  const address = token.toLowerCase();
  return currencies.find((known) => known.address === address) ?? null;
}

/** Null for a symbol that the installation does not know. */
export function currencyNamed(
  currencies: readonly PlatformCurrency[],
  symbol: string,
): PlatformCurrency | null {
  return currencies.find((known) => known.symbol === symbol) ?? null;
}

/** Of another installation's token nothing is known but its address: its smallest units are shown. */
export function currencyOrUnits(currencies: readonly PlatformCurrency[], token: string): Currency {
  return currencyAt(currencies, token) ?? { symbol: `(${token.slice(0, 8)}…)`, decimals: 0 };
}

/** Is a license in it bought by order and invoice alone? */
export function isInvoicedOnly({ kind }: Pick<PlatformCurrency, 'kind'>): boolean {
  return kind === 'UNIT';
}

/** One sum a currency, in the order of the first price in each. */
export function totalsOf(
  prices: readonly { readonly token: string; readonly amount: bigint }[],
): { readonly token: string; readonly amount: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const { token, amount } of prices) {
    const address = token.toLowerCase();
    sums.set(address, (sums.get(address) ?? 0n) + amount);
  }
  return [...sums].map(([token, amount]) => ({ token, amount }));
}
