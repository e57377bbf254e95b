import { useState } from 'react';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { DaysField } from '../../../lib/territories/days-field.tsx';
import { GroupedMediaField } from '../../../lib/territories/grouped-media-field.tsx';
import { TerritoryField } from '../../../lib/territories/territory-field.tsx';
import { missingIn, NO_USE } from '../../../lib/territories/use-address.ts';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import type { ProjectDraft } from '../model/use-list.ts';
import { listText } from '../words/list-text.ts';
import css from './lists.module.css';

interface ProjectSheetProps {
  readonly project: ProjectDraft | null;
  save(project: ProjectDraft): Promise<void>;
  onClose(): void;
}

const NO_WISH: WishDraft = { ...NO_USE, isExclusive: false };
const NO_PROJECT: ProjectDraft = { title: '', production: '', reference: '', wish: null };

/** What the assets are wanted for: a title, who makes it, and one use. */
export function ProjectSheet({ project, save, onClose }: ProjectSheetProps) {
  const t = useText(listText);
  const [words, setWords] = useState(project ?? NO_PROJECT);
  const [wish, setWish] = useState(project?.wish ?? NO_WISH);
  const [isTried, setIsTried] = useState(false);
  const missing = missingIn(wish);
  const isEmpty =
    wish.media.length === 0 && wish.territories.length === 0 && wish.from === '' && wish.to === '';
  const isReversed = missing.includes('order');
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  const change = (changed: Partial<WishDraft>) => setWish((before) => ({ ...before, ...changed }));
  const act = async () => {
    setIsTried(true);
    if (!isEmpty && missing.length > 0) return null;
    await save({ ...words, wish: isEmpty ? null : wish });
    return true;
  };
  return (
    <ActSheet
      title={t(project === null ? 'describe' : 'changeProject')}
      verb={t('save')}
      act={act}
      onClose={onClose}
    >
      {isTried && !isEmpty && missing.length > 0 && (
        <Notice tone="refused" isLive>
          <p>{t(isReversed ? 'reversed' : 'incomplete')}</p>
        </Notice>
      )}
      {(['projectTitle', 'production', 'reference'] as const).map((label) => {
        const name = label === 'projectTitle' ? 'title' : label;
        return (
          <TextField
            key={label}
            label={t(label)}
            value={words[name]}
            onChange={(value) => setWords((before) => ({ ...before, [name]: value }))}
            maxLength={200}
            autoComplete="off"
          />
        );
      })}
      <fieldset className={css['part']}>
        <legend>{t('media')}</legend>
        <GroupedMediaField value={wish.media} onChange={(media) => change({ media })} />
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('territories')}</legend>
        <TerritoryField value={wish.territories} onChange={(territories) => change({ territories })} />
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('days')}</legend>
        <DaysField
          first={{
            label: t('from'),
            min: today,
            value: wish.from,
            onChange: (from) => change({ from }),
          }}
          last={{
            label: t('to'),
            min: wish.from === '' ? today : wish.from,
            value: wish.to,
            error: isReversed ? t('reversed') : null,
            onChange: (to) => change({ to }),
          }}
        />
      </fieldset>
      <Checkbox isSelected={wish.isExclusive} onChange={(isExclusive) => change({ isExclusive })}>
        {t('exclusive')}
      </Checkbox>
    </ActSheet>
  );
}
