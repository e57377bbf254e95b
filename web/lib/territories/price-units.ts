import { type Currency, parseMoney } from '@lanran/protocol/kernel/money';

/** In smallest units; grouping in either language's way is understood. Null for what is no amount. */
export function priceUnits(text: string, currency: Currency): bigint | null {
  try {
    return parseMoney(`${plainAmount(text)} ${currency.symbol}`, [currency]).units;
  } catch {
    return null;
  }
}

/** Is it an amount but for its decimals? */
export function hasTooManyDecimals(text: string, { decimals }: Pick<Currency, 'decimals'>): boolean {
  const [, fraction = ''] = /^\d+\.(\d+)$/.exec(plainAmount(text)) ?? [];
  return fraction.length > decimals;
}

function plainAmount(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replaceAll(/[\s_]/g, '')
    .replace(/^(\d{1,3})((?:,\d{3})+)(?=$|\.)/, (grouped) => grouped.replaceAll(',', ''));
}
