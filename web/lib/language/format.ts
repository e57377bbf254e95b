import type { Language } from '@lanran/protocol/kernel/language';
import { LANGUAGE_TAGS, useLanguage } from './language.tsx';

export interface Formats {
  /** `2027-12-31` → 31 December 2027 · 2027年12月31日. Days are days in UTC. */
  day(day: string): string;
  /** A moment with its time, in the reader's own zone. */
  moment(iso: string): string;
  number(value: number): string;
  /** `1.4 GB`. */
  bytes(bytes: number | string): string;
  /** Basis points as a percentage: 2000 → 20 %. */
  share(bps: number): string;
  /** Smallest units as an amount with its token's symbol. */
  money(units: string, currency: { readonly symbol: string; readonly decimals: number }): string;
  /** The same of a number. */
  units(units: bigint, currency: { readonly symbol: string; readonly decimals: number }): string;
  /** `in 3 days`, `2 hours ago`. */
  relative(iso: string, now: number): string;
  list(items: readonly string[]): string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const SPANS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const FORMATS = new Map<Language, Formats>();

/** Made once for a language: a component that formats one day would else make six formatters. */
export function formatsFor(language: Language): Formats {
  const formats = FORMATS.get(language) ?? makeFormats(language);
  FORMATS.set(language, formats);
  return formats;
}

function makeFormats(language: Language): Formats {
  const tag = LANGUAGE_TAGS[language];
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const number = new Intl.NumberFormat(tag);
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 });
  const money: Formats['money'] = (units, { symbol, decimals }) =>
    // No line ends between an amount and its currency.
    `${formatUnits(units, decimals, tag)}\u00A0${symbol}`;
  return {
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
    moment: (iso) => moment.format(new Date(iso)),
    number: (value) => number.format(value),
    bytes: (bytes) => formatBytes(Number(bytes), tag),
    share: (bps) => percent.format(bps / 10_000),
    money,
    units: (units, currency) => money(units.toString(), currency),
    relative: (iso, now) => {
      const seconds = (Date.parse(iso) - now) / 1000;
      const [unit, size] = SPANS.find(([, length]) => Math.abs(seconds) >= length) ?? SPANS[3];
      return relative.format(Math.round(seconds / size), unit);
    },
    list: (items) => list.format(items),
  };
}

function formatBytes(bytes: number, tag: string): string {
  const step = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}

/** Exact however large: the fraction is cut from the text, not computed in floating point. */
function formatUnits(units: string, decimals: number, tag: string): string {
  const whole = BigInt(units) / 10n ** BigInt(decimals);
  const rest = BigInt(units) % 10n ** BigInt(decimals);
  const text = new Intl.NumberFormat(tag).format(whole);
  return rest === 0n ? text : `${text}.${rest.toString().padStart(decimals, '0')}`;
}

/** Dates, numbers and money as the reader's language writes them. */
export function useFormats(): Formats {
  const { language } = useLanguage();
  return formatsFor(language);
}
