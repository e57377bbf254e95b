import { X } from 'lucide-react';
import { Button } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './active-conditions.module.css';
import { type Condition, withoutCondition } from '../model/catalog-state.ts';
import { catalogText } from '../words/text.ts';
import type { CatalogChoice } from '../model/use-catalog.ts';

interface ActiveConditionsProps {
  readonly choice: CatalogChoice;
  labelOf(condition: Condition): string;
}

/** What is chosen, each to be taken back. */
export function ActiveConditions({ choice: { state, change }, labelOf }: ActiveConditionsProps) {
  const t = useText(catalogText);
  return (
    <ul role="list" className={css['chips']} aria-label={t('chosen')}>
      {state.conditions.map((condition) => (
        <li key={`${condition.name} ${condition.value}`}>
          <Button
            aria-label={t('remove', { filter: labelOf(condition) })}
            onPress={() => change(withoutCondition(state, condition))}
          >
            <span>{labelOf(condition)}</span>
            <X size={16} aria-hidden="true" />
          </Button>
        </li>
      ))}
      <li>
        <Button kind="quiet" onPress={() => change({ ...state, conditions: [] })}>
          {t('clear')}
        </Button>
      </li>
    </ul>
  );
}
