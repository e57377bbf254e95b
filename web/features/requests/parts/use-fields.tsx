import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { useText } from '../../../lib/language/text.ts';
import { DaysField } from '../../../lib/territories/days-field.tsx';
import { GroupedMediaField } from '../../../lib/territories/grouped-media-field.tsx';
import { TerritoryField } from '../../../lib/territories/territory-field.tsx';
import type { Missing } from '../../../lib/territories/use-address.ts';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import { answerText } from '../words/answer-text.ts';
import css from './requests.module.css';

export interface UseFieldsProps {
  readonly value: WishDraft;
  /** What is wrong, once somebody tried to go on. */
  errorOf(...names: readonly Missing[]): string | null;
  onChange(part: Partial<WishDraft>): void;
}

/** What for, where, when, alone or not; what is missing stands beside its field. */
export function UseFields({ value, errorOf, onChange }: UseFieldsProps) {
  const t = useText(answerText);
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  return (
    <>
      <fieldset className={css['part']}>
        <legend>{t('media')}</legend>
        <GroupedMediaField value={value.media} onChange={(media) => onChange({ media })} />
        <Problem>{errorOf('media')}</Problem>
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('territories')}</legend>
        <TerritoryField value={value.territories} onChange={(territories) => onChange({ territories })} />
        <Problem>{errorOf('territories')}</Problem>
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('days')}</legend>
        <DaysField
          first={{
            label: t('from'),
            min: today,
            value: value.from,
            error: errorOf('from'),
            onChange: (from) => onChange({ from }),
          }}
          last={{
            label: t('to'),
            min: value.from === '' ? today : value.from,
            value: value.to,
            error: errorOf('to', 'order'),
            onChange: (to) => onChange({ to }),
          }}
        />
      </fieldset>
      <Checkbox isSelected={value.isExclusive} onChange={(isExclusive) => onChange({ isExclusive })}>
        {t('exclusive')}
      </Checkbox>
    </>
  );
}

function Problem({ children }: { readonly children: string | null }) {
  return children === null ? null : (
    <p role="alert" className={css['error']}>
      {children}
    </p>
  );
}
