import type { Connection, Model } from 'mongoose';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { defineCollection, type Keyed, unlessDuplicate } from './model.ts';

const ID = 'installation';

interface InstallationRecord extends Keyed<string> {
  readonly logId: string;
}

/** Whose documents these are, also before there is a leaf 0 (ADR 30). */
export class MongoInstallationRecord {
  readonly #records: Model<InstallationRecord>;

  constructor(connection: Connection) {
    this.#records = defineCollection(connection, {
      name: 'installation',
      fields: { _id: String, logId: String },
    });
  }

  async find(): Promise<string | null> {
    return (await this.#records.findById(ID).lean<InstallationRecord>())?.logId ?? null;
  }

  async put(logId: LogId): Promise<void> {
    await unlessDuplicate(this.#records.insertMany([{ _id: ID, logId }]));
  }
}
