import { type Connection, type Model, Schema } from 'mongoose';
import type { StatementHash } from '@lanran/protocol/kernel/ids';
import { defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';
import type { CouncilState, SaleState, SaleStateStore } from '../../ports/sale-state-store.ts';

interface StateRecord extends Keyed<string> {
  readonly sale: SaleState | null;
  readonly council: CouncilState | null;
}

export class MongoSaleStateStore implements SaleStateStore {
  readonly #states: Model<StateRecord>;

  constructor(connection: Connection) {
    this.#states = defineCollection(connection, {
      name: 'sale_states',
      fields: { _id: String, sale: Schema.Types.Mixed, council: Schema.Types.Mixed },
    });
  }

  async findSale(sold: StatementHash): Promise<SaleState | null> {
    return (await this.#states.findById(sold).lean<StateRecord>())?.sale ?? null;
  }

  async findCouncil(given: StatementHash): Promise<CouncilState | null> {
    return (await this.#states.findById(given).lean<StateRecord>())?.council ?? null;
  }

  async putSale(sold: StatementHash, sale: SaleState): Promise<void> {
    await unlessDuplicate(this.#states.insertMany([{ _id: sold, sale, council: null }]));
  }

  async putCouncil(given: StatementHash, council: CouncilState): Promise<void> {
    await unlessDuplicate(this.#states.insertMany([{ _id: given, sale: null, council }]));
  }
}
