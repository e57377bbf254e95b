import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { ForwardRequest } from '../../../chain/ports/ledger.ts';
import type { RelayedRequest, RelayedRequestStore } from '../../ports/relayed-request-store.ts';
import { defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface RequestRecord extends Keyed<string> {
  readonly from: string;
  /** Its big integers as decimal text. */
  readonly request: Omit<ForwardRequest, 'value' | 'gas' | 'nonce'> &
    Record<'value' | 'gas' | 'nonce', string>;
  readonly transaction: Hex | null;
  readonly receivedAt: Date;
}

export class MongoRelayedRequestStore implements RelayedRequestStore {
  readonly #requests: Model<RequestRecord>;

  constructor(connection: Connection) {
    this.#requests = defineCollection(connection, {
      name: 'relayed_requests',
      fields: {
        _id: String,
        from: String,
        request: Schema.Types.Mixed,
        transaction: String,
        receivedAt: Date,
      },
      indexes: [[{ from: 1, receivedAt: 1 }]],
    });
  }

  async find(key: Hex): Promise<RelayedRequest | null> {
    const record = await this.#requests.findById(key).lean<RequestRecord>();
    if (record === null) return null;
    const { request, transaction, receivedAt } = record;
    const { value, gas, nonce } = request;
    return {
      key,
      request: { ...request, value: BigInt(value), gas: BigInt(gas), nonce: BigInt(nonce) },
      transaction,
      receivedAt,
    };
  }

  async record({ key, request, receivedAt }: Omit<RelayedRequest, 'transaction'>): Promise<void> {
    const { value, gas, nonce } = request;
    const stored = { ...request, value: value.toString(), gas: gas.toString(), nonce: nonce.toString() };
    const record = {
      _id: key,
      from: request.from.toLowerCase(),
      request: stored,
      transaction: null,
      receivedAt,
    };
    await unlessDuplicate(this.#requests.insertMany([record]));
  }

  async markSigned(key: Hex, transaction: Hex): Promise<void> {
    await this.#requests.updateOne({ _id: key }, { $set: { transaction } });
  }

  async countSince(from: Hex, since: Date): Promise<number> {
    return this.#requests.countDocuments({ from: from.toLowerCase(), receivedAt: { $gte: since } });
  }
}
