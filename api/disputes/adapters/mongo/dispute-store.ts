import type { Connection, Model } from 'mongoose';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Dispute } from '../../domain/dispute.ts';
import type { DisputeStore } from '../../ports/dispute-store.ts';
import { defineCollection, type Keyed, projectOnto, readRaw } from '../../../platform/mongo/model.ts';

interface DisputeRecord extends Keyed<string>, Dispute {}

export class MongoDisputeStore implements DisputeStore {
  readonly #disputes: Model<DisputeRecord>;

  constructor(connection: Connection) {
    this.#disputes = defineCollection(connection, {
      name: 'disputes',
      fields: {
        _id: String,
        assetId: String,
        organizationId: String,
        reasonHash: String,
        openedAt: Date,
        isOpen: Boolean,
        allowedAt: Date,
        projectedIndex: Number,
      },
      indexes: [
        [{ assetId: 1, isOpen: 1, projectedIndex: 1 }],
        [{ isOpen: 1, projectedIndex: 1 }],
        [{ organizationId: 1, openedAt: -1 }],
        [{ allowedAt: 1 }],
      ],
    });
  }

  async find(assetId: AssetId, organizationId: OrganizationId): Promise<Dispute | null> {
    const record = await this.#disputes.findById(keyOf({ assetId, organizationId })).lean<DisputeRecord>();
    return record === null ? null : toDispute(record);
  }

  async listOpen(assetIds: readonly AssetId[]): Promise<Dispute[]> {
    const open = { assetId: { $in: [...assetIds] }, isOpen: true };
    const records = await readRaw(this.#disputes, open, { sort: { projectedIndex: 1 } });
    return records.map(toDispute);
  }

  async listAllOpen(limit: number): Promise<Dispute[]> {
    const records = await this.#disputes
      .find({ isOpen: true })
      .sort({ projectedIndex: 1 })
      .limit(limit)
      .lean<DisputeRecord[]>();
    return records.map(toDispute);
  }

  async listWaiting(now: Date, limit: number): Promise<Dispute[]> {
    const records = await this.#disputes
      .find({ allowedAt: { $gt: now } })
      .sort({ allowedAt: 1, _id: 1 })
      .limit(limit)
      .lean<DisputeRecord[]>();
    return records.map(toDispute);
  }

  async listBy(organizationId: OrganizationId, first: number): Promise<Dispute[]> {
    const records = await this.#disputes
      .find({ organizationId })
      .sort({ openedAt: -1, _id: 1 })
      .limit(first)
      .lean<DisputeRecord[]>();
    return records.map(toDispute);
  }

  async project(dispute: Dispute): Promise<void> {
    await projectOnto(this.#disputes, keyOf(dispute), { state: dispute });
  }
}

function keyOf({ assetId, organizationId }: Pick<Dispute, 'assetId' | 'organizationId'>): string {
  return `${assetId}/${organizationId}`;
}

function toDispute({ _id, ...dispute }: DisputeRecord): Dispute {
  return dispute;
}
