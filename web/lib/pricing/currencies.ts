import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { Address } from '@lanran/protocol/kernel/signature';
import { currencyOrUnits, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { request } from '../session/api.ts';
import { CURRENCY } from '../session/fragments.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

const CURRENCIES = graphql(
  `
    query Currencies {
      deployment {
        currencies {
          ...CurrencyFields
        }
      }
    }
  `,
  [CURRENCY],
);

/** Everything that prices are named in, in the platform's order; null until it is known. It never changes. */
export function useCurrencies(): readonly PlatformCurrency[] | null {
  const { data } = useQuery({
    queryKey: ['currencies'],
    queryFn: async ({ signal }) =>
      currenciesOf((await request(CURRENCIES, {}, { signal })).deployment.currencies),
    staleTime: 'static',
  });
  return data ?? null;
}

/** As the platform gives them: addresses in lower-case hex. */
export function currenciesOf(shown: readonly ResultOf<typeof CURRENCY>[]): readonly PlatformCurrency[] {
  return shown.map((currency) => ({ ...currency, address: currency.address as Address }));
}

/** The currency of a token, by its address; null until it is known. */
export function useCurrencyOf(): (token: string) => Currency | null {
  const currencies = useCurrencies();
  return useCallback(
    (token) => (currencies === null ? null : currencyOrUnits(currencies, token)),
    [currencies],
  );
}
