import type { Connection } from 'mongoose';
import { openConnection } from './connection.ts';

/** Documents that one change looks at. */
const BATCH_DOCUMENTS = 1_000;

type Values = Readonly<Record<string, unknown>>;
type HearsOf = (done: number, all: number) => void;
interface Stored {
  readonly _id: string;
}

/** Documents as an earlier version may have written them: what an upgrade changes without a schema. Every change may be repeated. */
export class StoredDocuments {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws the driver's error when the server does not answer in time */
  static async open(uri: string, answerWithinMs: number): Promise<StoredDocuments> {
    return new StoredDocuments(await openConnection({ uri, answerWithinMs }).asPromise());
  }

  /** Drops those of the named indexes that are there. */
  async dropIndexes(collection: string, names: readonly string[]): Promise<void> {
    if (!(await this.#isThere(collection))) return;
    const there = await this.#collection(collection).indexInformation();
    for (const name of names) if (name in there) await this.#collection(collection).dropIndex(name);
  }

  async removeFields(collection: string, fields: readonly string[], onProgress: HearsOf): Promise<void> {
    const removed = Object.fromEntries(fields.map((field) => [field, 1 as const]));
    const hasOne = { $or: fields.map((field) => ({ [field]: { $exists: true } })) };
    await this.#inBatches(collection, onProgress, async (batch) => {
      await this.#collection(collection).updateMany({ ...batch, ...hasOne }, { $unset: removed });
    });
  }

  /** Gives each document the values that it lacks. */
  async addFields(collection: string, values: Values, onProgress: HearsOf): Promise<void> {
    await this.#inBatches(collection, onProgress, async (batch) => {
      for (const [field, value] of Object.entries(values))
        await this.#collection(collection).updateMany(
          { ...batch, [field]: { $exists: false } },
          { $set: { [field]: value } },
        );
    });
  }

  async find(collection: string, _id: string): Promise<Values | null> {
    return this.#collection(collection).findOne({ _id });
  }

  async put(collection: string, document: Values & Stored): Promise<void> {
    await this.#collection(collection).replaceOne({ _id: document._id }, document, { upsert: true });
  }

  async remove(collection: string, ids: readonly string[]): Promise<void> {
    await this.#collection(collection).deleteMany({ _id: { $in: [...ids] } });
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #inBatches(
    collection: string,
    onProgress: HearsOf,
    change: (batch: { readonly _id: object }) => Promise<void>,
  ): Promise<void> {
    const documents = this.#collection(collection);
    const all = await documents.countDocuments();
    for (let done = 0, after: object = {}; ;) {
      const options = { projection: { _id: 1 }, sort: { _id: 1 }, limit: BATCH_DOCUMENTS } as const;
      const found = await documents.find(after, options).toArray();
      const [first, last] = [found[0], found.at(-1)];
      if (first === undefined || last === undefined) return;
      await change({ _id: { $gte: first._id, $lte: last._id } });
      after = { _id: { $gt: last._id } };
      done += found.length;
      onProgress(done, Math.max(done, all));
    }
  }

  async #isThere(collection: string): Promise<boolean> {
    return (
      (await this.#database.listCollections({ name: collection }, { nameOnly: true }).toArray()).length > 0
    );
  }

  #collection(name: string) {
    return this.#database.collection<Stored>(name);
  }

  get #database() {
    const { db } = this.#connection;
    if (db === undefined) throw new Error('The connection is not open.');
    return db;
  }
}
