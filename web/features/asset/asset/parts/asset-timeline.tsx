import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { StatementTimeline } from '../../../../lib/statements/statement-timeline.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ASSET_STATEMENTS } from '../model/documents.ts';
import { assetText } from '../words/text.ts';

const PAGE_SIZE = 20;

export function AssetThread({ assetId }: { readonly assetId: string }) {
  const t = useText(assetText);
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: ['asset', assetId, 'statements'],
      queryFn: async ({ pageParam, signal }) => {
        const variables = { id: assetId, first: PAGE_SIZE, after: pageParam };
        return (await request(ASSET_STATEMENTS, variables, { signal })).asset?.statements ?? null;
      },
      initialPageParam: null as string | null,
      getNextPageParam: (page) => (page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null),
    });
  if (isPending) return <Skeleton lines={5} />;
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <StatementTimeline entries={data.pages.flatMap((page) => page?.edges.map(({ node }) => node) ?? [])} />
      {error !== null && <ErrorNotice error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && (
        <div>
          <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
            {t('moreStatements')}
          </Button>
        </div>
      )}
    </>
  );
}
