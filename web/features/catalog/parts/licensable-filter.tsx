import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import { conditionOfUse, chosenUse, withCondition } from '../model/catalog-state.ts';
import type { CatalogChoice } from '../model/use-catalog.ts';
import { catalogText } from '../words/text.ts';
import css from './filter-panel.module.css';

const LicensableSheet = lazy(async () => ({
  default: (await import('./licensable-sheet.tsx')).LicensableSheet,
}));

interface LicensableFilterProps {
  readonly choice: CatalogChoice;
}

/** What the assets are to be licensed for; the chip above the results says it. */
export function LicensableFilter({ choice: { state, change } }: LicensableFilterProps) {
  const t = useText(catalogText);
  const [isOpen, setIsOpen] = useState(false);
  const isChosen = state.conditions.some(({ name }) => name === 'use');
  return (
    <div className={css['use']} role="group" aria-label={t('names.use')}>
      <p className={css['heading']}>{t('names.use')}</p>
      <Button onPress={() => setIsOpen(true)}>{t(isChosen ? 'changeUse' : 'chooseUse')}</Button>
      {isOpen && (
        <Suspense fallback={null}>
          <LicensableSheet
            use={chosenUse(state)}
            onChoose={(use) => {
              const condition = conditionOfUse(use);
              if (condition !== null) change(withCondition(state, condition));
              setIsOpen(false);
            }}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
