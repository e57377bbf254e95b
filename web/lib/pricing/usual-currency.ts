import { currencyAt, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { readPreference, writePreference } from '../language/preference.ts';

const LAST_USED = 'currency';

/** The one in which this browser wrote a price last, else the platform's first. */
export function usualCurrency(currencies: readonly PlatformCurrency[]): PlatformCurrency {
  const usual = currencyAt(currencies, readPreference(LAST_USED) ?? '') ?? currencies[0];
  if (usual === undefined) throw new RangeError('The platform names prices in no currency.');
  return usual;
}

export function rememberCurrency({ address }: PlatformCurrency): void {
  writePreference(LAST_USED, address);
}
