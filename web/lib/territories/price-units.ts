import { type Currency, parseMoney } from '@lanran/protocol/kernel/money';

/** In smallest units; grouping in either language's way is understood. Null for what is no amount. */
export function priceUnits(text: string, currency: Currency): bigint | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replaceAll(/[\s_]/g, '')
    .replace(/^(\d{1,3})((?:,\d{3})+)(?=$|\.)/, (grouped) => grouped.replaceAll(',', ''));
  try {
    return parseMoney(`${plain} ${currency.symbol}`, [currency]).units;
  } catch {
    return null;
  }
}
