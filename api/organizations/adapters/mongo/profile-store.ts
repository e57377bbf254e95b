import { type Connection, type Model, Schema } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { emptyProfile, type Profile } from '../../domain/profile.ts';
import type { ProfileStore } from '../../ports/profile-store.ts';
import { KeptReads } from '../../../platform/mongo/kept-reads.ts';
import { defineCollection, type Keyed, readByKeys, updateOrInsert } from '../../../platform/mongo/model.ts';

/** What was kept before profiles had a member lacks it. */
type ProfileRecord = Keyed<OrganizationId> & Partial<Omit<Profile, 'organizationId'>>;

export class MongoProfileStore implements ProfileStore {
  readonly #profiles: Model<ProfileRecord>;
  readonly #shown = new KeptReads<Profile>();

  constructor(connection: Connection) {
    this.#profiles = defineCollection(connection, {
      name: 'profiles',
      fields: {
        _id: String,
        description: Schema.Types.Mixed,
        labels: Schema.Types.Mixed,
        peoples: Schema.Types.Mixed,
        contact: Schema.Types.Mixed,
        website: String,
        pictureAsset: String,
        logoAsset: String,
        bankDetails: String,
        billing: Schema.Types.Mixed,
        welcome: Schema.Types.Mixed,
        never: Schema.Types.Mixed,
        answersWithinDays: Number,
        closedUntil: Number,
        closedReason: Schema.Types.Mixed,
      },
    });
  }

  async findMany(ids: readonly OrganizationId[]): Promise<Profile[]> {
    const records = await readByKeys(this.#profiles, ids);
    return records.map(({ _id, ...kept }) => ({ ...emptyProfile(_id), ...kept }));
  }

  async findShown(ids: readonly OrganizationId[]): Promise<Profile[]> {
    const shown = await this.#shown.read(ids, async (missing) => {
      const profiles = await this.findMany(missing as readonly OrganizationId[]);
      return new Map(profiles.map((profile) => [profile.organizationId, profile]));
    });
    return [...shown.values()];
  }

  async put({ organizationId, ...state }: Profile): Promise<void> {
    await this.#shown.writing([organizationId], () =>
      updateOrInsert(
        () => this.#profiles.updateOne({ _id: organizationId }, { $set: state }),
        () => this.#profiles.insertMany([{ ...state, _id: organizationId }]),
      ),
    );
  }
}
