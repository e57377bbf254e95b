import type { Connection, Model } from 'mongoose';
import { defineCollection, type Keyed, readByKeys, unlessDuplicate } from '../../../platform/mongo/model.ts';
import type { InvoiceId } from '../../domain/invoice.ts';
import { type InvoiceDetails, noDetails } from '../../domain/invoice-details.ts';
import type { InvoiceDetailsStore } from '../../ports/invoice-details-store.ts';

/** Integers above 2^53 are decimal text in the database; what was never stated is absent. */
type InvoiceDetailsRecord = Keyed<InvoiceId> &
  Partial<Omit<InvoiceDetails, 'invoiceId' | 'taxAmount'>> & { readonly taxAmount?: string | null };

export class MongoInvoiceDetailsStore implements InvoiceDetailsStore {
  readonly #details: Model<InvoiceDetailsRecord>;

  constructor(connection: Connection) {
    this.#details = defineCollection(connection, {
      name: 'invoice_details',
      fields: {
        _id: String,
        purchaseOrder: String,
        billTo: String,
        taxRateBps: Number,
        taxAmount: String,
        dueOn: Number,
        taxInvoiceNumber: String,
      },
    });
  }

  async findMany(invoiceIds: readonly InvoiceId[]): Promise<InvoiceDetails[]> {
    return (await readByKeys(this.#details, invoiceIds)).map(toDetails);
  }

  async put(details: InvoiceDetails, fields: readonly (keyof InvoiceDetails)[]): Promise<void> {
    const stated = fields.map((field) => {
      const value = details[field];
      return [field, typeof value === 'bigint' ? value.toString() : value] as const;
    });
    const change = { $set: Object.fromEntries(stated) };
    const update = async () =>
      (await this.#details.updateOne({ _id: details.invoiceId }, change)).matchedCount;
    if ((await update()) > 0) return;
    const record = { _id: details.invoiceId, ...Object.fromEntries(stated) };
    // Where the other party was first, its fields stay.
    if (!(await unlessDuplicate(this.#details.create(record)))) await update();
  }
}

function toDetails({ _id, taxAmount, ...stated }: InvoiceDetailsRecord): InvoiceDetails {
  return { ...noDetails(_id), ...stated, taxAmount: taxAmount == null ? null : BigInt(taxAmount) };
}
