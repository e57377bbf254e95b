import { z } from 'zod';
import { formatMoney, parseMoney } from '@lanran/protocol/kernel/money';
import type { Address } from '@lanran/protocol/kernel/signature';
import { currencyAt, currencyNamed, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';

export const moneyAnswer = z.object({ amount: z.string().transform(BigInt), token: z.string() });

/** An amount in the smallest unit of a currency, by the address of its contract. */
export type Money = z.infer<typeof moneyAnswer>;

/** In what prices are named. */
export interface PricedIn {
  readonly currencies: readonly PlatformCurrency[];
}

/** A price that a person wrote. */
export interface NamedPrice {
  readonly amount: bigint;
  readonly token: Address;
  readonly currency: PlatformCurrency;
}

/** Reads `1200 CNY`. @throws FormatError for another currency, or too many decimals */
export function parsePrice(text: string, { currencies }: PricedIn, field = 'price'): NamedPrice {
  const { units, symbol } = parseMoney(text, currencies, field);
  const currency = currencyNamed(currencies, symbol);
  if (currency === null) throw new RangeError(`${symbol} was read and is not known`);
  return { amount: units, token: currency.address, currency };
}

/** `1200 CNY`; of a currency that the installation does not know, its smallest units and address. */
export function moneyText({ amount, token }: Money, { currencies }: PricedIn): string {
  const currency = currencyAt(currencies, token);
  return currency === null ? `${amount} of the smallest unit of ${token}` : formatMoney(amount, currency);
}
