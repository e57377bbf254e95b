import type { Connection, Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { SavedMapping } from '../../domain/saved-mapping.ts';
import type { SavedMappingStore } from '../../ports/saved-mapping-store.ts';
import { defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface SavedMappingRecord extends Keyed<string>, SavedMapping {}

export class MongoSavedMappingStore implements SavedMappingStore {
  readonly #mappings: Model<SavedMappingRecord>;

  constructor(connection: Connection) {
    this.#mappings = defineCollection(connection, {
      name: 'savedmappings',
      fields: {
        _id: String,
        organizationId: String,
        name: String,
        version: Number,
        text: String,
        savedAt: Date,
        savedBy: String,
      },
      indexes: [[{ organizationId: 1, name: 1, version: 1 }]],
    });
  }

  async insert(mapping: SavedMapping): Promise<boolean> {
    return unlessDuplicate(this.#mappings.insertMany([{ ...mapping, _id: idOf(mapping) }]));
  }

  async listNewest(organizationId: OrganizationId): Promise<SavedMapping[]> {
    // Without what they say, which is long: many versions are looked at for a few.
    const versions = await this.#mappings
      .find({ organizationId })
      .select({ name: 1, version: 1 })
      .sort({ name: 1, version: -1 })
      .lean<Pick<SavedMappingRecord, '_id' | 'name'>[]>();
    const newest = versions.filter(({ name }, at) => versions[at - 1]?.name !== name);
    const records = await this.#mappings
      .find({ _id: { $in: newest.map(({ _id }) => _id) } })
      .sort({ name: 1 })
      .lean<SavedMappingRecord[]>();
    return records.map(toMapping);
  }

  async find(organizationId: OrganizationId, name: string, version: number | null) {
    const record = await this.#mappings
      .findOne({ organizationId, name, ...(version !== null && { version }) })
      .sort({ version: -1 })
      .lean<SavedMappingRecord>();
    return record === null ? null : toMapping(record);
  }

  async removeUpTo(organizationId: OrganizationId, name: string, version: number): Promise<void> {
    await this.#mappings.deleteMany({ organizationId, name, version: { $lte: version } });
  }
}

function idOf({ organizationId, name, version }: SavedMapping): string {
  return `${organizationId}/${version}/${name}`;
}

function toMapping({ _id, ...mapping }: SavedMappingRecord): SavedMapping {
  return mapping;
}
