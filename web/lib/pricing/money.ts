import { useCallback } from 'react';
import { useFormats } from '../language/format.ts';
import { usePaymentToken } from './payment-token.ts';

interface Amount {
  readonly amount: string;
  readonly token: string;
}

/** Amounts with their currency; empty until it is known which one the platform uses. */
export function useMoney(): (money: Amount | null) => string {
  const token = usePaymentToken();
  const formats = useFormats();
  return useCallback(
    (money) => {
      if (money === null || token === null) return '';
      // Another token's units mean nothing without its decimals: shown as they are.
      const isOurs = token.address.toLowerCase() === money.token.toLowerCase();
      const currency = isOurs ? token : { symbol: `(${money.token.slice(0, 8)}…)`, decimals: 0 };
      return formats.money(money.amount, currency);
    },
    [formats, token],
  );
}
