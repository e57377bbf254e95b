import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetFile } from '../../domain/asset.ts';
import { entryHash } from '@lanran/protocol/files/manifest';
import type {
  ErasedPlace,
  IndexedFile,
  ManifestPlace,
  ManifestStore,
  PlacedFile,
} from '../../ports/manifest-store.ts';
import { KeptReads } from '../../../platform/mongo/kept-reads.ts';
import {
  defineCollection,
  hexOf,
  insertNew,
  type Keyed,
  readByKeys,
  readRaw,
} from '../../../platform/mongo/model.ts';

const ENTRIES_A_WRITE = 1_000;

interface EntryRecord extends Keyed<string>, AssetFile {
  readonly root: string;
  readonly index: number;
  /** Of an erased entry, which has no values. */
  readonly leafHash?: string;
  /** Of an entry that was taken down, erased already or not. */
  readonly takenDownIn?: number;
}

/** Absent from all other entries. */
const NOT_ERASED = { leafHash: null };
const NOT_TAKEN_DOWN = { takenDownIn: null };
const VALUES = { path: 1, bytes: 1, sha256: 1, cid: 1, xxh64: 1, salt: 1 } as const;

/** One record an entry, so that no manifest is too long for a document. */
export class MongoManifestStore implements ManifestStore {
  readonly #entries: Model<EntryRecord>;
  readonly #shown = new KeptReads<AssetFile>();
  /** By root and how many were asked for. */
  readonly #shownStarts = new KeptReads<IndexedFile[]>();

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
        leafHash: String,
        takenDownIn: Number,
      },
      indexes: [[{ root: 1, index: 1 }, { unique: true }], [{ sha256: 1 }]],
    });
  }

  async put(root: Hex, entries: readonly AssetFile[]): Promise<void> {
    await this.putAll([{ root, entries }]);
  }

  async putAll(manifests: Parameters<ManifestStore['putAll']>[0]): Promise<void> {
    const records = manifests.flatMap(({ root, entries }) =>
      entries.map(({ path, bytes, sha256, cid, xxh64, salt }, index): EntryRecord => {
        return { _id: idOf({ root, index }), root, index, path, bytes, sha256, cid, xxh64, salt };
      }),
    );
    for (let from = 0; from < records.length; from += ENTRIES_A_WRITE) {
      const some = records.slice(from, from + ENTRIES_A_WRITE);
      await this.#writing(
        some.map(({ _id }) => _id),
        () => insertNew(this.#entries, some),
      );
    }
  }

  async list(root: Hex, from: number, to: number): Promise<IndexedFile[]> {
    const query = this.#entries.find({ root, index: { $gte: from, $lt: to }, ...NOT_TAKEN_DOWN });
    const records = await query.sort({ root: 1, index: 1 }).lean<EntryRecord[]>();
    return records.map(toIndexed);
  }

  async showStarts(roots: readonly Hex[], to: number): Promise<IndexedFile[][]> {
    const keyOf = (root: string) => `${root} ${to}`;
    const shown = await this.#shownStarts.read(roots.map(keyOf), async (missing) => {
      const wanted = roots.filter((root) => missing.includes(keyOf(root)));
      const starts = await this.listStarts(wanted, to);
      return new Map(wanted.map((root) => [keyOf(root), starts.get(root) ?? []]));
    });
    return roots.map((root) => shown.get(keyOf(root)) ?? []);
  }

  async listStarts(roots: readonly Hex[], to: number): Promise<Map<string, IndexedFile[]>> {
    const filter = { root: { $in: [...roots] }, index: { $lt: to }, ...NOT_TAKEN_DOWN };
    const records = await readRaw(this.#entries, filter, { sort: { root: 1, index: 1 } });
    const byRoot = new Map<string, IndexedFile[]>();
    for (const record of records)
      byRoot.set(record.root, [...(byRoot.get(record.root) ?? []), toIndexed(record)]);
    return byRoot;
  }

  async listKept(root: Hex, from: number, most: number): Promise<IndexedFile[]> {
    const query = this.#entries.find({ root, index: { $gte: from }, ...NOT_ERASED });
    return (await query.sort({ root: 1, index: 1 }).limit(most).lean<EntryRecord[]>()).map(toIndexed);
  }

  async findFrom(root: Hex, index: number): Promise<IndexedFile | null> {
    const query = this.#entries.find({ root, index: { $gte: index }, ...NOT_TAKEN_DOWN });
    const [record] = await query.sort({ root: 1, index: 1 }).limit(1).lean<EntryRecord[]>();
    return record === undefined ? null : toIndexed(record);
  }

  async find(root: Hex, index: number): Promise<AssetFile | null> {
    const record = await this.#entries.findById(`${root}:${index}`).lean<EntryRecord>();
    return record === null || record.takenDownIn !== undefined ? null : toFile(record);
  }

  async findMany(places: readonly ManifestPlace[]): Promise<(AssetFile | null)[]> {
    const ids = places.map(idOf);
    const found = await this.#find(ids);
    return ids.map((id) => found.get(id) ?? null);
  }

  async findShown(places: readonly ManifestPlace[]): Promise<(AssetFile | null)[]> {
    const ids = places.map(idOf);
    const shown = await this.#shown.read(ids, (missing) => this.#find(missing));
    return ids.map((id) => shown.get(id) ?? null);
  }

  async #find(ids: readonly string[]): Promise<Map<string, AssetFile>> {
    const records = await readByKeys(this.#entries, ids, NOT_TAKEN_DOWN);
    return new Map(records.map((record) => [record._id, toFile(record)]));
  }

  async listBySha256(sha256: string, most: number): Promise<PlacedFile[]> {
    const query = this.#entries
      .find({ sha256, ...NOT_TAKEN_DOWN })
      .sort({ sha256: 1, _id: 1 })
      .limit(most);
    return (await query.lean<EntryRecord[]>()).map(toPlacedFile);
  }

  async listHolding(sha256: string, most: number): Promise<PlacedFile[]> {
    const query = this.#entries.find({ sha256 }).sort({ sha256: 1, _id: 1 }).limit(most);
    return (await query.lean<EntryRecord[]>()).map(toPlacedFile);
  }

  async listByContents(sha256s: readonly string[], most: number): Promise<PlacedFile[]> {
    const query = this.#entries.find({ sha256: { $in: [...sha256s] }, ...NOT_TAKEN_DOWN }).limit(most);
    return (await query.lean<EntryRecord[]>()).map(toPlacedFile);
  }

  async erase({ root, index }: ManifestPlace, takenDownIn: number): Promise<void> {
    const record = await this.#entries.findById(`${root}:${index}`).lean<EntryRecord>();
    if (record === null || record.leafHash !== undefined) return;
    const change = { $set: { leafHash: entryHash(toFile(record)), takenDownIn }, $unset: VALUES };
    await this.#writing([record._id], () => this.#entries.updateOne({ _id: record._id }, change));
  }

  async takeDown(root: Hex, path: string | null, takenDownIn: number): Promise<void> {
    const place = path === null ? { root } : { root, path };
    try {
      await this.#entries.updateMany({ ...place, ...NOT_TAKEN_DOWN }, { $set: { takenDownIn } });
    } finally {
      this.#shown.forgetAll();
      this.#shownStarts.forgetAll();
    }
  }

  async remove({ root, index }: ManifestPlace): Promise<void> {
    const id = idOf({ root, index });
    await this.#writing([id], () => this.#entries.deleteOne({ _id: id }));
  }

  async #writing(ids: readonly string[], write: () => PromiseLike<unknown>): Promise<void> {
    try {
      await this.#shown.writing(ids, write);
    } finally {
      this.#shownStarts.forgetAll();
    }
  }

  async listErased(root: Hex): Promise<ErasedPlace[]> {
    const query = this.#entries.find({ root, takenDownIn: { $ne: null } });
    const records = await query.sort({ root: 1, index: 1 }).lean<EntryRecord[]>();
    return records.flatMap(toErased);
  }

  async findErased({ root, index }: ManifestPlace): Promise<ErasedPlace | null> {
    const record = await this.#entries.findById(`${root}:${index}`).lean<EntryRecord>();
    return record === null ? null : (toErased(record)[0] ?? null);
  }
}

function idOf({ root, index }: ManifestPlace): string {
  return `${root}:${index}`;
}

/** Nothing for an entry that was not taken down. */
function toErased(record: EntryRecord): ErasedPlace[] {
  const { index, leafHash = entryHash(toFile(record)), takenDownIn } = record;
  return takenDownIn === undefined ? [] : [{ index, leafHash: hexOf(leafHash), takenDownIn }];
}

function toIndexed(record: EntryRecord): IndexedFile {
  return { ...toFile(record), index: record.index };
}

function toPlacedFile(record: EntryRecord): PlacedFile {
  return { root: hexOf(record.root), index: record.index, file: toFile(record) };
}

function toFile({ path, bytes, sha256, cid, xxh64, salt }: EntryRecord): AssetFile {
  return { path, bytes, sha256, cid, xxh64, salt };
}
