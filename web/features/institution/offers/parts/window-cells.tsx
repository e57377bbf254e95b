import type { ReactNode } from 'react';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText, rightsText } from '../../../../lib/territories/window-text.ts';
import css from '../../desk/parts/desk.module.css';
import { salesText } from '../../sales/words/sales-text.ts';

export interface ShownWindow {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  readonly rights: readonly string[];
}

/** What is sold, in the reader's words. */
export function useWindowWords() {
  const t = useText(salesText);
  const { language } = useLanguage();
  const formats = useFormats();
  return {
    media: ({ media }: Pick<ShownWindow, 'media'>) => mediaText(media, language),
    territories: ({ territories }: Pick<ShownWindow, 'territories'>) => <PlaceNames codes={territories} />,
    days: ({ firstDay, lastDay }: Pick<ShownWindow, 'firstDay' | 'lastDay'>) =>
      t('period', { first: formats.day(firstDay), last: formats.day(lastDay) }),
    sort: ({ exclusive, rights }: Pick<ShownWindow, 'exclusive' | 'rights'>) =>
      [
        t(exclusive ? 'exclusive' : 'notExclusive'),
        ...(rights.length === 0 ? [] : [rightsText(rights, language)]),
      ].join(' · '),
  };
}

/** Media, and where; long lists of places fold. */
export function ReachCell({ window }: { readonly window: ShownWindow }): ReactNode {
  const words = useWindowWords();
  return (
    <span className={`${css['stack'] ?? ''} ${css['reach'] ?? ''}`}>
      <span>{words.media(window)}</span>
      <span className={css['soft']}>
        <PlaceNames codes={window.territories} />
      </span>
    </span>
  );
}

/** From when to when, and of which sort. */
export function DaysCell({ window }: { readonly window: ShownWindow }): ReactNode {
  const words = useWindowWords();
  return (
    <span className={css['stack']}>
      <span>{words.days(window)}</span>
      <span className={css['soft']}>{words.sort(window)}</span>
    </span>
  );
}
