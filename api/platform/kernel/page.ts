import { BadInputError } from './errors.ts';

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;
/** Where a count is only to be looked at, and looked at often, it ends here: it then stands for this many or more. */
export const COUNTED_AT_MOST = 1_000;

/** A page to read forward: at most `first` items after the cursor. */
export interface PageRequest {
  readonly first: number;
  /** Opaque; as an earlier page gave it. */
  readonly after: string | null;
}

export type TimeOrder = 'OLDEST_FIRST' | 'NEWEST_FIRST';

/** Items with a cursor each, Relay's way. */
export interface Page<T> {
  readonly items: readonly { readonly item: T; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

/** @throws BadInputError */
export function parsePageRequest(
  first: number | null | undefined,
  after: string | null | undefined,
): PageRequest {
  const count = first ?? DEFAULT_PAGE;
  if (!Number.isInteger(count) || count < 1 || count > MAX_PAGE) {
    throw new BadInputError('first', `must be 1 to ${MAX_PAGE}; read further pages with \`after\`.`);
  }
  return { first: count, after: after ?? null };
}
