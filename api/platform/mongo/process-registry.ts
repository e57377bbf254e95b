import { type Connection, type Model, Schema } from 'mongoose';
import type { ProcessRecord, ProcessRegistry, SignOfLife } from '../peers/process-registry.ts';
import { defineCollection, type Keyed, readRaw } from './model.ts';

interface StoredProcess extends Keyed<string>, Omit<ProcessRecord, 'id'> {}

export class MongoProcessRegistry implements ProcessRegistry {
  readonly #connection: Connection;
  readonly #processes: Model<StoredProcess>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#processes = defineCollection(connection, {
      name: 'processes',
      fields: {
        _id: String,
        place: String,
        identity: String,
        version: String,
        publicUrl: String,
        settings: Schema.Types.Mixed,
        beat: Number,
        seen: [String],
        nudges: Schema.Types.Mixed,
      },
    });
  }

  async list(): Promise<ProcessRecord[]> {
    return (await readRaw(this.#processes, {})).map(({ _id: id, ...record }) => ({ id, ...record }));
  }

  async add({ id: _id, ...record }: ProcessRecord): Promise<void> {
    await this.#processes.insertMany([{ _id, ...record }]);
  }

  async update(id: string, { beat, seen, nudges }: SignOfLife): Promise<boolean> {
    const changes = { $set: { beat, seen: [...seen], nudges } };
    return (await this.#processes.updateOne({ _id: id }, changes)).matchedCount === 1;
  }

  async remove(id: string, beat?: number): Promise<boolean> {
    const filter = { _id: id, ...(beat !== undefined && { beat }) };
    if ((await this.#processes.deleteOne(filter)).deletedCount === 1) return true;
    return (await this.#processes.exists({ _id: id })) === null;
  }

  async clear(): Promise<void> {
    await this.#processes.deleteMany({});
  }

  async now(): Promise<Date> {
    const answer: unknown = await this.#connection.db?.admin().command({ hello: 1 });
    const now = typeof answer === 'object' && answer !== null && 'localTime' in answer && answer.localTime;
    return now instanceof Date ? now : new Date();
  }
}
