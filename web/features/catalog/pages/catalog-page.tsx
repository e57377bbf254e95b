import { SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { NativeSelect } from '../../../components/forms/native-select.tsx';
import { Page } from '../../../components/page/page.tsx';
import { OpenCallsLine } from '../../../lib/calls/open-calls-line.tsx';
import { useCurrencies } from '../../../lib/pricing/currencies.ts';
import { usualCurrency } from '../../../lib/pricing/usual-currency.ts';
import { useText } from '../../../lib/language/text.ts';
import { ActiveConditions } from '../parts/active-conditions.tsx';
import {
  chosenPrice,
  conditionOfPrice,
  isPriceSort,
  sortOf,
  sortsOf,
  textOf,
  withCondition,
  withSort,
} from '../model/catalog-state.ts';
import css from '../parts/catalog-page.module.css';
import { CatalogResults } from '../parts/catalog-results.tsx';
import { FilterPanel } from '../parts/filter-panel.tsx';
import { SaveSearch } from '../parts/saved-searches/save-search.tsx';
import { catalogText } from '../words/text.ts';
import { useCatalogAssets, useCatalogFacets, useCatalogState } from '../model/use-catalog.ts';
import { useKeptPlace } from '../model/use-kept-place.ts';
import { useConditionLabels } from '../model/use-condition-labels.ts';

/** Loaded when it is opened, as are all sheets of this page. */
const FilterSheet = lazy(async () => ({ default: (await import('../parts/filter-sheet.tsx')).FilterSheet }));

/** The objects are the interface: pictures first, what narrows them down beside. */
export function CatalogPage() {
  const t = useText(catalogText);
  const choice = useCatalogState();
  const { state, change } = choice;
  const assets = useCatalogAssets(state);
  useKeptPlace(assets);
  const facets = useCatalogFacets(assets);
  const labelOf = useConditionLabels(state, facets);
  const [isFiltering, setIsFiltering] = useState(false);
  const [first] = assets.data?.pages ?? [];
  // Without an index, not even the number of all is one of what was asked.
  const count = first === undefined || first.facets === null ? null : first.totalCount;
  const panel = <FilterPanel choice={choice} facets={facets} hasFailed={assets.isError} />;
  const chosen = state.conditions.length;
  const text = textOf(state);
  const currencies = useCurrencies();
  // Whoever orders by price without a currency is shown those of the usual one.
  const isPriced = (facets?.onOffer ?? 0) > 1 && currencies !== null && chosenPrice(state) === null;
  const priced = isPriced
    ? withCondition(state, conditionOfPrice({ token: usualCurrency(currencies).address }))
    : state;
  return (
    <Page title={text === '' ? t('title') : `${text} · ${t('title')}`} lead={<p>{t('lead')}</p>}>
      <div className={css['layout']}>
        <aside className={css['aside']} aria-labelledby="catalog-filters">
          <h2 id="catalog-filters">{t('narrow')}</h2>
          {panel}
        </aside>
        <section className={css['results']} aria-labelledby="catalog-results">
          <h2 id="catalog-results" className={css['hidden']}>
            {t('results')}
          </h2>
          <div className={css['bar']}>
            <p role="status" className={css['count']}>
              {count === null ? ' ' : t('count', { count })}
            </p>
            <div className={css['choices']}>
              <span className={css['fold']}>
                <Button onPress={() => setIsFiltering(true)}>
                  <SlidersHorizontal size={18} aria-hidden="true" />
                  {chosen === 0 ? t('filters') : t('filtersChosen', { count: String(chosen) })}
                </Button>
              </span>
              <div className={css['sort']}>
                <NativeSelect
                  label={t('sort')}
                  value={sortOf(state)}
                  choices={sortsOf(priced).map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
                  onChange={(sort) => change(withSort(isPriceSort(sort) ? priced : state, sort))}
                />
              </div>
            </div>
          </div>
          {chosen > 0 && <ActiveConditions choice={choice} labelOf={labelOf} />}
          <SaveSearch state={state} labelOf={labelOf} />
          <OpenCallsLine />
          <CatalogResults choice={choice} assets={assets} labelOf={labelOf} />
        </section>
      </div>
      {isFiltering && (
        <Suspense fallback={null}>
          <FilterSheet count={count} onClose={() => setIsFiltering(false)}>
            {panel}
          </FilterSheet>
        </Suspense>
      )}
    </Page>
  );
}
