import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseTerms, type TermsJson, termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { IdRange } from '../../../platform/kernel/id-range.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import { listIdsOf } from '../../../platform/mongo/id-range.ts';
import { defineCollection, type Keyed, readRaw, unlessDuplicate } from '../../../platform/mongo/model.ts';
import { readPage } from '../../../platform/mongo/page.ts';
import type { BillId, InvoiceId } from '../../domain/invoice.ts';
import type { PlacedBill, PlacedInvoice, PlacedLine } from '../../domain/placed-bill.ts';
import type { BillParty, BillStore } from '../../ports/bill-store.ts';

interface BillRecord extends Keyed<BillId>, Omit<PlacedBill, 'id' | 'invoices'> {
  readonly holders: readonly OrganizationId[];
  readonly communities: readonly OrganizationId[];
}

interface InvoiceRecord extends Keyed<InvoiceId>, Omit<PlacedInvoice, 'id' | 'lines'> {
  readonly lines: readonly (Omit<PlacedLine, 'terms'> & { readonly terms: TermsJson })[];
  /** Of the lines, for the indexes. */
  readonly communities: readonly OrganizationId[];
  readonly orderIds: readonly LicenseId[];
}

const NEWEST_FIRST = { fields: ['placedAt', '_id'], direction: -1 as const };

export class MongoBillStore implements BillStore {
  readonly #bills: Model<BillRecord>;
  readonly #invoices: Model<InvoiceRecord>;

  constructor(connection: Connection) {
    this.#bills = defineCollection(connection, {
      name: 'bills',
      fields: {
        _id: String,
        linesKey: String,
        licensee: String,
        placedAt: Date,
        title: String,
        isOrdered: Boolean,
        holders: [String],
        communities: [String],
      },
      indexes: [
        [{ linesKey: 1 }],
        [{ isOrdered: 1, placedAt: 1 }],
        [{ licensee: 1, placedAt: -1, _id: -1 }],
        [{ holders: 1, placedAt: -1, _id: -1 }],
        [{ communities: 1, placedAt: -1, _id: -1 }],
      ],
    });
    this.#invoices = defineCollection(connection, {
      name: 'bill_invoices',
      fields: {
        _id: String,
        bill: String,
        licensee: String,
        holder: String,
        token: String,
        placedAt: Date,
        lines: Schema.Types.Mixed,
        isOrdered: Boolean,
        endedAt: Date,
        communities: [String],
        orderIds: [String],
      },
      indexes: [
        [{ bill: 1 }],
        [{ orderIds: 1 }],
        [{ licensee: 1, placedAt: -1, _id: -1 }],
        [{ holder: 1, placedAt: -1, _id: -1 }],
        [{ communities: 1, placedAt: -1, _id: -1 }],
      ],
    });
  }

  /** Invoices first: a bill that is there is whole. */
  async place({ id, invoices, ...bill }: PlacedBill): Promise<void> {
    for (const invoice of invoices)
      await unlessDuplicate(this.#invoices.insertMany([invoiceRecordOf(invoice)]));
    const holders = [...new Set(invoices.map(({ holder }) => holder))];
    const communities = [...new Set(invoices.flatMap(communitiesOf))];
    await unlessDuplicate(this.#bills.insertMany([{ ...bill, _id: id, holders, communities }]));
  }

  async find(id: BillId): Promise<PlacedBill | null> {
    const [found = null] = await this.#whole(await readRaw(this.#bills, { _id: id }));
    return found;
  }

  async listByLines(linesKey: Hex): Promise<PlacedBill[]> {
    return this.#whole(await readRaw(this.#bills, { linesKey }, { sort: { placedAt: 1, _id: 1 } }));
  }

  async findInvoice(id: InvoiceId): Promise<PlacedInvoice | null> {
    const [found] = await readRaw(this.#invoices, { _id: id });
    return found === undefined ? null : toInvoice(found);
  }

  async listInvoicesWith(orderIds: readonly LicenseId[]): Promise<PlacedInvoice[]> {
    return (await readRaw(this.#invoices, { orderIds: { $in: [...orderIds] } })).map(toInvoice);
  }

  async list(party: BillParty, page: PageRequest): Promise<Page<PlacedBill>> {
    const filter =
      'licensee' in party
        ? { licensee: party.licensee }
        : {
            isOrdered: true,
            ...('holder' in party ? { holders: party.holder } : { communities: party.community }),
          };
    const read = await readPage(this.#bills, { filter, order: NEWEST_FIRST, page }, (record) => record);
    const bills = await this.#whole(read.items.map(({ item }) => item));
    return {
      ...read,
      items: read.items.flatMap(({ cursor }, at) => {
        const item = bills[at];
        return item === undefined ? [] : [{ item, cursor }];
      }),
    };
  }

  async listInvoices(party: BillParty, page: PageRequest): Promise<Page<PlacedInvoice>> {
    const filter =
      'licensee' in party
        ? { licensee: party.licensee }
        : {
            isOrdered: true,
            ...('holder' in party ? { holder: party.holder } : { communities: party.community }),
          };
    return readPage(this.#invoices, { filter, order: NEWEST_FIRST, page }, toInvoice);
  }

  async listIds(range: IdRange, most: number): Promise<BillId[]> {
    return listIdsOf(this.#bills, range, most);
  }

  async listInvoiceIds(range: IdRange, most: number): Promise<InvoiceId[]> {
    return listIdsOf(this.#invoices, range, most);
  }

  async noteOrdered(orderId: LicenseId): Promise<Hex | null> {
    const [newest] = await readRaw(
      this.#invoices,
      { orderIds: orderId, endedAt: null },
      { fields: ['bill'], sort: { placedAt: -1, _id: -1 }, limit: 1 },
    );
    if (newest === undefined) return null;
    const { _id, bill } = newest;
    await this.#invoices.updateOne({ _id }, { $set: { isOrdered: true } });
    const { matchedCount } = await this.#bills.updateOne({ _id: bill }, { $set: { isOrdered: true } });
    // A kill left the invoice without its bill: the order stands alone.
    return matchedCount === 0 ? null : bill;
  }

  async end(id: BillId, at: Date): Promise<void> {
    await this.#invoices.updateMany({ bill: id, endedAt: null }, { $set: { endedAt: at } });
  }

  async removeUnordered(placedBefore: Date): Promise<void> {
    const old = { isOrdered: false, placedAt: { $lt: placedBefore } };
    const bills = await readRaw(this.#bills, old, { fields: ['_id'] });
    const ids = bills.map(({ _id }) => _id);
    if (ids.length === 0) return;
    await this.#bills.deleteMany({ _id: { $in: ids }, isOrdered: false });
    // What the chain got meanwhile stays whole.
    const kept = new Set(
      (await readRaw(this.#bills, { _id: { $in: ids } }, { fields: ['_id'] })).map(({ _id }) => _id),
    );
    await this.#invoices.deleteMany({ bill: { $in: ids.filter((id) => !kept.has(id)) } });
  }

  /** In the order of the records. */
  async #whole(records: readonly BillRecord[]): Promise<PlacedBill[]> {
    if (records.length === 0) return [];
    const ids = records.map(({ _id }) => _id);
    const invoices = (await readRaw(this.#invoices, { bill: { $in: ids } })).map(toInvoice);
    return records.map(({ _id, holders: _, communities: __, ...bill }) => ({
      ...bill,
      id: _id,
      invoices: invoices
        .filter(({ bill: of }) => of === _id)
        .sort(({ lines: [left] }, { lines: [right] }) => (left?.at ?? 0) - (right?.at ?? 0)),
    }));
  }
}

function communitiesOf({ lines }: PlacedInvoice): OrganizationId[] {
  return [...new Set(lines.flatMap(({ community }) => community ?? []))];
}

function invoiceRecordOf(invoice: PlacedInvoice): InvoiceRecord {
  const { id, lines, ...rest } = invoice;
  return {
    ...rest,
    _id: id,
    lines: lines.map((line) => ({ ...line, terms: termsToJson(line.terms) })),
    communities: communitiesOf(invoice),
    orderIds: lines.map(({ orderId }) => orderId),
  };
}

function toInvoice({ _id, communities: _, orderIds: __, lines, ...rest }: InvoiceRecord): PlacedInvoice {
  return { ...rest, id: _id, lines: lines.map((line) => ({ ...line, terms: parseTerms(line.terms) })) };
}
