import { type Connection, type Model, Schema } from 'mongoose';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { TakeDownScope } from '@lanran/protocol/assets/take-down';
import type { TakeDown } from '../../domain/take-down.ts';
import type { TakeDownKey, TakeDownStore } from '../../ports/take-down-store.ts';
import { defineCollection, type Keyed, readRaw, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface TakeDownRecord extends Keyed<string>, Omit<TakeDown, 'lastVersion'> {
  /** Absent from records of older installations, where a scope was of later versions too. */
  readonly lastVersion?: number;
}

export class MongoTakeDownStore implements TakeDownStore {
  readonly #takeDowns: Model<TakeDownRecord>;

  constructor(connection: Connection) {
    this.#takeDowns = defineCollection(connection, {
      name: 'takeDowns',
      fields: {
        _id: String,
        assetId: String,
        organizationId: String,
        scopeHash: String,
        scope: Schema.Types.Mixed,
        reasonHash: String,
        takenDownAt: Date,
        leafIndex: Number,
        lastVersion: Number,
        state: String,
        erasedAt: Date,
        leftovers: [String],
      },
      indexes: [[{ assetId: 1, leafIndex: 1 }], [{ state: 1, leafIndex: 1 }]],
    });
  }

  async listByAssets(assetIds: readonly AssetId[]): Promise<TakeDown[]> {
    const found = { assetId: { $in: [...assetIds] } };
    return (await readRaw(this.#takeDowns, found, { sort: { leafIndex: 1 } })).map(toTakeDown);
  }

  async listPending(after: number, most: number): Promise<TakeDown[]> {
    const query = this.#takeDowns.find({ state: 'PENDING', leafIndex: { $gt: after } });
    const records = await query.sort({ state: 1, leafIndex: 1 }).limit(most).lean<TakeDownRecord[]>();
    return records.map(toTakeDown);
  }

  async countPending(): Promise<number> {
    return this.#takeDowns.countDocuments({ state: 'PENDING' });
  }

  async insert(takeDown: TakeDown): Promise<void> {
    await unlessDuplicate(this.#takeDowns.insertMany([{ ...takeDown, _id: idOf(takeDown) }]));
  }

  async resolve(key: TakeDownKey, scope: TakeDownScope): Promise<void> {
    await this.#takeDowns.updateOne({ _id: idOf(key) }, { $set: { scope } });
  }

  async addLeftover(key: TakeDownKey, sha256: string): Promise<void> {
    await this.#takeDowns.updateOne({ _id: idOf(key) }, { $addToSet: { leftovers: sha256 } });
  }

  async listErasedSince(at: Date): Promise<TakeDown[]> {
    return (await readRaw(this.#takeDowns, { state: 'ERASED', erasedAt: { $gte: at } })).map(toTakeDown);
  }

  async markErased(key: TakeDownKey, at: Date): Promise<void> {
    await this.#takeDowns.updateOne(
      { _id: idOf(key), state: 'PENDING' },
      { $set: { state: 'ERASED', erasedAt: at, leftovers: [] } },
    );
  }
}

function idOf({ assetId, scopeHash }: TakeDownKey): string {
  return `${assetId}/${scopeHash}`;
}

function toTakeDown({ _id, lastVersion = Number.MAX_SAFE_INTEGER, ...takeDown }: TakeDownRecord): TakeDown {
  return { ...takeDown, lastVersion };
}
