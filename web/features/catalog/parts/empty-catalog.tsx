import { useQueries } from '@tanstack/react-query';
import { Button } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { request } from '../../../lib/session/api.ts';
import { useText } from '../../../lib/language/text.ts';
import { WayIn } from '../../../lib/organizations/way-in.tsx';
import { type Condition, filterOf, withoutCondition } from '../model/catalog-state.ts';
import { CATALOG_COUNT } from '../model/documents.ts';
import css from './empty-catalog.module.css';
import { catalogText } from '../words/text.ts';
import type { CatalogChoice } from '../model/use-catalog.ts';

interface EmptyCatalogProps {
  readonly choice: CatalogChoice;
  /** False: how many there would be can't be said now. */
  readonly isCounted: boolean;
  labelOf(condition: Condition): string;
}

/** Nothing fits: says which filter to drop, and how much there would be without it. */
export function EmptyCatalog({ choice: { state, change }, labelOf, isCounted }: EmptyCatalogProps) {
  const t = useText(catalogText);
  const counts = useQueries({
    queries: state.conditions.map((condition) => {
      const filter = filterOf(withoutCondition(state, condition));
      return {
        queryKey: ['catalog', 'count', filter],
        queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
          (await request(CATALOG_COUNT, { filter }, { signal })).assets.totalCount,
        enabled: isCounted,
      };
    }),
  });
  if (state.conditions.length === 0) {
    return (
      <Empty title={t('nothingTitle')}>
        <p>{t('nothing')}</p>
        <WayIn />
      </Empty>
    );
  }
  const helpful = state.conditions
    .map((condition, at) => ({ condition, count: counts[at]?.data ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  const isCounting = counts.some(({ isPending }) => isPending);
  return (
    <Empty title={t('emptyTitle')}>
      {isCounting && isCounted && <Skeleton lines={2} />}
      {!isCounting && <p>{helpful.length > 0 ? t('emptyDrop') : t('emptyNoHelp')}</p>}
      <ul role="list" className={css['ways']}>
        {helpful.map(({ condition, count }) => (
          <li key={`${condition.name} ${condition.value}`}>
            <Button onPress={() => change(withoutCondition(state, condition))}>
              {t('drop', { filter: labelOf(condition), count })}
            </Button>
          </li>
        ))}
        <li>
          <Button kind="quiet" onPress={() => change({ ...state, conditions: [] })}>
            {t('clear')}
          </Button>
        </li>
      </ul>
    </Empty>
  );
}
