import {
  type InboxItem,
  type InboxRecipient,
  isToldTo,
  type NewInboxItem,
} from '@lanran/api/desk/domain/inbox-item';
import { isUnread, NO_MARKS, type ReadMarks } from '@lanran/api/desk/domain/read-marks';
import type { InboxReadStore } from '@lanran/api/desk/ports/inbox-read-store';
import type { InboxFilter, InboxStore } from '@lanran/api/desk/ports/inbox-store';
import type { PageRequest } from '@lanran/api/platform/kernel/page';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Hex } from '@lanran/protocol/kernel/bytes';

export class InMemoryInbox implements InboxStore, InboxReadStore {
  readonly items: InboxItem[] = [];
  readonly #marks = new Map<Hex, ReadMarks>();

  async add(items: readonly NewInboxItem[]) {
    const before = this.items.length;
    for (const item of items)
      if (!this.items.some(({ id }) => id === item.id))
        this.items.push({ ...item, sequence: this.items.length + 1 });
    return this.items.length - before;
  }
  async find(id: string) {
    return this.items.find((item) => item.id === id) ?? null;
  }
  async list(recipients: readonly InboxRecipient[], { first, after }: PageRequest, filter: InboxFilter = {}) {
    const found = this.#find(recipients, filter).toReversed();
    const rest = found.filter(({ sequence }) => after === null || sequence < Number(after));
    return {
      items: rest.slice(0, first).map((item) => ({ item, cursor: String(item.sequence) })),
      hasNextPage: rest.length > first,
      totalCount: Math.min(found.length, 100),
    };
  }
  async count(recipients: readonly InboxRecipient[], filter: InboxFilter, most: number) {
    return Math.min(this.#find(recipients, filter).length, most);
  }
  async listAfter(sequence: number, most: number) {
    return this.items.filter((item) => item.sequence > sequence).slice(0, most);
  }
  async lastSequence() {
    return this.items.length;
  }
  async marksOf(account: Hex) {
    return this.#marks.get(account) ?? NO_MARKS;
  }
  async markRead(account: Hex, upTo: number) {
    const marks = await this.marksOf(account);
    const isLater = (sequence: number) => sequence > upTo;
    this.#marks.set(account, {
      ...marks,
      upTo: Math.max(upTo, marks.upTo),
      read: marks.read.filter(isLater),
      unread: marks.unread.filter(isLater),
    });
  }
  async markJoined(account: Hex, organization: OrganizationId, upTo: number) {
    const marks = await this.marksOf(account);
    this.#marks.set(account, { ...marks, joined: { [organization]: upTo, ...marks.joined } });
  }
  async markItem(account: Hex, sequence: number, mark: 'read' | 'unread') {
    const { read, unread, ...marks } = await this.marksOf(account);
    const isOther = (other: number) => other !== sequence;
    this.#marks.set(account, {
      ...marks,
      read: [...read.filter(isOther), ...(mark === 'read' ? [sequence] : [])],
      unread: [...unread.filter(isOther), ...(mark === 'unread' ? [sequence] : [])],
    });
  }

  #find(recipients: readonly InboxRecipient[], { kinds, unreadBy, reader }: InboxFilter): InboxItem[] {
    return this.items.filter(
      (item) =>
        recipients.includes(item.recipient) &&
        (reader === undefined || isToldTo(item, reader)) &&
        (unreadBy === undefined || isUnread(unreadBy, item)) &&
        (kinds?.includes(item.kind) ?? true),
    );
  }
}
