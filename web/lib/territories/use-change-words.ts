import type { Wish } from '@lanran/protocol/licensing/window';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { mediaText, territoriesText } from './window-text.ts';
import { changesOf, type WishChange } from './wish-change.ts';
import { wishChangeText } from './wish-change-text.ts';

/** In what another wish differs, in the reader's words. */
export function useChangeWords(): (wish: Wish, other: Wish) => string {
  const t = useText(wishChangeText);
  const formats = useFormats();
  const { language } = useLanguage();
  const say = (change: WishChange): string => {
    switch (change.kind) {
      case 'withoutMedia':
      case 'onlyMedia':
        return t(`change.${change.kind}`, { names: mediaText(change.codes, language) });
      case 'withoutTerritories':
      case 'onlyTerritories':
        return t(`change.${change.kind}`, { names: territoriesText(change.codes, language) });
      case 'freeFrom':
      case 'until':
        return t(`change.${change.kind}`, { day: formats.day(change.day) });
      case 'exclusive':
      case 'notExclusive':
        return t(`change.${change.kind}`);
    }
  };
  return (wish, other) => changesOf(wish, other).map(say).join(t('between'));
}
