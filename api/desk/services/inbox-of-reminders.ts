import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { aloneInvoice, type PlacedInvoice } from '../../billing/domain/placed-bill.ts';
import type { BillStore } from '../../billing/ports/bill-store.ts';
import type { Reminder, ReminderStore } from '../../billing/ports/reminder-store.ts';
import type { OrderStore } from '../../licensing/ports/order-store.ts';
import { itemsFor, type NewInboxItem } from '../domain/inbox-item.ts';

const READ_AT_ONCE = 200;

export interface InboxOfRemindersOptions {
  readonly reminders: Pick<ReminderStore, 'listSince'>;
  readonly bills: Pick<BillStore, 'findInvoice'>;
  readonly orders: Pick<OrderStore, 'find'>;
}

/** What tells a licensee that a holder asks for the payment of an invoice again. */
export class InboxOfReminders {
  readonly #options: InboxOfRemindersOptions;

  constructor(options: InboxOfRemindersOptions) {
    this.#options = options;
  }

  /** Of what was asked at this time or later. */
  async askedSince(since: Date): Promise<NewInboxItem[]> {
    const items: NewInboxItem[] = [];
    for (let from: Date | null = since; from !== null;) {
      const asked: Reminder[] = await this.#options.reminders.listSince(from, READ_AT_ONCE);
      for (const reminder of asked) items.push(...(await this.#itemsOf(reminder)));
      const last = asked.length < READ_AT_ONCE ? undefined : asked.at(-1)?.at;
      from = last === undefined ? null : last > from ? last : new Date(from.getTime() + 1);
    }
    return items;
  }

  async #itemsOf({ invoice: id, at }: Reminder): Promise<NewInboxItem[]> {
    const invoice = await this.#find(id);
    const [line, ...others] = invoice?.lines ?? [];
    if (invoice === null || line === undefined) return [];
    return itemsFor([invoice.licensee], {
      kind: 'PAYMENT_ASKED',
      cause: `reminder/${id}/${at.toISOString().slice(0, 10)}`,
      by: invoice.holder,
      at,
      // The page of any line leads to the whole.
      subject: { licenseId: line.orderId, assetId: others.length === 0 ? line.terms.assetId : null },
    });
  }

  async #find(id: Reminder['invoice']): Promise<PlacedInvoice | null> {
    const found = await this.#options.bills.findInvoice(id);
    if (found !== null) return found;
    // That of a license which was ordered alone has the id of its order.
    const order = await this.#options.orders.find(id as string as LicenseId);
    return order === null ? null : aloneInvoice(order);
  }
}
