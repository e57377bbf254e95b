import type { InboxItem, InboxRecipient, NewInboxItem } from '@lanran/api/desk/domain/inbox-item';
import type { InboxReadStore } from '@lanran/api/desk/ports/inbox-read-store';
import type { InboxFilter, InboxStore } from '@lanran/api/desk/ports/inbox-store';
import type { PageRequest } from '@lanran/api/platform/kernel/page';
import type { Hex } from '@lanran/protocol/kernel/bytes';

export class InMemoryInbox implements InboxStore, InboxReadStore {
  readonly items: InboxItem[] = [];
  readonly #reads = new Map<Hex, number>();

  async add(items: readonly NewInboxItem[]) {
    const before = this.items.length;
    for (const item of items)
      if (!this.items.some(({ id }) => id === item.id))
        this.items.push({ ...item, sequence: this.items.length + 1 });
    return this.items.length - before;
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
  async find(id: string) {
    return this.items.find((item) => item.id === id) ?? null;
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
  async readUpTo(account: Hex) {
    return this.#reads.get(account) ?? 0;
  }
  async markRead(account: Hex, upTo: number) {
    this.#reads.set(account, Math.max(upTo, await this.readUpTo(account)));
  }

  #find(recipients: readonly InboxRecipient[], { kinds, after = 0 }: InboxFilter): InboxItem[] {
    return this.items.filter(
      ({ recipient, kind, sequence }) =>
        recipients.includes(recipient) && sequence > after && (kinds?.includes(kind) ?? true),
    );
  }
}
