import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { useText } from '../../../lib/language/text.ts';
import { DaysField } from '../../../lib/territories/days-field.tsx';
import { GroupedMediaField } from '../../../lib/territories/grouped-media-field.tsx';
import { TerritoryField } from '../../../lib/territories/territory-field.tsx';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import { NO_WELCOME } from '../model/call-draft.ts';
import { formText } from '../words/form-text.ts';
import css from './calls.module.css';

interface WelcomeFieldsProps {
  readonly value: WishDraft | null;
  onChange(value: WishDraft | null): void;
}

/** The use that a call welcomes, if it names one. */
export function WelcomeFields({ value, onChange }: WelcomeFieldsProps) {
  const t = useText(formText);
  return (
    <>
      <Checkbox isSelected={value !== null} onChange={(isSaid) => onChange(isSaid ? NO_WELCOME : null)}>
        {t('sayWelcome')}
      </Checkbox>
      {value !== null && <Use value={value} onChange={onChange} />}
    </>
  );
}

interface UseProps {
  readonly value: WishDraft;
  onChange(value: WishDraft): void;
}

function Use({ value, onChange }: UseProps) {
  const t = useText(formText);
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  const change = (changed: Partial<WishDraft>) => onChange({ ...value, ...changed });
  return (
    <>
      <p className={css['soft']}>{t('welcomeHint')}</p>
      <fieldset className={css['inner']}>
        <legend>{t('media')}</legend>
        <GroupedMediaField value={value.media} onChange={(media) => change({ media })} />
      </fieldset>
      <fieldset className={css['inner']}>
        <legend>{t('territories')}</legend>
        <TerritoryField value={value.territories} onChange={(territories) => change({ territories })} />
      </fieldset>
      <fieldset className={css['inner']}>
        <legend>{t('days')}</legend>
        <DaysField
          first={{ label: t('from'), min: today, value: value.from, onChange: (from) => change({ from }) }}
          last={{
            label: t('to'),
            min: value.from === '' ? today : value.from,
            value: value.to,
            onChange: (to) => change({ to }),
          }}
        />
      </fieldset>
      <Checkbox isSelected={value.isExclusive} onChange={(isExclusive) => change({ isExclusive })}>
        {t('exclusive')}
      </Checkbox>
    </>
  );
}
