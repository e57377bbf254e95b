import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { GroupedMediaField } from '../../../../lib/territories/grouped-media-field.tsx';
import { DaysField } from '../../../../lib/territories/days-field.tsx';
import { isReversed } from '../../../../lib/territories/window-days.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Licensees } from '../../../../lib/session/licensees.ts';
import { useNames } from '../model/names.ts';
import { TerritoryPicker } from './territory-picker.tsx';
import type { WishDraft } from '../../../../lib/territories/wish.ts';
import css from './wish-form.module.css';
import { wishText } from '../words/wish-text.ts';

interface WishFormProps {
  readonly value: WishDraft;
  readonly licensees?: Licensees;
  /** What may be chosen from; left out: everything, and exclusivity. */
  readonly within?: { readonly media: readonly string[]; readonly territories: readonly string[] };
  onChange(value: WishDraft): void;
}

/** What somebody wants to do: what for, where, when, alone or not. */
export function WishForm({ value, licensees, within, onChange }: WishFormProps) {
  const t = useText(wishText);
  const names = useNames();
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  const choices = licensees?.choices ?? [];
  return (
    <div className={css['form']}>
      {choices.length > 1 && (
        <SelectField
          label={t('licensee')}
          value={licensees?.chosen?.id ?? ''}
          choices={choices.map(({ id, name }) => ({ value: id, label: names.of(name) }))}
          onChange={(id) => licensees?.choose(id)}
        />
      )}
      <fieldset className={css['part']}>
        <legend>
          <h2>{t('mediaTitle')}</h2>
        </legend>
        <GroupedMediaField
          value={value.media}
          within={within?.media}
          onChange={(media) => onChange({ ...value, media })}
        />
      </fieldset>
      <TerritoryPicker
        value={value.territories}
        within={within?.territories}
        onChange={(territories) => onChange({ ...value, territories })}
      />
      <fieldset className={css['part']}>
        <legend>
          <h2>{t('daysTitle')}</h2>
        </legend>
        <DaysField
          first={{
            label: t('from'),
            min: today,
            value: value.from,
            onChange: (from) => onChange({ ...value, from }),
          }}
          last={{
            label: t('to'),
            min: value.from === '' ? today : value.from,
            value: value.to,
            error: isReversed(value.from, value.to) ? t('missing.order') : null,
            onChange: (to) => onChange({ ...value, to }),
          }}
        />
        <p className={css['hint']}>{t('daysHint')}</p>
      </fieldset>
      {within === undefined && (
        <fieldset className={css['part']}>
          <legend>
            <h2>{t('exclusiveTitle')}</h2>
          </legend>
          <Checkbox
            isSelected={value.isExclusive}
            onChange={(isExclusive) => onChange({ ...value, isExclusive })}
          >
            {t('exclusive')}
            <span className={css['hint']}>{t('exclusiveHint')}</span>
          </Checkbox>
        </fieldset>
      )}
    </div>
  );
}
