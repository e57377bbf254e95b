import { BadInputError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';

/** A list that is read newest first. */
export interface TimedList<T> {
  read(page: PageRequest): Promise<Page<T>>;
  timeOf(item: T): Date;
}

/** A page of two lists as one, newest first; its cursors hold where each list was left. */
export async function mergedPage<L, R>(
  { first, after }: PageRequest,
  left: TimedList<L>,
  right: TimedList<R>,
): Promise<Page<L | R>> {
  let [leftAt, rightAt] = parseCursor(after);
  const [lefts, rights] = await Promise.all([
    left.read({ first, after: leftAt }),
    right.read({ first, after: rightAt }),
  ]);
  const items: { readonly item: L | R; readonly cursor: string }[] = [];
  let [nextLeft, nextRight] = [0, 0];
  while (items.length < first) {
    const [fromLeft, fromRight] = [lefts.items[nextLeft], rights.items[nextRight]];
    const isLeft =
      fromLeft !== undefined &&
      (fromRight === undefined || left.timeOf(fromLeft.item) >= right.timeOf(fromRight.item));
    const taken = isLeft ? fromLeft : fromRight;
    if (taken === undefined) break;
    if (isLeft) [leftAt, nextLeft] = [taken.cursor, nextLeft + 1];
    else [rightAt, nextRight] = [taken.cursor, nextRight + 1];
    items.push({ item: taken.item, cursor: cursorOf(leftAt, rightAt) });
  }
  return {
    items,
    hasNextPage:
      nextLeft < lefts.items.length ||
      nextRight < rights.items.length ||
      lefts.hasNextPage ||
      rights.hasNextPage,
    totalCount: lefts.totalCount + rights.totalCount,
  };
}

function cursorOf(left: string | null, right: string | null): string {
  return `${left ?? ''}.${right ?? ''}`;
}

/** Cursors of either list are base64url, which has no point. */
function parseCursor(cursor: string | null): [string | null, string | null] {
  if (cursor === null) return [null, null];
  const [left, right, ...more] = cursor.split('.');
  if (left === undefined || right === undefined || more.length > 0)
    throw new BadInputError('after', 'is not a cursor of this list. Take one from `pageInfo.endCursor`.');
  return [left === '' ? null : left, right === '' ? null : right];
}
