import { useEffect, useRef } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useText } from '../../../lib/language/text.ts';
import { recordText } from '../words/text.ts';

interface MorePagesProps {
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  onMore(): void;
}

/** Reads on when its end comes into view; the button is for who goes by keyboard. */
export function MorePages({ hasMore, isLoading, onMore }: MorePagesProps) {
  const t = useText(recordText);
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = mark.current;
    if (element === null || !hasMore || isLoading) return;
    const observer = new IntersectionObserver(
      (sightings) => {
        if (sightings.some(({ isIntersecting }) => isIntersecting)) onMore();
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isLoading, onMore]);
  if (!hasMore) return <p>{t('end')}</p>;
  return <div ref={mark}>{isLoading ? <Skeleton /> : <Button onPress={onMore}>{t('more')}</Button>}</div>;
}
