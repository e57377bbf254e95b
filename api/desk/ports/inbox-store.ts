import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { InboxItem } from '../domain/inbox-item.ts';

/** What organizations and people are told. Can be made again from log, threads and days, but for what was read. */
export interface InboxStore {
  /** Those that are not there yet. */
  add(items: readonly Omit<InboxItem, 'sequence'>[]): Promise<void>;
  /** Of any of these recipients, the newest first. */
  list(recipients: readonly (OrganizationId | Hex)[], page: PageRequest): Promise<Page<InboxItem>>;
  /** After a sequence number, in ascending order, for e-mail and webhooks. */
  listAfter(sequence: number, most: number): Promise<InboxItem[]>;
}
