import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LookedSearch, SavedSearch } from '../../domain/saved-search.ts';
import type { SavedSearchStore } from '../../ports/saved-search-store.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface SavedSearchRecord extends Keyed<string>, Omit<SavedSearch, 'id' | 'owner'> {
  readonly owner: string;
  readonly lookedTo?: number | null;
  readonly toldOn?: number | null;
}

export class MongoSavedSearchStore implements SavedSearchStore {
  readonly #searches: Model<SavedSearchRecord>;

  constructor(connection: Connection) {
    this.#searches = defineCollection(connection, {
      name: 'savedsearches',
      fields: {
        _id: String,
        owner: String,
        name: String,
        filter: Schema.Types.Mixed,
        savedAt: Date,
        lookedTo: Number,
        toldOn: Number,
      },
      indexes: [[{ owner: 1, name: 1 }, { unique: true }]],
    });
  }

  async insert({ id, ...search }: SavedSearch): Promise<boolean> {
    return unlessDuplicate(this.#searches.insertMany([{ ...search, _id: id }]));
  }

  async listOf(owner: Hex): Promise<SavedSearch[]> {
    const records = await this.#searches.find({ owner }).sort({ name: 1 }).lean<SavedSearchRecord[]>();
    return records.map(toSearch);
  }

  async listAfter(id: string, most: number): Promise<LookedSearch[]> {
    const records = await this.#searches
      .find({ _id: { $gt: id } })
      .sort({ _id: 1 })
      .limit(most)
      .lean<SavedSearchRecord[]>();
    return records.map((record) => ({
      ...toSearch(record),
      lookedTo: record.lookedTo ?? null,
      toldOn: record.toldOn ?? null,
    }));
  }

  async noteLook(id: string, look: Pick<LookedSearch, 'lookedTo' | 'toldOn'>): Promise<void> {
    await this.#searches.updateOne({ _id: id }, { $set: look });
  }

  async find(owner: Hex, id: string): Promise<SavedSearch | null> {
    const record = await this.#searches.findOne({ _id: id, owner }).lean<SavedSearchRecord>();
    return record === null ? null : toSearch(record);
  }

  async rename(owner: Hex, id: string, name: string): Promise<boolean> {
    return unlessDuplicate(this.#searches.updateOne({ _id: id, owner }, { $set: { name } }));
  }

  async remove(owner: Hex, id: string): Promise<void> {
    await this.#searches.deleteOne({ _id: id, owner });
  }
}

function toSearch({
  _id,
  owner,
  lookedTo: _lookedTo,
  toldOn: _toldOn,
  ...search
}: SavedSearchRecord): SavedSearch {
  return { ...search, id: _id, owner: hexOf(owner) };
}
