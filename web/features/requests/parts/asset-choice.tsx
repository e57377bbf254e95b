import { CheckboxList } from '../../../components/forms/checkbox-list.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { Item } from '../model/documents.ts';
import { useTitles } from '../model/use-titles.ts';
import { answerText } from '../words/answer-text.ts';
import css from './requests.module.css';

interface AssetChoiceProps {
  readonly items: readonly Item[];
  readonly chosen: readonly string[];
  /** Somebody tried to go on. */
  readonly isTried: boolean;
  onChange(chosen: readonly string[]): void;
}

/** Which of several assets an answer is about; nothing to choose where there is one. */
export function AssetChoice({ items, chosen, isTried, onChange }: AssetChoiceProps) {
  const t = useText(answerText);
  const { titleOf } = useTitles(items);
  if (items.length < 2) return null;
  return (
    <fieldset className={css['part']}>
      <legend>{t('which')}</legend>
      <CheckboxList
        choices={items.map(({ assetId }) => ({ value: assetId, label: titleOf(assetId) }))}
        value={chosen}
        onChange={onChange}
      />
      {isTried && chosen.length === 0 && <p className={css['error']}>{t('whichMissing')}</p>}
    </fieldset>
  );
}
