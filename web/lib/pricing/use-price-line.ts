import { useCallback } from 'react';
import type { Currency } from '@lanran/protocol/kernel/money';
import { currencyAt, isInvoicedOnly } from '@lanran/protocol/licensing/currencies';
import { useText } from '../language/text.ts';
import { hasTooManyDecimals } from '../territories/price-units.ts';
import { useCurrencies } from './currencies.ts';
import { currencyText } from './currency-text.ts';
import { type Amount, useMoney } from './money.ts';

/** Is what is priced in a token bought by order and invoice alone? False until it is known. */
export function useInvoicedOnly(): (token: string) => boolean {
  const currencies = useCurrencies();
  return useCallback(
    (token) => {
      const currency = currencyAt(currencies ?? [], token);
      return currency !== null && isInvoicedOnly(currency);
    },
    [currencies],
  );
}

/** “1,200 CNY, paid by invoice”; of what one buys at once, the amount alone. */
export function usePriceLine(): (money: Amount | null) => string {
  const t = useText(currencyText);
  const money = useMoney();
  const invoicedOnly = useInvoicedOnly();
  return useCallback(
    (amount) =>
      amount !== null && invoicedOnly(amount.token) && BigInt(amount.amount) > 0n
        ? t('invoiced', { price: money(amount) })
        : money(amount),
    [t, money, invoicedOnly],
  );
}

/** “JPY has no decimals”, of an amount that has more of them than its currency; null for any other. */
export function useDecimalsFault(): (text: string, currency: Currency) => string | null {
  const t = useText(currencyText);
  return (text, currency) => (hasTooManyDecimals(text, currency) ? t('decimals', { ...currency }) : null);
}
