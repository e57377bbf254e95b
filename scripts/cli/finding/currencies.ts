import { isInvoicedOnly, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { readDeployment } from '@lanran/sdk/kernel/session';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** In what prices are named, what one buys with at once first. */
export async function currencies(context: CommandContext): Promise<CommandResult> {
  const deployment = await readDeployment(await context.openApi());
  return showCurrencies(deployment.currencies);
}

export function showCurrencies(known: readonly PlatformCurrency[]): CommandResult {
  return {
    json: {
      currencies: known.map(({ symbol, decimals, kind, address }) => ({
        ...{ code: symbol, decimals, kind, address },
      })),
    },
    lines: known.map(lineOf),
  };
}

function lineOf(currency: PlatformCurrency): string {
  const { symbol, decimals, kind, address } = currency;
  const paid = isInvoicedOnly(currency)
    ? 'paid by invoice'
    : kind === 'TEST'
      ? 'play money, bought with at once'
      : 'a token, bought with at once';
  const digits = decimals === 0 ? 'no decimals' : `${decimals} decimal${decimals === 1 ? '' : 's'}`;
  return `${symbol}  ${digits}  ${paid}  ${address}`;
}
