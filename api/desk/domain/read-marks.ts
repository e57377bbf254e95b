import type { InboxItem } from './inbox-item.ts';

/** What one account has read: up to a place, but for items that it marked one by one. */
export interface ReadMarks {
  /** A sequence number; 0 for who read nothing. */
  readonly upTo: number;
  /** Sequence numbers of items that were read alone. */
  readonly read: readonly number[];
  /** Those that were marked as unread again; they win over the others. */
  readonly unread: readonly number[];
  /** Where an organization’s inbox ended when the account joined it, by organization: what is before counts as read. */
  readonly joined: Readonly<Record<string, number>>;
}

/** So many items are kept as marked one by one, of each of both lists. */
export const MAX_SINGLE_MARKS = 500;

export const NO_MARKS: ReadMarks = { upTo: 0, read: [], unread: [], joined: {} };

/** The last item of this recipient’s inbox that counts as read, apart from items that were marked one by one. */
export function readUpTo({ upTo, joined }: Pick<ReadMarks, 'upTo' | 'joined'>, recipient: string): number {
  return Math.max(upTo, joined[recipient] ?? 0);
}

export function isUnread(
  marks: ReadMarks,
  { sequence, recipient }: Pick<InboxItem, 'sequence' | 'recipient'>,
): boolean {
  const { read, unread } = marks;
  return unread.includes(sequence) || (sequence > readUpTo(marks, recipient) && !read.includes(sequence));
}
