import type { InvoiceId } from '../domain/invoice.ts';

/** A holder asked for the payment of an invoice again. */
export interface Reminder {
  readonly invoice: InvoiceId;
  readonly at: Date;
}

export interface ReminderStore {
  /** False: there is one of that day (UTC). */
  add(reminder: Reminder): Promise<boolean>;
  /** Oldest first. */
  listOf(invoiceIds: readonly InvoiceId[]): Promise<Reminder[]>;
  /** Of that time or later, oldest first. */
  listSince(since: Date, most: number): Promise<Reminder[]>;
}
