import type { BilingualText, Language } from '../kernel/language.ts';
import { licenseIdFrom } from '../kernel/ids.ts';
import { dayText, mediaText, rightsText, shareText, timeText } from './words.ts';

/** Sentences by name, with places for values: `{lastDay:day}` is the argument `lastDay`, said as a day. */
export type Catalog = Readonly<Record<string, BilingualText>>;

type Values = Readonly<Record<string, string>>;

const PLACE = /\{(\w+)(?::(\w+))?\}/g;

const FORMATS: Readonly<Record<string, (value: bigint, language: Language) => string>> = {
  day: dayText,
  time: timeText,
  share: shareText,
  media: mediaText,
  rights: rightsText,
  days: durationText,
  license: licenseIdFrom,
};

/** Values that are not the numbers they should be are shown as they came; those that are missing, by their name. */
export function fillIn(template: BilingualText, values: Values): BilingualText {
  return { en: fillInOne(template.en, values, 'en'), zh: fillInOne(template.zh, values, 'zh') };
}

function fillInOne(template: string, values: Values, language: Language): string {
  return template.replace(PLACE, (_place, name: string, format?: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return `(${name})`;
    const say = format === undefined ? undefined : FORMATS[format];
    return say === undefined || !/^(?:\d+|0x[0-9a-f]+)$/.test(value) ? value : say(BigInt(value), language);
  });
}

function durationText(seconds: bigint, language: Language): string {
  const days = Number(seconds) / 86_400;
  return language === 'en' ? `${days} day(s)` : `${days}天`;
}
