import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { ReadMarks } from '../domain/read-marks.ts';

/** What each account has read. */
export interface InboxReadStore {
  marksOf(account: Hex): Promise<ReadMarks>;
  /** Everything up to an item, also what was marked as unread. The place only grows. */
  markRead(account: Hex, upTo: number): Promise<void>;
  /** The account belongs to it from here on; the first time stays, as a change of role is a joining too. */
  markJoined(account: Hex, organization: OrganizationId, upTo: number): Promise<void>;
  /** One item. Past MAX_SINGLE_MARKS the marks of the oldest items are given up: these are read. */
  markItem(account: Hex, sequence: number, mark: 'read' | 'unread'): Promise<void>;
}
