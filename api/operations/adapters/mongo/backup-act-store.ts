import { randomUUID } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import type { BackupActRecord } from '../../domain/backup.ts';
import type { BackupActStore } from '../../ports/backup-shelf.ts';
import { defineCollection, type Keyed } from '../../../platform/mongo/model.ts';

interface ActRecord extends Keyed<string>, BackupActRecord {}

export class MongoBackupActStore implements BackupActStore {
  readonly #acts: Model<ActRecord>;

  constructor(connection: Connection) {
    this.#acts = defineCollection(connection, {
      name: 'backupActs',
      fields: { _id: String, kind: String, backupId: String, recipient: String, by: String, at: Date },
      indexes: [[{ at: -1, _id: -1 }]],
    });
  }

  async insert(act: BackupActRecord): Promise<void> {
    await this.#acts.insertMany([{ ...act, _id: randomUUID() }]);
  }

  async listNewest(most: number): Promise<BackupActRecord[]> {
    const records = await this.#acts.find().sort({ at: -1, _id: -1 }).limit(most).lean<ActRecord[]>();
    return records.map(({ kind, backupId, recipient, by, at }) => ({ kind, backupId, recipient, by, at }));
  }
}
