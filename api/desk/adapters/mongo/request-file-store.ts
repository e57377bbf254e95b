import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { defineCollection, hexOf, type Keyed } from '../../../platform/mongo/model.ts';
import type { ReceivedFile, RequestFileStore } from '../../ports/request-file-store.ts';

interface FileRecord extends Keyed<string>, Omit<ReceivedFile, 'id' | 'account'> {
  readonly account: string;
}

const MOST_AT_ONCE = 1_000;

export class MongoRequestFileStore implements RequestFileStore {
  readonly #files: Model<FileRecord>;

  constructor(connection: Connection) {
    this.#files = defineCollection(connection, {
      name: 'deskRequestFiles',
      fields: {
        _id: String,
        thread: String,
        account: String,
        name: String,
        mediaType: String,
        bytes: Number,
        sha256: String,
        header: String,
        vaultKey: String,
        receivedAt: Date,
        expiresAt: Date,
      },
      indexes: [[{ account: 1, receivedAt: 1 }], [{ expiresAt: 1 }], [{ vaultKey: 1 }]],
    });
  }

  async insert({ id, ...file }: ReceivedFile): Promise<void> {
    await this.#files.insertMany([{ ...file, _id: id }]);
  }

  async find(id: string): Promise<ReceivedFile | null> {
    const record = await this.#files.findById(id).lean<FileRecord>();
    return record === null ? null : toFile(record);
  }

  async findMany(ids: readonly string[]): Promise<ReceivedFile[]> {
    return this.#list({ _id: { $in: [...ids] } });
  }

  async listSince(account: Hex, since: Date): Promise<ReceivedFile[]> {
    return this.#list({ account, receivedAt: { $gte: since } });
  }

  async renew(ids: readonly string[], until: Date): Promise<boolean> {
    const { matchedCount } = await this.#files.updateMany(
      { _id: { $in: [...ids] } },
      { $set: { expiresAt: until } },
    );
    return matchedCount === ids.length;
  }

  async listExpired(now: Date): Promise<ReceivedFile[]> {
    return this.#list({ expiresAt: { $gt: new Date(0), $lte: now } });
  }

  async keep(id: string): Promise<void> {
    await this.#files.updateOne({ _id: id }, { $set: { expiresAt: null } });
  }

  async remove({ id, expiresAt }: Pick<ReceivedFile, 'id' | 'expiresAt'>): Promise<boolean> {
    return (await this.#files.deleteOne({ _id: id, expiresAt })).deletedCount === 1;
  }

  async listUnderOtherKeys(vaultKey: string, after: string): Promise<ReceivedFile[]> {
    const records = await this.#files
      .find({ vaultKey: { $ne: vaultKey }, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(MOST_AT_ONCE)
      .lean<FileRecord[]>();
    return records.map(toFile);
  }

  async reseal(id: string, { header, vaultKey }: Pick<ReceivedFile, 'header' | 'vaultKey'>): Promise<void> {
    await this.#files.updateOne({ _id: id }, { $set: { header, vaultKey } });
  }

  async #list(filter: object): Promise<ReceivedFile[]> {
    const records = await this.#files.find(filter).limit(MOST_AT_ONCE).lean<FileRecord[]>();
    return records.map(toFile);
  }
}

function toFile({ _id: id, account, ...file }: FileRecord): ReceivedFile {
  return { ...file, id, account: hexOf(account) };
}
