import type { Connection, Model } from 'mongoose';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import {
  ASSETS_A_PART,
  type Collection,
  type CollectionPart,
  type CollectionPlace,
} from '../../domain/collection.ts';
import type { CollectionKey } from '../../../chain/domain/consent-terms.ts';
import type { CollectionStore } from '../../ports/collection-stores.ts';
import { defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';
import { idOfCollection } from './collection-consent-stores.ts';

interface CollectionRecord extends Keyed<string>, Collection {}

/** A list of 40,000 ids is several documents, so that a page of it reads one or two. */
interface PartRecord extends Keyed<string>, CollectionPart {
  /** Id of the collection. */
  readonly of: string;
  /** From 0. */
  readonly part: number;
}

/** A collection is found once its record is there, which is written after its parts. */
export class MongoCollectionStore implements CollectionStore {
  readonly #collections: Model<CollectionRecord>;
  readonly #parts: Model<PartRecord>;

  constructor(connection: Connection) {
    this.#collections = defineCollection(connection, {
      name: 'keptCollections',
      fields: {
        _id: String,
        root: String,
        size: Number,
        community: String,
        holder: String,
        proposedBy: String,
        proposedAt: Date,
      },
      indexes: [[{ proposedBy: 1, proposedAt: 1 }]],
    });
    this.#parts = defineCollection(connection, {
      name: 'keptCollectionParts',
      fields: { _id: String, of: String, part: Number, assetIds: [String], root: String },
      indexes: [[{ assetIds: 1 }], [{ of: 1, part: 1 }]],
    });
  }

  async keep(collection: Collection, parts: readonly CollectionPart[]): Promise<void> {
    const of = idOfCollection(collection);
    for (const [part, content] of parts.entries()) {
      await unlessDuplicate(this.#parts.insertMany([{ ...content, _id: partId(of, part), of, part }]));
    }
    await unlessDuplicate(this.#collections.insertMany([{ ...collection, _id: of }]));
  }

  async find(key: CollectionKey): Promise<Collection | null> {
    const record = await this.#collections.findById(idOfCollection(key)).lean<CollectionRecord>();
    return record === null ? null : toCollection(record);
  }

  async listAssets(key: CollectionKey, from: number, to: number): Promise<AssetId[]> {
    const id = idOfCollection(key);
    const first = Math.floor(from / ASSETS_A_PART);
    const count = Math.max(0, Math.ceil(to / ASSETS_A_PART) - first);
    const ids = Array.from({ length: count }, (_, at) => partId(id, first + at));
    const parts = await this.#parts.find({ _id: { $in: ids } }).lean<PartRecord[]>();
    const byId = new Map(parts.map((part) => [part._id, part.assetIds]));
    const listed = ids.flatMap((part) => byId.get(part) ?? []);
    return listed.slice(from - first * ASSETS_A_PART, to - first * ASSETS_A_PART);
  }

  async findPlace(key: CollectionKey, assetId: AssetId): Promise<CollectionPlace | null> {
    const of = idOfCollection(key);
    const [record, roots] = await Promise.all([
      this.#parts.findOne({ assetIds: assetId, of }).lean<PartRecord>(),
      this.#parts.find({ of }, { root: 1 }).sort({ part: 1 }).lean<Pick<PartRecord, 'root'>[]>(),
    ]);
    if (record === null) return null;
    return { part: record.part, assetIds: record.assetIds, roots: roots.map(({ root }) => root) };
  }

  async listContaining(assetId: AssetId, keys: readonly CollectionKey[]): Promise<CollectionKey[]> {
    const parts = await this.#parts
      .find({ assetIds: assetId, of: { $in: keys.map(idOfCollection) } }, { of: 1 })
      .lean<Pick<PartRecord, 'of'>[]>();
    const kept = await this.#collections
      .find({ _id: { $in: parts.map(({ of }) => of) } }, { _id: 1 })
      .lean<Pick<CollectionRecord, '_id'>[]>();
    const ids = new Set(kept.map(({ _id }) => _id));
    return keys.filter((key) => ids.has(idOfCollection(key)));
  }

  async listContainingAny(
    assetIds: readonly AssetId[],
    keys: readonly CollectionKey[],
  ): Promise<ReadonlyMap<AssetId, readonly CollectionKey[]>> {
    const parts = await this.#parts
      .find(
        { assetIds: { $in: [...assetIds] }, of: { $in: keys.map(idOfCollection) } },
        { of: 1, assetIds: 1 },
      )
      .lean<Pick<PartRecord, 'of' | 'assetIds'>[]>();
    const kept = await this.#collections
      .find({ _id: { $in: parts.map(({ of }) => of) } }, { _id: 1 })
      .lean<Pick<CollectionRecord, '_id'>[]>();
    const asked = new Set(assetIds);
    const found = new Map<AssetId, CollectionKey[]>();
    for (const key of keys) {
      const id = idOfCollection(key);
      if (!kept.some(({ _id }) => _id === id)) continue;
      for (const part of parts.filter(({ of }) => of === id))
        for (const assetId of part.assetIds)
          if (asked.has(assetId)) found.set(assetId, [...(found.get(assetId) ?? []), key]);
    }
    return found;
  }

  async countProposed({ proposedBy }: Pick<Collection, 'proposedBy'>, since: Date): Promise<number> {
    return this.#collections.countDocuments({ proposedBy, proposedAt: { $gte: since } });
  }
}

function partId(collectionId: string, part: number): string {
  return `${collectionId}:${part}`;
}

function toCollection({ _id, ...collection }: CollectionRecord): Collection {
  return collection;
}
