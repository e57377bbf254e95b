import { Facts } from '../../../components/facts/facts.tsx';
import { Button } from '../../../components/forms/button.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { mediaText, startingLarge, territoriesText } from '../../../lib/territories/window-text.ts';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import type { ShownList } from '../model/documents.ts';
import { listText } from '../words/list-text.ts';
import css from './lists.module.css';

interface ProjectSectionProps {
  readonly list: Pick<ShownList, 'project' | 'canEdit'>;
  /** What the table shows. */
  readonly wish: WishDraft | null;
  /** The table shows another use than the project's. */
  readonly isTried: boolean;
  onDescribe(): void;
  onKeepTried(): void;
  onBack(): void;
}

/** What the assets are wanted for, and by which use the table is made. */
export function ProjectSection({
  list,
  wish,
  isTried,
  onDescribe,
  onKeepTried,
  onBack,
}: ProjectSectionProps) {
  const t = useText(listText);
  const { language } = useLanguage();
  const formats = useFormats();
  const { project, canEdit } = list;
  const words = (['title', 'production', 'reference'] as const).flatMap((name) => {
    const value = project?.[name] ?? '';
    return value === '' ? [] : [{ name: t(name === 'title' ? 'projectTitle' : name), value }];
  });
  const use =
    wish === null
      ? []
      : [
          { name: t('media'), value: startingLarge(mediaText(wish.media, language)) },
          { name: t('territories'), value: startingLarge(territoriesText(wish.territories, language)) },
          {
            name: t('days'),
            value: t('between', { from: formats.day(wish.from), to: formats.day(wish.to) }),
          },
          ...(wish.isExclusive ? [{ name: t('isExclusive'), value: t('exclusive') }] : []),
        ];
  return (
    <section aria-labelledby="list-use" className={css['section']}>
      <h2 id="list-use">{t('use')}</h2>
      {words.length + use.length > 0 && <Facts facts={[...words, ...use]} />}
      {wish === null && <p>{t('noUse')}</p>}
      {isTried && (
        <Notice isLive>
          <p>{t('tried')}</p>
          <div className={css['tools']}>
            {canEdit && <Button onPress={onKeepTried}>{t('keepTried')}</Button>}
            <Button onPress={onBack}>{t('backToProject')}</Button>
          </div>
        </Notice>
      )}
      {(canEdit || wish === null) && (
        <Button kind={wish === null ? 'main' : 'plain'} onPress={onDescribe}>
          {t(project === null ? 'describe' : 'changeProject')}
        </Button>
      )}
    </section>
  );
}
