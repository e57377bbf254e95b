import type { Connection, Model } from 'mongoose';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { UseConsent } from '../../domain/use-consent.ts';
import type { UseConsentStore } from '../../ports/use-consent-store.ts';
import { defineCollection, type Keyed, projectOnto, readByKeys } from '../../../platform/mongo/model.ts';

/** Integers above 2^53 are decimal text in the database. */
interface UseConsentRecord extends Keyed<string>, Omit<UseConsent, 'territories' | 'minPrice'> {
  readonly territories: string;
  readonly minPrice: string;
}

/** Named by asset and licensee: a council consents to one use at a time. */
export class MongoUseConsentStore implements UseConsentStore {
  readonly #consents: Model<UseConsentRecord>;

  constructor(connection: Connection) {
    this.#consents = defineCollection(connection, {
      name: 'use_consents',
      fields: {
        _id: String,
        assetId: String,
        community: String,
        holder: String,
        licensee: String,
        media: Number,
        territories: String,
        firstDay: Number,
        lastDay: Number,
        exclusive: Boolean,
        token: String,
        minPrice: String,
        shareBps: Number,
        rights: Number,
        state: String,
        projectedIndex: Number,
      },
      indexes: [[{ assetId: 1, projectedIndex: -1 }], [{ community: 1, projectedIndex: -1 }]],
    });
  }

  async find(assetId: AssetId, licensee: OrganizationId): Promise<UseConsent | null> {
    const record = await this.#consents.findById(idOf({ assetId, licensee })).lean<UseConsentRecord>();
    return record === null ? null : toUseConsent(record);
  }

  async findMany(assetIds: readonly AssetId[], licensee: OrganizationId): Promise<UseConsent[]> {
    const ids = assetIds.map((assetId) => idOf({ assetId, licensee }));
    const records = await readByKeys(this.#consents, ids);
    return records.map(toUseConsent);
  }

  async listByAsset(assetId: AssetId): Promise<UseConsent[]> {
    const records = await this.#consents
      .find({ assetId })
      .sort({ projectedIndex: -1 })
      .lean<UseConsentRecord[]>();
    return records.map(toUseConsent);
  }

  async listByCommunity(community: OrganizationId, limit: number): Promise<UseConsent[]> {
    const records = await this.#consents
      .find({ community })
      .sort({ projectedIndex: -1 })
      .limit(limit)
      .lean<UseConsentRecord[]>();
    return records.map(toUseConsent);
  }

  async project(consent: UseConsent): Promise<void> {
    const { territories, minPrice } = consent;
    const state = { ...consent, territories: territories.toString(), minPrice: minPrice.toString() };
    await projectOnto(this.#consents, idOf(consent), { state });
  }
}

function idOf({ assetId, licensee }: Pick<UseConsent, 'assetId' | 'licensee'>): string {
  return `${assetId}:${licensee}`;
}

function toUseConsent({ _id, ...record }: UseConsentRecord): UseConsent {
  return { ...record, territories: BigInt(record.territories), minPrice: BigInt(record.minPrice) };
}
