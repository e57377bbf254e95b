import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AssetStanding, CollectionConsent } from '../../domain/collection.ts';
import type { CollectionKey } from '../../../chain/domain/consent-terms.ts';
import type { AssetStandingStore, CollectionConsentStore } from '../../ports/collection-stores.ts';
import { defineCollection, type Keyed, projectOnto, readByKeys } from '../../../platform/mongo/model.ts';

/** Integers above 2^53 are decimal text in the database. */
interface CollectionConsentRecord extends Keyed<string>, Omit<CollectionConsent, 'territories'> {
  readonly territories: string;
}

export class MongoCollectionConsentStore implements CollectionConsentStore {
  readonly #consents: Model<CollectionConsentRecord>;

  constructor(connection: Connection) {
    this.#consents = defineCollection(connection, {
      name: 'collectionConsents',
      fields: {
        _id: String,
        community: String,
        root: String,
        size: Number,
        holder: String,
        media: Number,
        territories: String,
        lastDay: Number,
        shareBps: Number,
        rights: Number,
        grantedAt: Date,
        isWithdrawn: Boolean,
        projectedIndex: Number,
      },
      indexes: [[{ community: 1, holder: 1, grantedAt: -1 }]],
    });
  }

  async find(key: CollectionKey): Promise<CollectionConsent | null> {
    const [consent] = await this.findMany([key]);
    return consent ?? null;
  }

  async findMany(keys: readonly CollectionKey[]): Promise<CollectionConsent[]> {
    if (keys.length === 0) return [];
    const records = await readByKeys(this.#consents, keys.map(idOfCollection));
    return records.map(toConsent);
  }

  async listGranted({
    community,
    holder,
  }: Pick<CollectionConsent, 'community' | 'holder'>): Promise<CollectionConsent[]> {
    const records = await this.#consents
      .find({ community, holder, isWithdrawn: false })
      .sort({ grantedAt: -1, _id: 1 })
      .lean<CollectionConsentRecord[]>();
    return records.map(toConsent);
  }

  async listGrantedAmong(
    parties: readonly Pick<CollectionConsent, 'community' | 'holder'>[],
  ): Promise<CollectionConsent[]> {
    const among = (name: 'community' | 'holder') => ({
      $in: [...new Set(parties.map((each) => each[name]))],
    });
    const records = await this.#consents
      .find({ community: among('community'), holder: among('holder'), isWithdrawn: false })
      .sort({ grantedAt: -1, _id: 1 })
      .lean<CollectionConsentRecord[]>();
    return records.map(toConsent);
  }

  async listByCommunity(community: OrganizationId, first: number): Promise<CollectionConsent[]> {
    const records = await this.#consents
      .find({ community, isWithdrawn: false })
      .sort({ grantedAt: -1, _id: 1 })
      .limit(first)
      .lean<CollectionConsentRecord[]>();
    return records.map(toConsent);
  }

  async project(consent: CollectionConsent): Promise<void> {
    const state = { ...consent, territories: consent.territories.toString() };
    await projectOnto(this.#consents, idOfCollection(consent), { state });
  }
}

function toConsent({ _id, ...record }: CollectionConsentRecord): CollectionConsent {
  return { ...record, territories: BigInt(record.territories) };
}

interface AssetStandingRecord extends Keyed<AssetId>, Pick<AssetStanding, 'custodySince' | 'projectedIndex'> {
  /** mongoose keeps the name `collection` for itself. */
  readonly root: AssetStanding['collection'];
}

export class MongoAssetStandingStore implements AssetStandingStore {
  readonly #standings: Model<AssetStandingRecord>;

  constructor(connection: Connection) {
    this.#standings = defineCollection(connection, {
      name: 'assetStandings',
      fields: { _id: String, root: String, custodySince: Date, projectedIndex: Number },
      indexes: [[{ root: 1, _id: 1 }]],
    });
  }

  async findMany(assetIds: readonly AssetId[]): Promise<AssetStanding[]> {
    const records = await readByKeys(this.#standings, assetIds);
    return records.map(({ _id, root, ...record }) => ({ ...record, assetId: _id, collection: root }));
  }

  async listFollowing(root: Hex, after: AssetId | null, first: number): Promise<AssetId[]> {
    const records = await this.#standings
      .find({ root, ...(after !== null && { _id: { $gt: after } }) })
      .sort({ root: 1, _id: 1 })
      .limit(first)
      .lean<AssetStandingRecord[]>();
    return records.map(({ _id }) => _id);
  }

  async project({ assetId, collection, ...rest }: AssetStanding): Promise<void> {
    await projectOnto(this.#standings, assetId, { state: { ...rest, root: collection } });
  }
}

export function idOfCollection({ community, root }: CollectionKey): string {
  return `${community}:${root}`;
}
