import type { ReactNode } from 'react';
import type { PagedRows } from '../../lib/session/use-pages.ts';
import { ErrorNotice } from '../page/error-notice.tsx';
import { Skeleton } from '../page/skeleton.tsx';
import { MoreButton } from './more-button.tsx';

export interface PagedListProps {
  readonly list: PagedRows<unknown>;
  /** Of cloth, until the first page is here. */
  readonly lines?: number;
  /** In place of the rows where there are none. */
  readonly empty?: ReactNode;
  /** What the button for the next page says. */
  readonly more?: string;
  /** The rows. */
  readonly children: ReactNode;
}

/** Rows that are read page by page, in each of their states. */
export function PagedList({ list, lines, empty, more, children }: PagedListProps) {
  const { rows, isPending, isKnown, error, isFetchNextPageError, hasNextPage } = list;
  return (
    <>
      {error !== null && !isFetchNextPageError && (
        <ErrorNotice error={error} onRetry={() => void list.refetch()} />
      )}
      {isPending && <Skeleton lines={lines} />}
      {isKnown && rows.length === 0 && !hasNextPage && empty}
      {rows.length > 0 && children}
      {isFetchNextPageError && <ErrorNotice error={error} onRetry={() => void list.fetchNextPage()} />}
      <MoreButton list={list} label={more} />
    </>
  );
}
