import { useCallback } from 'react';
import { useFormats } from '../language/format.ts';
import { useCurrencyOf } from './currencies.ts';

export interface Amount {
  readonly amount: string;
  readonly token: string;
}

/** Amounts with their currency; empty until it is known which ones the platform uses. */
export function useMoney(): (money: Amount | null) => string {
  const currencyOf = useCurrencyOf();
  const formats = useFormats();
  return useCallback(
    (money) => {
      const currency = money === null ? null : currencyOf(money.token);
      return money === null || currency === null ? '' : formats.money(money.amount, currency);
    },
    [formats, currencyOf],
  );
}
