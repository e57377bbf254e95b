import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useCurrencies } from '../../../lib/pricing/currencies.ts';
import { chosenPrice, conditionOfPrice, withCondition } from '../model/catalog-state.ts';
import type { CatalogChoice } from '../model/use-catalog.ts';
import { catalogText } from '../words/text.ts';
import css from './filter-panel.module.css';

const PriceSheet = lazy(async () => ({ default: (await import('./price-sheet.tsx')).PriceSheet }));

/** What the assets are to cost; the chip above the results says it. */
export function PriceFilter({ choice: { state, change } }: { readonly choice: CatalogChoice }) {
  const t = useText(catalogText);
  const currencies = useCurrencies();
  const [isOpen, setIsOpen] = useState(false);
  const price = chosenPrice(state);
  return (
    <div className={css['use']} role="group" aria-label={t('names.price')}>
      <p className={css['heading']}>{t('names.price')}</p>
      <Button onPress={() => setIsOpen(true)}>{t(price === null ? 'choosePrice' : 'changeUse')}</Button>
      {isOpen && currencies !== null && (
        <Suspense fallback={null}>
          <PriceSheet
            currencies={currencies}
            price={price}
            onChoose={(range) => {
              change(withCondition(state, conditionOfPrice(range)));
              setIsOpen(false);
            }}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
