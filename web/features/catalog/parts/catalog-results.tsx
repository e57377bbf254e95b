import { RefusedError } from '@lanran/sdk/kernel/errors';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { type Condition, textOf } from '../model/catalog-state.ts';
import type { CatalogChoice, useCatalogAssets } from '../model/use-catalog.ts';
import { AssetGrid } from './asset-grid.tsx';
import { BuildingNotice } from './building-notice.tsx';
import { EmptyCatalog } from './empty-catalog.tsx';
import { GridSkeleton } from './grid-skeleton.tsx';
import { SearchNotes } from './search-notes.tsx';
import { TextRefused } from './text-refused.tsx';

interface CatalogResultsProps {
  readonly choice: CatalogChoice;
  readonly assets: ReturnType<typeof useCatalogAssets>;
  labelOf(condition: Condition): string;
}

/** What was found, and what is to be said of it. */
export function CatalogResults({ choice, assets, labelOf }: CatalogResultsProps) {
  const [first] = assets.data?.pages ?? [];
  const text = textOf(choice.state);
  if (first === undefined) {
    if (!assets.isError) return <GridSkeleton />;
    if (isOfText(assets.error)) return <TextRefused text={text} />;
    return <ErrorNotice error={assets.error} onRetry={() => void assets.refetch()} />;
  }
  const isCounted = first.facets !== null;
  const { parts, isWhole, totalCount } = first;
  return (
    <>
      {!isCounted && <BuildingNotice text={first.isTextLeftOut ? text : ''} />}
      <SearchNotes choice={choice} parts={parts} isWhole={isWhole} count={totalCount} />
      {totalCount === 0 ? (
        <EmptyCatalog choice={choice} labelOf={labelOf} isCounted={isCounted} />
      ) : (
        <AssetGrid assets={assets} hasCount={isCounted} />
      )}
    </>
  );
}

function isOfText(error: unknown): boolean {
  return error instanceof RefusedError && error.code === 'BAD_INPUT' && error.field === 'filter.text';
}
