import { defineText, useText } from '../language/text.ts';

const timeLeftText = defineText({
  en: {
    seconds: '{count, plural, one {# second} other {# seconds}} left',
    minutes: '{count, plural, one {# minute} other {# minutes}} left',
    hours: '{count, plural, one {# hour} other {# hours}} left',
  },
  zh: {
    seconds: '还需 {count, number} 秒',
    minutes: '还需 {count, number} 分钟',
    hours: '还需 {count, number} 小时',
  },
});

/** How long it takes yet, as exact as that can be said. */
export function useTimeLeft(): (seconds: number) => string {
  const t = useText(timeLeftText);
  return (seconds) => {
    const { unit, count } = leftOf(seconds);
    return t(unit, { count });
  };
}

function leftOf(seconds: number): { readonly unit: 'seconds' | 'minutes' | 'hours'; readonly count: number } {
  if (seconds < 90) return { unit: 'seconds', count: Math.ceil(seconds) };
  if (seconds < 90 * 60) return { unit: 'minutes', count: Math.round(seconds / 60) };
  return { unit: 'hours', count: Math.round(seconds / 3600) };
}
