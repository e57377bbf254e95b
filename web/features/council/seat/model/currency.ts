import type { Currency } from '../../desk/model/council.ts';

/** Of the installation's payment token its name; of another the beginning of its address, in its smallest unit. */
export function currencyOf(known: Currency, token: string): Pick<Currency, 'symbol' | 'decimals'> {
  return known.address.toLowerCase() === token.toLowerCase()
    ? known
    : { symbol: token.slice(0, 8), decimals: 0 };
}
