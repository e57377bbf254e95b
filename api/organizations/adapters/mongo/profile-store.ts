import { type Connection, type Model, Schema } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Profile } from '../../domain/profile.ts';
import type { ProfileStore } from '../../ports/profile-store.ts';
import { defineCollection, type Keyed, updateOrInsert } from '../../../platform/mongo/model.ts';

interface ProfileRecord extends Keyed<OrganizationId>, Omit<Profile, 'organizationId' | 'peoples'> {
  /** Absent in what was kept before communities said it. */
  readonly peoples?: Profile['peoples'];
}

export class MongoProfileStore implements ProfileStore {
  readonly #profiles: Model<ProfileRecord>;

  constructor(connection: Connection) {
    this.#profiles = defineCollection(connection, {
      name: 'profiles',
      fields: {
        _id: String,
        description: Schema.Types.Mixed,
        labels: Schema.Types.Mixed,
        peoples: Schema.Types.Mixed,
      },
    });
  }

  async findMany(ids: readonly OrganizationId[]): Promise<Profile[]> {
    const records = await this.#profiles.find({ _id: { $in: [...ids] } }).lean<ProfileRecord[]>();
    return records.map(({ _id, peoples = null, ...profile }) => ({
      ...profile,
      peoples,
      organizationId: _id,
    }));
  }

  async put({ organizationId, description, labels, peoples }: Profile): Promise<void> {
    const state = { description, labels, peoples };
    await updateOrInsert(
      () => this.#profiles.updateOne({ _id: organizationId }, { $set: state }),
      () => this.#profiles.insertMany([{ ...state, _id: organizationId }]),
    );
  }
}
