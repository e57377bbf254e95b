/** What one account has read: up to a place, but for items that it marked one by one. */
export interface ReadMarks {
  /** A sequence number; 0 for who read nothing. */
  readonly upTo: number;
  /** Sequence numbers of items that were read alone. */
  readonly read: readonly number[];
  /** Those that were marked as unread again; they win over the others. */
  readonly unread: readonly number[];
}

/** So many items are kept as marked one by one, of each of both lists. */
export const MAX_SINGLE_MARKS = 500;

export function isUnread({ upTo, read, unread }: ReadMarks, sequence: number): boolean {
  return unread.includes(sequence) || (sequence > upTo && !read.includes(sequence));
}
