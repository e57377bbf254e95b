import type { Fact } from '../../../../components/facts/facts.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useNames } from '../../wish/model/names.ts';
import css from './terms-facts.module.css';
import { termsText } from '../words/terms-text.ts';

export interface ShownTerms {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  readonly rights: readonly string[];
}

/** What was or would be agreed, in words. */
export function useTermsFacts(): (terms: ShownTerms) => readonly Fact[] {
  const t = useText(termsText);
  const names = useNames();
  const formats = useFormats();
  return ({ media, territories, firstDay, lastDay, exclusive, rights }) => [
    {
      name: t('use'),
      value: (
        <>
          {names.media(media)}
          {!media.includes('AI_TRAINING') && <span className={css['note']}>{t('aiNot')}</span>}
        </>
      ),
    },
    { name: t('where'), value: <PlaceNames codes={territories} /> },
    { name: t('when'), value: t('period', { from: formats.day(firstDay), to: formats.day(lastDay) }) },
    { name: t('exclusivity'), value: exclusive ? t('exclusive') : t('notExclusive') },
    { name: t('rightsTitle'), value: <Rights sentences={names.rights(rights)} /> },
  ];
}

function Rights({ sentences }: { readonly sentences: readonly string[] }) {
  const t = useText(termsText);
  if (sentences.length === 0) return t('noRights');
  return (
    <ul className={css['rights']}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
