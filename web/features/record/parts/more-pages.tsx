import { useEffect, useRef } from 'react';
import { MoreButton } from '../../../components/facts/more-button.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import type { PagedRows } from '../../../lib/session/use-pages.ts';
import { useText } from '../../../lib/language/text.ts';
import { recordText } from '../words/text.ts';

interface MorePagesProps {
  readonly log: Pick<PagedRows<unknown>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}

/** Reads on when its end comes into view; the button is for who goes by keyboard. */
export function MorePages({ log }: MorePagesProps) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const t = useText(recordText);
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = mark.current;
    if (element === null || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(
      (sightings) => {
        if (sightings.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage();
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!hasNextPage) return <p>{t('end')}</p>;
  return (
    <div ref={mark}>{isFetchingNextPage ? <Skeleton /> : <MoreButton list={log} label={t('more')} />}</div>
  );
}
