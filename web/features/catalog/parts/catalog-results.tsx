import { RefusedError } from '@lanran/sdk/kernel/errors';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { textFaultText } from '../../../lib/catalog/text-fault-text.ts';
import { textFaultOf } from '../../../lib/catalog/text-fault.ts';
import { useText } from '../../../lib/language/text.ts';
import { catalogText } from '../words/text.ts';
import { chosenPrice, type Condition, textOf } from '../model/catalog-state.ts';
import type { CatalogChoice, useCatalogAssets } from '../model/use-catalog.ts';
import { AssetGrid } from './asset-grid.tsx';
import { BuildingNotice } from './building-notice.tsx';
import { EmptyCatalog } from './empty-catalog.tsx';
import { GridSkeleton } from './grid-skeleton.tsx';
import { SearchNotes } from './search-notes.tsx';

interface CatalogResultsProps {
  readonly choice: CatalogChoice;
  readonly assets: ReturnType<typeof useCatalogAssets>;
  labelOf(condition: Condition): string;
}

/** What was found, and what is to be said of it. */
export function CatalogResults({ choice, assets, labelOf }: CatalogResultsProps) {
  const [first] = assets.data?.pages ?? [];
  const text = textOf(choice.state);
  const use = choice.state.conditions.find(({ name }) => name === 'use')?.value ?? '';
  const token = chosenPrice(choice.state)?.token ?? null;
  if (first === undefined) {
    if (!assets.isError) return <GridSkeleton />;
    if (isOf(assets.error, 'filter.text')) return <TextRefused text={text} />;
    if (isOf(assets.error, 'filter.licensable.from')) return <DaysPassed choice={choice} labelOf={labelOf} />;
    return <ErrorNotice error={assets.error} onRetry={() => void assets.refetch()} />;
  }
  const isCounted = first.facets !== null;
  const { parts, leftOut, isWhole, totalCount } = first;
  return (
    <>
      {!isCounted && <BuildingNotice text={first.isTextLeftOut ? text : ''} />}
      <SearchNotes choice={choice} parts={parts} leftOut={leftOut} isWhole={isWhole} count={totalCount} />
      {totalCount === 0 ? (
        <EmptyCatalog choice={choice} labelOf={labelOf} isCounted={isCounted} />
      ) : (
        <AssetGrid assets={assets} hasCount={isCounted} use={use} token={token} />
      )}
    </>
  );
}

function isOf(error: unknown, field: string): boolean {
  return error instanceof RefusedError && error.code === 'BAD_INPUT' && error.field === field;
}

/** A shared address or a saved search may be older than its days. */
function DaysPassed({ choice: { state }, labelOf }: Pick<CatalogResultsProps, 'choice' | 'labelOf'>) {
  const t = useText(catalogText);
  const use = state.conditions.find(({ name }) => name === 'use');
  return (
    <Notice tone="refused" isLive>
      <p>{t('usePast', { use: use === undefined ? '' : labelOf(use) })}</p>
    </Notice>
  );
}

/** The platform can't search for a text; the box, which looks by itself, says so too. */
function TextRefused({ text }: { readonly text: string }) {
  const t = useText(textFaultText);
  return (
    <Notice tone="refused" isLive>
      <p>{t(textFaultOf(text) ?? 'tooManyWords')}</p>
    </Notice>
  );
}
