import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { InboxItem, InboxKind, InboxRecipient, NewInboxItem } from '../domain/inbox-item.ts';
import type { ReadMarks } from '../domain/read-marks.ts';

/** Conditions that all must hold. */
export interface InboxFilter {
  readonly kinds?: readonly InboxKind[];
  /** Whose items that are for some accounts alone are among them; left out: everybody’s. */
  readonly reader?: Hex;
  /** Not read by whom these marks are of. */
  readonly unreadBy?: ReadMarks;
}

/** What organizations and people are told. Can be made again from log, threads and days, but for what was read. */
export interface InboxStore {
  /** Those that are not there yet, in their order. Resolves to how many these were. */
  add(items: readonly NewInboxItem[]): Promise<number>;
  find(id: string): Promise<InboxItem | null>;
  /** Of any of these recipients, the newest first; counted to 100 at most. */
  list(
    recipients: readonly InboxRecipient[],
    page: PageRequest,
    filter?: InboxFilter,
  ): Promise<Page<InboxItem>>;
  /** How many there are, at most `most`. */
  count(recipients: readonly InboxRecipient[], filter: InboxFilter, most: number): Promise<number>;
  /** After a sequence number, in ascending order, for e-mail and webhooks. */
  listAfter(sequence: number, most: number): Promise<InboxItem[]>;
  /** 0 before the first. */
  lastSequence(): Promise<number>;
}
