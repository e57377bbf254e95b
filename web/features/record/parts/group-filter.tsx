import { Button } from '../../../components/forms/button.tsx';
import { Checkbox } from '../../../components/forms/field.tsx';
import { useText } from '../../../lib/language/text.ts';
import { GROUP_NAMES, type KindGroup } from '../model/kind-groups.ts';
import css from './record-page.module.css';
import { recordText } from '../words/text.ts';

interface GroupFilterProps {
  /** None: all. */
  readonly groups: readonly KindGroup[];
  onChange(groups: readonly KindGroup[]): void;
}

/** Which statements are shown. */
export function GroupFilter({ groups, onChange }: GroupFilterProps) {
  const t = useText(recordText);
  return (
    <fieldset className={css['filter']}>
      <legend>{t('show')}</legend>
      {GROUP_NAMES.map((name) => (
        <Checkbox
          key={name}
          isSelected={groups.includes(name)}
          onChange={(isSelected) =>
            onChange(GROUP_NAMES.filter((each) => (each === name ? isSelected : groups.includes(each))))
          }
        >
          {t(`groups.${name}`)}
        </Checkbox>
      ))}
      {groups.length > 0 && (
        <Button kind="quiet" onPress={() => onChange([])}>
          {t('all')}
        </Button>
      )}
    </fieldset>
  );
}
