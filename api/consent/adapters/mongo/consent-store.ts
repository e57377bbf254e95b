import type { Connection, Model } from 'mongoose';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Consent } from '../../domain/consent.ts';
import type { ConsentStore } from '../../ports/consent-store.ts';
import { defineCollection, type Keyed, projectOnto, readByKeys } from '../../../platform/mongo/model.ts';

/** Integers above 2^53 are decimal text in the database. */
export interface ConsentRecord extends Keyed<string>, Omit<Consent, 'territories'> {
  readonly territories: string;
}

export class MongoConsentStore implements ConsentStore {
  readonly #consents: Model<ConsentRecord>;

  constructor(connection: Connection) {
    this.#consents = defineCollection(connection, {
      name: 'consents',
      fields: {
        _id: String,
        assetId: String,
        community: String,
        holder: String,
        media: Number,
        territories: String,
        lastDay: Number,
        shareBps: Number,
        rights: Number,
        isWithdrawn: Boolean,
        projectedIndex: Number,
      },
      indexes: [[{ community: 1, _id: 1 }]],
    });
  }

  async find(assetId: AssetId): Promise<Consent | null> {
    const record = await this.#consents.findById(assetId).lean<ConsentRecord>();
    return record === null ? null : toConsent(record);
  }

  async findMany(assetIds: readonly AssetId[]): Promise<Consent[]> {
    const records = await readByKeys(this.#consents, assetIds);
    return records.map(toConsent);
  }

  async project(consent: Consent): Promise<void> {
    const state = { ...consent, territories: consent.territories.toString() };
    await projectOnto(this.#consents, consent.assetId, { state });
  }
}

export function toConsent({ _id, ...record }: ConsentRecord): Consent {
  return { ...record, territories: BigInt(record.territories) };
}
