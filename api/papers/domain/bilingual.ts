import type { BilingualText, Language } from '@lanran/protocol/kernel/language';
import { formatDay, LAST_DAY, type Day } from '@lanran/protocol/kernel/day';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';

/** Kept: to make one takes longer than to write a hundred amounts. */
const GROUPED = new Intl.NumberFormat('en');
const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };

/** A text that only one language has stands in both places: nothing on a paper is blank. */
export function bothOf({ en, zh }: LocalizedText): BilingualText {
  const text = zh ?? en ?? '—';
  return { zh: text, en: en ?? text };
}

/** Names, numbers and whatever is no language's. */
export function same(text: string): BilingualText {
  return { en: text, zh: text };
}

/** Made of the parts in each language. */
export function phrase(
  parts: readonly BilingualText[],
  join: (parts: readonly string[], language: Language) => string,
): BilingualText {
  const inLanguage = (language: Language) =>
    join(
      parts.map((part) => part[language]),
      language,
    );
  return { en: inLanguage('en'), zh: inLanguage('zh') };
}

export function listed(parts: readonly BilingualText[]): BilingualText {
  return phrase(parts, (texts, language) => texts.join(language === 'en' ? '; ' : '；'));
}

/** `31 December 2027` · 2027年12月31日. */
export function dayText(day: Day): BilingualText {
  return dateText(new Date(`${formatDay(Math.min(day, LAST_DAY))}T00:00:00Z`));
}

/** The UTC day of a moment. */
export function dateText(date: Date): BilingualText {
  const inLanguage = (language: Language) =>
    new Intl.DateTimeFormat(TAGS[language], { dateStyle: 'long', timeZone: 'UTC' }).format(date);
  return { en: inLanguage('en'), zh: inLanguage('zh') };
}

/** Both days included. */
export function periodText(firstDay: Day, lastDay: Day): BilingualText {
  const [first, last] = [dayText(firstDay), dayText(lastDay)];
  return {
    en: `${first.en} to ${last.en}, both days included`,
    zh: `${first.zh}至${last.zh}（含首尾两日）`,
  };
}

/** `1,200.00`: all decimals, exact however large. */
export function amountText(units: bigint, { symbol, decimals }: Currency): string {
  const one = 10n ** BigInt(decimals);
  const whole = GROUPED.format(units / one);
  const rest = (units % one).toString().padStart(decimals, '0');
  return `${whole}${decimals === 0 ? '' : `.${rest}`} ${symbol}`;
}

export interface Currency {
  readonly symbol: string;
  readonly decimals: number;
}
