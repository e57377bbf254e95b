import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Wish } from '@lanran/protocol/licensing/window';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';
import type { AssetList, Project } from '../../domain/asset-list.ts';
import type { AssetListStore } from '../../ports/asset-list-store.ts';

/** Integers above 2^53 are decimal text in the database. */
interface ProjectRecord extends Omit<Project, 'wish'> {
  readonly wish: (Omit<Wish, 'territories'> & { readonly territories: string }) | null;
}

interface AssetListRecord extends Keyed<string>, Omit<AssetList, 'id' | 'owner' | 'project'> {
  readonly owner: string;
  readonly project: ProjectRecord | null;
}

export class MongoAssetListStore implements AssetListStore {
  readonly #lists: Model<AssetListRecord>;

  constructor(connection: Connection) {
    this.#lists = defineCollection(connection, {
      name: 'asset_lists',
      fields: {
        _id: String,
        owner: String,
        organization: String,
        title: String,
        note: String,
        items: Schema.Types.Mixed,
        isFavorites: Boolean,
        project: Schema.Types.Mixed,
        shareKey: String,
        createdAt: Date,
        changedAt: Date,
        revision: Number,
      },
      indexes: [[{ owner: 1, changedAt: -1 }], [{ organization: 1, changedAt: -1 }]],
    });
  }

  async find(id: string): Promise<AssetList | null> {
    const record = await this.#lists.findById(id).lean<AssetListRecord>();
    return record === null ? null : toList(record);
  }

  async listOf(
    { owner, organizations }: { readonly owner: Hex; readonly organizations: readonly OrganizationId[] },
    first: number,
  ): Promise<AssetList[]> {
    const ofOrganizations = organizations.length === 0 ? [] : [{ organization: { $in: [...organizations] } }];
    const records = await this.#lists
      .find({ $or: [{ owner }, ...ofOrganizations] })
      .sort({ changedAt: -1, _id: 1 })
      .limit(first)
      .lean<AssetListRecord[]>();
    return records.map(toList);
  }

  async countOf(owner: Hex): Promise<number> {
    return this.#lists.countDocuments({ owner });
  }

  async insert(list: AssetList): Promise<boolean> {
    return unlessDuplicate(this.#lists.insertMany([{ ...fieldsOf(list), _id: list.id }]));
  }

  async replace(list: AssetList, revision: number): Promise<boolean> {
    const { matchedCount } = await this.#lists.updateOne(
      { _id: list.id, revision },
      { $set: fieldsOf(list) },
    );
    return matchedCount > 0;
  }

  async remove(id: string): Promise<void> {
    await this.#lists.deleteOne({ _id: id });
  }
}

function fieldsOf({ id: _, project, items, ...list }: AssetList): Omit<AssetListRecord, '_id'> {
  return { ...list, items: [...items], project: project === null ? null : projectRecordOf(project) };
}

function projectRecordOf({ wish, ...project }: Project): ProjectRecord {
  return {
    ...project,
    wish: wish === null ? null : { ...wish, territories: wish.territories.toString() },
  };
}

function toList({ _id, owner, project, ...list }: AssetListRecord): AssetList {
  return { ...list, id: _id, owner: hexOf(owner), project: project === null ? null : toProject(project) };
}

function toProject({ wish, ...project }: ProjectRecord): Project {
  return {
    ...project,
    wish: wish === null ? null : { ...wish, territories: BigInt(wish.territories) },
  };
}
