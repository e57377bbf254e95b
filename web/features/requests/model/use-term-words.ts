import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import {
  mediaText,
  rightsText,
  startingLarge,
  territoriesText,
} from '../../../lib/territories/window-text.ts';
import { termsText } from '../words/terms-text.ts';
import type { Change } from './documents.ts';

/** A field of terms as a thread keeps it, in the reader's words. `token`: what prices are in. */
export function useTermWords(token: string | null) {
  const t = useText(termsText);
  const money = useMoney();
  const formats = useFormats();
  const { language } = useLanguage();
  return (field: Change['field'], value: string | null): string => {
    if (value === null) return t('open');
    const names = value === '' || value === 'NONE' ? [] : value.split(',');
    switch (field) {
      case 'media':
        return startingLarge(mediaText(names, language));
      case 'territories':
        return startingLarge(territoriesText(names, language));
      case 'from':
      case 'to':
        return formats.day(value);
      case 'exclusive':
        return t(value === 'true' ? 'isExclusive' : 'isNotExclusive');
      case 'price':
        return token === null ? '' : money({ amount: value, token });
      case 'communityShareBps':
        return formats.share(Number(value));
      case 'rights':
        return names.length === 0 ? t('noRights') : startingLarge(rightsText(names, language));
    }
  };
}

/** “2027 to 2030” for whole years, else both days. */
export function usePeriodText(): (firstDay: string, lastDay: string) => string {
  const t = useText(termsText);
  const formats = useFormats();
  const { language } = useLanguage();
  return (firstDay, lastDay) => {
    if (!firstDay.endsWith('-01-01') || !lastDay.endsWith('-12-31'))
      return t('span', { first: formats.day(firstDay), last: formats.day(lastDay) });
    const [first, last] = [firstDay, lastDay].map((day) => {
      const year = day.slice(0, 4);
      return language === 'zh' ? `${year}年` : year;
    });
    return first === last ? (first ?? '') : t('whole', { first: first ?? '', last: last ?? '' });
  };
}
