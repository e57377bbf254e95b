import { Button } from '../../../components/forms/button.tsx';
import { CheckboxList } from '../../../components/forms/checkbox-list.tsx';
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
      <CheckboxList
        choices={GROUP_NAMES.map((name) => ({ value: name, label: t(`groups.${name}`) }))}
        value={groups}
        onChange={(chosen) => onChange(GROUP_NAMES.filter((name) => chosen.includes(name)))}
      />
      {groups.length > 0 && (
        <Button kind="quiet" onPress={() => onChange([])}>
          {t('all')}
        </Button>
      )}
    </fieldset>
  );
}
