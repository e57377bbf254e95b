import { type Key, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import type { PagedRows } from '../../../../lib/session/use-pages.ts';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';

interface GrowingListProps<T> {
  readonly label: string;
  readonly list: PagedRows<T>;
  keyOf(item: T): Key;
  row(item: T): ReactNode;
  readonly className?: string | undefined;
  /** What the button for the next page says. */
  readonly more: string;
}

/** A list that is read page by page. Who asks for more goes on at the first that is new. */
export function GrowingList<T>({ label, list, keyOf, row, className, more }: GrowingListProps<T>) {
  const { rows, hasNextPage, isFetchingNextPage, error } = list;
  const element = useRef<HTMLUListElement>(null);
  const shownBefore = useRef<number | null>(null);
  useEffect(() => {
    const at = shownBefore.current;
    if (at === null || rows.length <= at) return;
    shownBefore.current = null;
    const first = element.current?.children[at];
    if (first instanceof HTMLElement) first.focus();
  }, [rows.length]);
  const ask = () => {
    shownBefore.current = rows.length;
    void list.fetchNextPage();
  };
  return (
    <>
      <ul role="list" aria-label={label} className={className} ref={element}>
        {rows.map((item) => (
          <li key={keyOf(item)} tabIndex={-1}>
            {row(item)}
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNotice error={error} onRetry={() => void list.fetchNextPage()} />}
      {hasNextPage && (
        <div>
          <Button onPress={ask} isPending={isFetchingNextPage}>
            {more}
          </Button>
        </div>
      )}
    </>
  );
}
