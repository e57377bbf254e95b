import type { Connection, Model } from 'mongoose';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { ConsentRefusal } from '../../domain/consent-refusal.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import type { RefusalStore } from '../../ports/refusal-store.ts';
import { defineCollection, type Keyed } from '../../../platform/mongo/model.ts';
import { readPage } from '../../../platform/mongo/page.ts';

interface RefusalRecord extends Keyed<AssetId>, Omit<ConsentRefusal, 'assetId'> {
  /** Community and holder, for lists of either. */
  readonly parties: readonly OrganizationId[];
}

export class MongoRefusalStore implements RefusalStore {
  readonly #refusals: Model<RefusalRecord>;

  constructor(connection: Connection) {
    this.#refusals = defineCollection(connection, {
      name: 'consentRefusals',
      fields: {
        _id: String,
        community: String,
        holder: String,
        parties: [String],
        reason: String,
        refusedBy: String,
        refusedAt: Date,
        logSize: Number,
      },
      indexes: [[{ parties: 1, refusedAt: -1, _id: -1 }]],
    });
  }

  async findMany(assetIds: readonly AssetId[]): Promise<ConsentRefusal[]> {
    const records = await this.#refusals.find({ _id: { $in: [...assetIds] } }).lean<RefusalRecord[]>();
    return records.map(toRefusal);
  }

  async list(organizationId: OrganizationId, page: PageRequest): Promise<Page<ConsentRefusal>> {
    return readPage(
      this.#refusals,
      {
        filter: { parties: organizationId },
        order: { fields: ['refusedAt', '_id'], direction: -1 },
        page,
      },
      toRefusal,
    );
  }

  async keep({ assetId, ...refusal }: ConsentRefusal): Promise<void> {
    const parties = [...new Set([refusal.community, refusal.holder])];
    await this.#refusals.updateOne({ _id: assetId }, { $set: { ...refusal, parties } }, { upsert: true });
  }

  async remove(assetId: AssetId): Promise<void> {
    await this.#refusals.deleteOne({ _id: assetId });
  }

  async endBefore(leafIndex: number, community: OrganizationId, assetIds: readonly AssetId[]): Promise<void> {
    await this.#refusals.deleteMany({
      _id: { $in: [...assetIds] },
      community,
      logSize: { $lte: leafIndex },
    });
  }
}

function toRefusal({ _id, parties: _parties, ...refusal }: RefusalRecord): ConsentRefusal {
  return { ...refusal, assetId: _id };
}
