import type { Language } from '@lanran/protocol/kernel/language';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { LANGUAGE_TAGS } from '../language/language.tsx';

/** `CNY · Chinese yuan`; a token has the name alone that it has on chain. */
export function currencyLabel({ symbol, kind }: PlatformCurrency, language: Language): string {
  const name = kind === 'UNIT' ? nameOf(symbol, language) : null;
  return name === null ? symbol : `${symbol} · ${name}`;
}

/** As the reader's language calls it; null for a code that it has no word for. */
function nameOf(code: string, language: Language): string | null {
  try {
    const names = new Intl.DisplayNames(LANGUAGE_TAGS[language], { type: 'currency', fallback: 'none' });
    return names.of(code) ?? null;
  } catch (error) {
    // No code of three letters.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
