import { type Connection, type Model, Schema } from 'mongoose';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseTerms, type TermsJson, termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { Order, OrderFilter } from '../../domain/order.ts';
import type { IdRange } from '../../../platform/kernel/id-range.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import type { OrderStore } from '../../ports/order-store.ts';
import { listIdsOf } from '../../../platform/mongo/id-range.ts';
import { defineCollection, type Keyed, projectOnto } from '../../../platform/mongo/model.ts';
import { readPage } from '../../../platform/mongo/page.ts';

interface OrderRecord extends Keyed<LicenseId>, Omit<Order, 'id' | 'terms'> {
  /** Of the terms, for the index. */
  readonly licensee: OrganizationId;
  readonly terms: TermsJson;
}

export class MongoOrderStore implements OrderStore {
  readonly #orders: Model<OrderRecord>;

  constructor(connection: Connection) {
    this.#orders = defineCollection(connection, {
      name: 'orders',
      fields: {
        _id: String,
        terms: Schema.Types.Mixed,
        licensee: String,
        holder: String,
        community: String,
        isPaid: Boolean,
        isShared: Boolean,
        paidAt: Date,
        sharedAt: Date,
        state: String,
        canceledAt: Date,
        bill: String,
        orderedAt: Date,
        orderedIndex: Number,
        projectedIndex: Number,
      },
      indexes: [
        [{ licensee: 1, orderedIndex: -1, _id: -1 }],
        [{ holder: 1, orderedIndex: -1, _id: -1 }],
        [{ community: 1, orderedIndex: -1, _id: -1 }],
      ],
    });
  }

  async find(id: LicenseId): Promise<Order | null> {
    const record = await this.#orders.findById(id).lean<OrderRecord>();
    return record === null ? null : toOrder(record);
  }

  async findMany(ids: readonly LicenseId[]): Promise<Order[]> {
    const records = await this.#orders.find({ _id: { $in: [...ids] } }).lean<OrderRecord[]>();
    return records.map(toOrder);
  }

  async listIds(range: IdRange, most: number): Promise<LicenseId[]> {
    return listIdsOf(this.#orders, range, most);
  }

  async list({ isAlone, ...parties }: OrderFilter, page: PageRequest): Promise<Page<Order>> {
    const order = { fields: ['orderedIndex', '_id'], direction: -1 as const };
    // Orders of earlier releases name no bill, which is the same as none.
    const filter = { ...parties, ...(isAlone && { bill: null }) };
    return readPage(this.#orders, { filter, order, page }, toOrder);
  }

  async project({ id, terms, ...order }: Order): Promise<void> {
    const { licensee } = terms;
    await projectOnto(this.#orders, id, { state: { ...order, licensee, terms: termsToJson(terms) } });
  }
}

function toOrder({ _id, licensee, terms, ...record }: OrderRecord): Order {
  const { canceledAt = null, paidAt = null, sharedAt = null, bill = null } = record as Partial<OrderRecord>;
  return { ...record, canceledAt, paidAt, sharedAt, bill, id: _id, terms: parseTerms(terms) };
}
