import type { Connection, Model } from 'mongoose';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { DeliveryToken, TokenLicense } from '../../domain/delivery-token.ts';
import type { DeliveryTokenStore } from '../../ports/delivery-token-store.ts';
import { defineCollection, type Keyed } from '../../../platform/mongo/model.ts';

/** The first license lies as earlier releases write the only one. */
interface DeliveryTokenRecord extends Keyed<string>, Omit<DeliveryToken, 'id' | 'licenses'>, TokenLicense {
  readonly further?: readonly TokenLicense[];
}

export class MongoDeliveryTokenStore implements DeliveryTokenStore {
  readonly #tokens: Model<DeliveryTokenRecord>;

  constructor(connection: Connection) {
    this.#tokens = defineCollection(connection, {
      name: 'deliverytokens',
      fields: {
        _id: String,
        licenseId: String,
        assetId: String,
        further: { type: [{ _id: false, licenseId: String, assetId: String }], default: undefined },
        licensee: String,
        label: String,
        secretHash: String,
        lastDay: Number,
        createdAt: Date,
        createdBy: String,
        revokedAt: Date,
        lastUsedAt: Date,
      },
      indexes: [[{ licenseId: 1, createdAt: 1, _id: 1 }], [{ 'further.licenseId': 1 }]],
    });
  }

  async insert({ id, licenses: [first, ...further], ...token }: DeliveryToken): Promise<void> {
    await this.#tokens.insertMany([{ ...token, ...first, further, _id: id }]);
  }

  async find(id: string): Promise<DeliveryToken | null> {
    const record = await this.#tokens.findById(id).lean<DeliveryTokenRecord>();
    return record === null ? null : toToken(record);
  }

  async listByLicense(licenseId: LicenseId, most: number): Promise<DeliveryToken[]> {
    const records = await this.#tokens
      .find({ $or: [{ licenseId }, { 'further.licenseId': licenseId }] })
      .sort({ createdAt: -1, _id: -1 })
      .limit(most)
      .lean<DeliveryTokenRecord[]>();
    return records.map(toToken);
  }

  async revoke(id: string, now: Date): Promise<void> {
    await this.#tokens.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: now } });
  }

  async noteUse(id: string, now: Date, notedSince: Date): Promise<void> {
    const isOld = [{ lastUsedAt: null }, { lastUsedAt: { $lt: notedSince } }];
    await this.#tokens.updateOne({ _id: id, $or: isOld }, { $set: { lastUsedAt: now } });
  }
}

function toToken({ _id, licenseId, assetId, further = [], ...token }: DeliveryTokenRecord): DeliveryToken {
  return { ...token, id: _id, licenses: [{ licenseId, assetId }, ...further] };
}
