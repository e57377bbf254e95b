import type { Connection, Model } from 'mongoose';
import { defineCollection, type Keyed, readRaw, unlessDuplicate } from '../../../platform/mongo/model.ts';
import type { InvoiceId } from '../../domain/invoice.ts';
import type { Reminder, ReminderStore } from '../../ports/reminder-store.ts';

interface ReminderRecord extends Keyed<string>, Reminder {}

export class MongoReminderStore implements ReminderStore {
  readonly #reminders: Model<ReminderRecord>;

  constructor(connection: Connection) {
    this.#reminders = defineCollection(connection, {
      name: 'invoice_reminders',
      fields: { _id: String, invoice: String, at: Date },
      indexes: [[{ invoice: 1, at: 1 }], [{ at: 1, _id: 1 }]],
    });
  }

  async add({ invoice, at }: Reminder): Promise<boolean> {
    const _id = `${invoice}/${at.toISOString().slice(0, 10)}`;
    return unlessDuplicate(this.#reminders.insertMany([{ _id, invoice, at }]));
  }

  async listOf(invoiceIds: readonly InvoiceId[]): Promise<Reminder[]> {
    const found = await readRaw(
      this.#reminders,
      { invoice: { $in: [...invoiceIds] } },
      { sort: { invoice: 1, at: 1 } },
    );
    return found.map(toReminder);
  }

  async listSince(since: Date, most: number): Promise<Reminder[]> {
    const found = await readRaw(
      this.#reminders,
      { at: { $gte: since } },
      { sort: { at: 1, _id: 1 }, limit: most },
    );
    return found.map(toReminder);
  }
}

function toReminder({ invoice, at }: ReminderRecord): Reminder {
  return { invoice, at };
}
