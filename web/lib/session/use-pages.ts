import { useInfiniteQuery } from '@tanstack/react-query';
import { type Connection, nextCursor } from './connections.ts';

interface PagesQuestion<Edge> {
  readonly queryKey: readonly unknown[];
  /** Null where there is nothing to list. */
  readPage(after: string | null, signal: AbortSignal): Promise<Connection<Edge> | null>;
  readonly enabled?: boolean;
  readonly staleTime?: number;
  readonly refetchInterval?: number;
}

/** A connection as far as it was read. A list that shows only some of the rows replaces `rows`. */
export interface PagedRows<Row> {
  readonly rows: readonly Row[];
  /** On all pages; those that were read where the platform does not count. */
  readonly totalCount: number;
  /** The first page was asked for and is not here yet. */
  readonly isPending: boolean;
  /** The first page is here. */
  readonly isKnown: boolean;
  readonly error: unknown;
  readonly isFetchNextPageError: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  refetch(): Promise<unknown>;
  fetchNextPage(): Promise<unknown>;
}

interface Pages<Edge extends { readonly node: unknown }> extends PagedRows<Edge['node']> {
  readonly edges: readonly Edge[];
}

/** Reads a connection page by page. */
export function usePages<Edge extends { readonly node: unknown }>({
  readPage,
  ...options
}: PagesQuestion<Edge>): Pages<Edge> {
  const query = useInfiniteQuery({
    ...options,
    queryFn: ({ pageParam, signal }) => readPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
  const { data, isPending, fetchStatus } = query;
  const edges = data?.pages.flatMap((page) => page?.edges ?? []) ?? [];
  return {
    edges,
    rows: edges.map(({ node }) => node),
    totalCount: data?.pages[0]?.totalCount ?? edges.length,
    isPending: isPending && fetchStatus !== 'idle',
    isKnown: data !== undefined,
    error: query.error,
    isFetchNextPageError: query.isFetchNextPageError,
    hasNextPage: query.hasNextPage,
    isFetchingNextPage: query.isFetchingNextPage,
    refetch: query.refetch,
    fetchNextPage: query.fetchNextPage,
  };
}
