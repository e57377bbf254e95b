import { type Key, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';

interface GrowingListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  keyOf(item: T): Key;
  row(item: T): ReactNode;
  readonly className?: string | undefined;
  /** What the button for the next page says. */
  readonly more: string;
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly error: unknown;
  onMore(): void;
}

/** A list that is read page by page. Who asks for more goes on at the first that is new. */
export function GrowingList<T>(props: GrowingListProps<T>) {
  const { label, items, keyOf, row, className, more, hasMore, isFetching, error, onMore } = props;
  const list = useRef<HTMLUListElement>(null);
  const shownBefore = useRef<number | null>(null);
  useEffect(() => {
    const at = shownBefore.current;
    if (at === null || items.length <= at) return;
    shownBefore.current = null;
    const first = list.current?.children[at];
    if (first instanceof HTMLElement) first.focus();
  }, [items.length]);
  const ask = () => {
    shownBefore.current = items.length;
    onMore();
  };
  return (
    <>
      <ul role="list" aria-label={label} className={className} ref={list}>
        {items.map((item) => (
          <li key={keyOf(item)} tabIndex={-1}>
            {row(item)}
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNotice error={error} onRetry={onMore} />}
      {hasMore && (
        <div>
          <Button onPress={ask} isPending={isFetching}>
            {more}
          </Button>
        </div>
      )}
    </>
  );
}
