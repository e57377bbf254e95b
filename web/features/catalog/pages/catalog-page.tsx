import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { SelectField } from '../../../components/forms/field.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Sheet } from '../../../components/forms/sheet.tsx';
import { useText } from '../../../lib/language/text.ts';
import { ActiveConditions } from '../parts/active-conditions.tsx';
import { AssetGrid } from '../parts/asset-grid.tsx';
import { CATALOG_SORTS } from '../model/catalog-state.ts';
import css from '../parts/catalog-page.module.css';
import { EmptyCatalog } from '../parts/empty-catalog.tsx';
import { FilterPanel } from '../parts/filter-panel.tsx';
import { GridSkeleton } from '../parts/grid-skeleton.tsx';
import { catalogText } from '../words/text.ts';
import { useCatalogAssets, useCatalogFacets, useCatalogState } from '../model/use-catalog.ts';
import { useKeptPlace } from '../model/use-kept-place.ts';
import { useConditionLabels } from '../model/use-condition-labels.ts';

/** The objects are the interface: pictures first, what narrows them down beside. */
export function CatalogPage() {
  const t = useText(catalogText);
  const choice = useCatalogState();
  const { state, change } = choice;
  const assets = useCatalogAssets(state);
  useKeptPlace(assets);
  const facets = useCatalogFacets(state);
  const labelOf = useConditionLabels(state, facets.data);
  const [isFiltering, setIsFiltering] = useState(false);
  const count = assets.data?.pages[0]?.totalCount ?? null;
  const panel = <FilterPanel choice={choice} facets={facets.data ?? null} error={facets.error} />;
  const chosen = state.conditions.length;
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>}>
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
              {count === null || assets.isPlaceholderData ? ' ' : t('count', { count })}
            </p>
            <div className={css['choices']}>
              <span className={css['fold']}>
                <Button onPress={() => setIsFiltering(true)}>
                  <SlidersHorizontal size={18} aria-hidden="true" />
                  {chosen === 0 ? t('filters') : t('filtersChosen', { count: String(chosen) })}
                </Button>
              </span>
              <div className={css['sort']}>
                <SelectField
                  label={t('sort')}
                  value={state.sort}
                  choices={CATALOG_SORTS.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
                  onChange={(sort) => change({ ...state, sort })}
                />
              </div>
            </div>
          </div>
          {chosen > 0 && <ActiveConditions choice={choice} labelOf={labelOf} />}
          {assets.isPending && <GridSkeleton />}
          {assets.isError && assets.data === undefined && (
            <ErrorNotice error={assets.error} onRetry={() => void assets.refetch()} />
          )}
          {count === 0 && !assets.isPlaceholderData && <EmptyCatalog choice={choice} labelOf={labelOf} />}
          {assets.data !== undefined && count !== 0 && <AssetGrid assets={assets} />}
        </section>
      </div>
      {isFiltering && (
        <Sheet
          title={t('filters')}
          onClose={() => setIsFiltering(false)}
          actions={
            <Button kind="main" onPress={() => setIsFiltering(false)}>
              {t('showResults', { count: count ?? 0 })}
            </Button>
          }
        >
          {panel}
        </Sheet>
      )}
    </Page>
  );
}
