import { useEffect, useRef } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { componentText } from '../../../components/page/text.ts';
import { useText } from '../../../lib/language/text.ts';
import { AssetCard } from './asset-card.tsx';
import css from './asset-grid.module.css';
import { catalogText } from '../words/text.ts';
import type { useCatalogAssets } from '../model/use-catalog.ts';

/** Pages that come by themselves before the reader is asked, so that the end of the page stays in reach. */
const PAGES_AT_ONCE = 5;
const AHEAD = '800px';

interface AssetGridProps {
  readonly assets: ReturnType<typeof useCatalogAssets>;
  /** False: how many there are is not known now. */
  readonly hasCount: boolean;
  /** What the assets are to be licensed for, as parts of an address; empty for nothing. */
  readonly use: string;
  /** The currency that prices are asked for in. */
  readonly token: string | null;
}

/** Rows of equal height in which every picture keeps its proportions; what is added moves nothing above it. */
export function AssetGrid({ assets, hasCount, use, token }: AssetGridProps) {
  const t = useText(catalogText);
  const shared = useText(componentText);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = assets;
  const list = useRef<HTMLUListElement>(null);
  const end = useRef<HTMLDivElement>(null);
  /** Where the reader goes on after "Show more". */
  const focusAt = useRef<number | null>(null);
  const pages = data?.pages ?? [];
  const shown = pages.flatMap(({ edges }) => edges);
  const isAutomatic =
    hasNextPage && !isFetchingNextPage && pages.length % PAGES_AT_ONCE !== 0 && !assets.isError;

  useEffect(() => {
    const mark = end.current;
    if (mark === null || !isAutomatic) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) void fetchNextPage();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [isAutomatic, fetchNextPage]);

  useEffect(() => {
    if (focusAt.current === null || shown.length <= focusAt.current) return;
    list.current?.querySelectorAll<HTMLElement>(':scope > li a')[focusAt.current]?.focus();
    focusAt.current = null;
  }, [shown.length]);

  const showMore = () => {
    focusAt.current = shown.length;
    void fetchNextPage();
  };
  return (
    <>
      <ul role="list" ref={list} className={css['grid']} aria-busy={isPlaceholderData}>
        {shown.map((edge, at) => (
          <AssetCard key={edge.node.id} edge={edge} isEager={at < 4} use={use} token={token} />
        ))}
      </ul>
      <div ref={end} className={css['end']}>
        {assets.isFetchNextPageError && <ErrorNotice error={assets.error} onRetry={showMore} />}
        {hasNextPage && !assets.isFetchNextPageError && (
          <>
            <p>
              {hasCount
                ? t('shown', { shown: shown.length, count: pages[0]?.totalCount ?? shown.length })
                : t('shownOnly', { shown: shown.length })}
            </p>
            <Button onPress={showMore} isDisabled={isFetchingNextPage}>
              {isFetchingNextPage ? t('loadingMore') : shared('more')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
