import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { readPlace, writePlace } from './kept-place.ts';
import type { useCatalogAssets } from './use-catalog.ts';

/** Brings a reader back to where the page was reloaded, and remembers where that is. */
export function useKeptPlace({
  data,
  hasNextPage,
  isFetching,
  isError,
  fetchNextPage,
}: ReturnType<typeof useCatalogAssets>) {
  const { key } = useLocation();
  const [place, setPlace] = useState(() => readPlace(key));
  const now = useRef({ y: 0, shown: 0 });
  const shown = data?.pages.reduce((count, { edges }) => count + edges.length, 0) ?? 0;
  const isComing = place !== null && shown < place.shown && hasNextPage && !isError;

  useEffect(() => {
    now.current.shown = shown;
  }, [shown]);

  useEffect(() => {
    if (isComing && !isFetching) void fetchNextPage();
  }, [isComing, isFetching, fetchNextPage]);

  useLayoutEffect(() => {
    if (place === null || shown === 0 || isComing) return;
    window.scrollTo(0, place.y);
    setPlace(null);
  }, [place, shown, isComing]);

  useEffect(() => {
    const look = () => {
      now.current.y = window.scrollY;
    };
    const keep = () => writePlace({ key, ...now.current });
    // Its own way only: while the place is being found again, it is the old one that counts.
    if (place !== null) return undefined;
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('pagehide', keep);
    return () => {
      keep();
      window.removeEventListener('scroll', look);
      window.removeEventListener('pagehide', keep);
    };
  }, [key, place]);
}
