import { type Connection, type Model, mongo } from 'mongoose';
import type { LockStore, NamedLock, StoredLock } from '../peers/lock-store.ts';
import { defineCollection, type Keyed, readRaw } from './model.ts';

interface LockRecord extends Keyed<string>, StoredLock {
  readonly isWanted?: boolean;
}

const DUPLICATE_KEY = 11_000;

export class MongoLockStore implements LockStore {
  readonly #locks: Model<LockRecord>;

  constructor(connection: Connection) {
    this.#locks = defineCollection(connection, {
      name: 'locks',
      fields: { _id: String, holder: String, token: String, isWanted: Boolean },
    });
  }

  async insert(names: readonly string[], { holder, token }: StoredLock): Promise<number> {
    const records = names.map((_id) => ({ _id, holder, ...(token !== undefined && { token }) }));
    try {
      // mongoose types keys of the driver as ObjectIds, which ours never are.
      await this.#locks.collection.insertMany(records as never, { ordered: true });
      return names.length;
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const [failure] = [error.writeErrors].flat();
      if (failure?.code !== DUPLICATE_KEY) throw error;
      return failure.index;
    }
  }

  async find(name: string): Promise<StoredLock | null> {
    const [found = null] = await readRaw(this.#locks, { _id: name });
    return found;
  }

  async remove(names: readonly string[], { holder, token }: StoredLock): Promise<void> {
    const own = token === undefined ? { $exists: false } : token;
    await this.#locks.deleteMany({ _id: { $in: [...names] }, holder, token: own });
  }

  async list(): Promise<NamedLock[]> {
    return (await readRaw(this.#locks, {})).map(({ _id: name, holder, token }) => {
      return { name, holder, ...(token !== undefined && { token }) };
    });
  }

  async want(name: string): Promise<void> {
    await this.#locks.updateOne({ _id: name }, { $set: { isWanted: true } });
  }

  async listWanted(holder: string): Promise<string[]> {
    return (await readRaw(this.#locks, { holder, isWanted: true })).map(({ _id }) => _id);
  }
}
