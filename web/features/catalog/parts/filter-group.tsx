import { useState } from 'react';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { Language } from '@lanran/protocol/kernel/language';
import { Button } from '../../../components/forms/button.tsx';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { type Condition, isChosen, withCondition, withoutCondition } from '../model/catalog-state.ts';
import css from './filter-panel.module.css';
import { catalogText } from '../words/text.ts';
import type { CatalogChoice } from '../model/use-catalog.ts';

const MAX_SHOWN = 6;

export interface FilterValue {
  readonly condition: Condition;
  readonly label: { readonly text: string; readonly language: Language };
  /** What else there is to say of it, below. */
  readonly note?: string | undefined;
  /** Shown beside its name. */
  readonly color?: AssetColor;
  readonly count: number;
}

interface FilterGroupProps {
  readonly title: string;
  readonly values: readonly FilterValue[];
  readonly choice: CatalogChoice;
}

export function FilterGroup({ title, values, choice: { state, change } }: FilterGroupProps) {
  const t = useText(catalogText);
  const { number } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const shown = isOpen
    ? values
    : values.filter((value, at) => at < MAX_SHOWN || isChosen(state, value.condition));
  return (
    <fieldset className={css['group']}>
      <legend>{title}</legend>
      {shown.map(({ condition, label, note, color, count }) => (
        <Checkbox
          key={condition.value}
          isSelected={isChosen(state, condition)}
          onChange={(isOn) =>
            change(isOn ? withCondition(state, condition) : withoutCondition(state, condition))
          }
        >
          <span className={css['value']}>
            {color !== undefined && (
              <span className={css['swatch']} data-color={color.toLowerCase()} aria-hidden="true" />
            )}
            <span>
              <span lang={LANGUAGE_TAGS[label.language]}>{label.text}</span>
              {note !== undefined && <span className={css['proposed']}>{note}</span>}
            </span>{' '}
            <span className={css['number']}>{number(count)}</span>
          </span>
        </Checkbox>
      ))}
      {values.length > MAX_SHOWN && (
        <div>
          <Button
            kind="quiet"
            aria-expanded={isOpen}
            aria-label={
              isOpen ? t('fewerValuesOf', { title }) : t('allValuesOf', { title, count: values.length })
            }
            onPress={() => setIsOpen((wasOpen) => !wasOpen)}
          >
            {isOpen ? t('fewerValues') : t('allValues', { count: values.length })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
