import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/bytes';
import type { AssetFile } from '../../domain/asset.ts';
import type { ManifestPlace, ManifestStore, PlacedFile } from '../../ports/manifest-store.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from './collection.ts';

const ENTRIES_A_WRITE = 1_000;

interface EntryRecord extends Keyed<string>, AssetFile {
  readonly root: string;
  readonly index: number;
}

/** One record an entry, so that no manifest is too long for a document. */
export class MongoManifestStore implements ManifestStore {
  readonly #entries: Model<EntryRecord>;

  constructor(connection: Connection) {
    this.#entries = defineCollection(connection, {
      name: 'manifest_entries',
      fields: {
        _id: String,
        root: String,
        index: Number,
        path: String,
        bytes: Number,
        sha256: String,
        cid: String,
        xxh64: String,
        salt: String,
      },
      indexes: [[{ root: 1, index: 1 }, { unique: true }], [{ sha256: 1 }]],
    });
  }

  async put(root: Hex, entries: readonly AssetFile[]): Promise<void> {
    for (let from = 0; from < entries.length; from += ENTRIES_A_WRITE) {
      const records = entries
        .slice(from, from + ENTRIES_A_WRITE)
        .map((entry, at): EntryRecord => ({ ...entry, _id: `${root}:${from + at}`, root, index: from + at }));
      await unlessDuplicate(this.#entries.insertMany(records, { ordered: false }));
    }
  }

  async list(root: Hex, from: number, to: number): Promise<AssetFile[]> {
    const query = this.#entries.find({ root, index: { $gte: from, $lt: to } });
    const records = await query.sort({ root: 1, index: 1 }).lean<EntryRecord[]>();
    return records.map(toFile);
  }

  async find(root: Hex, index: number): Promise<AssetFile | null> {
    const record = await this.#entries.findById(`${root}:${index}`).lean<EntryRecord>();
    return record === null ? null : toFile(record);
  }

  async findMany(places: readonly ManifestPlace[]): Promise<(AssetFile | null)[]> {
    const ids = places.map(({ root, index }) => `${root}:${index}`);
    const records = await this.#entries.find({ _id: { $in: ids } }).lean<EntryRecord[]>();
    const byId = new Map(records.map((record) => [record._id, toFile(record)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async listBySha256(sha256: string, most: number): Promise<PlacedFile[]> {
    const query = this.#entries.find({ sha256 }).sort({ sha256: 1, _id: 1 }).limit(most);
    return (await query.lean<EntryRecord[]>()).map(toPlacedFile);
  }

  async listByContents(sha256s: readonly string[], most: number): Promise<PlacedFile[]> {
    const query = this.#entries.find({ sha256: { $in: [...sha256s] } }).limit(most);
    return (await query.lean<EntryRecord[]>()).map(toPlacedFile);
  }
}

function toPlacedFile(record: EntryRecord): PlacedFile {
  return { root: hexOf(record.root), index: record.index, file: toFile(record) };
}

function toFile({ path, bytes, sha256, cid, xxh64, salt }: EntryRecord): AssetFile {
  return { path, bytes, sha256, cid, xxh64, salt };
}
