import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { sequenceText } from '../../../../lib/sequences/sequence-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { FileDetails } from './file-details.tsx';
import { SEQUENCE_FRAMES } from '../model/file-documents.ts';
import { FileLink } from './file-link.tsx';
import css from './file-table.module.css';

const PAGE_SIZE = 50;

interface SequenceFramesProps {
  readonly assetId: string;
  /** Cursor of the item before; null for the first. */
  readonly before: string | null;
  readonly name: string;
  readonly canDownload: boolean;
}

/** The frames of a sequence, asked for when they are unfolded, some at a time. */
export function SequenceFrames({ assetId, before, name, canDownload }: SequenceFramesProps) {
  const t = useText(sequenceText);
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, isLoading, isFetchingNextPage, hasNextPage, fetchNextPage } = useInfiniteQuery({
    enabled: isOpen,
    queryKey: ['asset', assetId, 'frames', name],
    queryFn: async ({ pageParam, signal }) => {
      const variables = { id: assetId, item: before, first: PAGE_SIZE, after: pageParam };
      const { asset } = await request(SEQUENCE_FRAMES, variables, { signal });
      return asset?.fileItems.edges[0]?.node.sequence?.frames ?? null;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null),
  });
  const frames = data?.pages.flatMap((page) => page?.edges.map(({ node }) => node) ?? []) ?? [];
  return (
    <Details summary={t('showFrames')} onOpen={() => setIsOpen(true)}>
      {isLoading && <Skeleton lines={4} />}
      <ul role="list" className={css['frames']}>
        {frames.map(({ file }) => (
          <li key={file.id}>
            <span>{file.path}</span>
            {canDownload && <FileLink assetId={assetId} file={file} />}
            <FileDetails assetId={assetId} file={file} />
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNotice error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && (
        <div>
          <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
            {t('moreFrames')}
          </Button>
        </div>
      )}
    </Details>
  );
}
