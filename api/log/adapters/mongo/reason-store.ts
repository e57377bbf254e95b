import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { StatedReason } from '../../domain/stated-reason.ts';
import type { ReasonStore } from '../../ports/reason-store.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface ReasonRecord extends Keyed<string>, Omit<StatedReason, 'hash'> {}

export class MongoReasonStore implements ReasonStore {
  readonly #reasons: Model<ReasonRecord>;

  constructor(connection: Connection) {
    this.#reasons = defineCollection(connection, {
      name: 'reasons',
      fields: { _id: String, text: String, statedBy: String, statedAt: Date },
      indexes: [[{ statedBy: 1, statedAt: 1 }]],
    });
  }

  async findMany(hashes: readonly Hex[]): Promise<StatedReason[]> {
    const records = await this.#reasons.find({ _id: { $in: [...hashes] } }).lean<ReasonRecord[]>();
    return records.map(({ _id, ...reason }) => ({ ...reason, hash: hexOf(_id) }));
  }

  async keep({ hash, ...reason }: StatedReason): Promise<void> {
    await unlessDuplicate(this.#reasons.insertMany([{ ...reason, _id: hash }]));
  }

  async countSince(statedBy: Hex, since: Date): Promise<number> {
    return this.#reasons.countDocuments({ statedBy, statedAt: { $gte: since } });
  }
}
