import { type Connection, type Model, Schema } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { defineCollection, type Keyed } from '../../../platform/mongo/model.ts';
import type { Webhook } from '../../domain/webhook.ts';
import type { WebhookStore } from '../../ports/webhook-store.ts';

interface WebhookRecord extends Keyed<string>, Omit<Webhook, 'id'> {}

export class MongoWebhookStore implements WebhookStore {
  readonly #webhooks: Model<WebhookRecord>;

  constructor(connection: Connection) {
    this.#webhooks = defineCollection(connection, {
      name: 'webhooks',
      fields: {
        _id: String,
        organizationId: String,
        url: String,
        kinds: [String],
        secret: String,
        former: Schema.Types.Mixed,
        createdAt: Date,
        failingSince: Date,
        offAt: Date,
      },
      indexes: [[{ organizationId: 1, createdAt: 1 }]],
    });
  }

  async isAny(): Promise<boolean> {
    return (await this.#webhooks.findOne().select({ _id: 1 }).lean()) !== null;
  }

  async find(id: string): Promise<Webhook | null> {
    const record = await this.#webhooks.findById(id).lean<WebhookRecord>();
    return record === null ? null : toWebhook(record);
  }

  async listOf(organizationId: OrganizationId): Promise<Webhook[]> {
    const records = await this.#webhooks
      .find({ organizationId })
      .sort({ createdAt: 1, _id: 1 })
      .lean<WebhookRecord[]>();
    return records.map(toWebhook);
  }

  async insert({ id, ...webhook }: Webhook): Promise<void> {
    await this.#webhooks.insertMany([{ ...webhook, _id: id }]);
  }

  async update(id: string, changes: Parameters<WebhookStore['update']>[1]): Promise<void> {
    await this.#webhooks.updateOne({ _id: id }, { $set: changes });
  }

  async noteFailure(id: string, at: Date): Promise<Date | null> {
    await this.#webhooks.updateOne({ _id: id, failingSince: null }, { $set: { failingSince: at } });
    return (await this.find(id))?.failingSince ?? null;
  }

  async switchOff(id: string, at: Date): Promise<boolean> {
    const { matchedCount } = await this.#webhooks.updateOne(
      { _id: id, offAt: null },
      { $set: { offAt: at } },
    );
    return matchedCount === 1;
  }

  async delete(id: string): Promise<void> {
    await this.#webhooks.deleteOne({ _id: id });
  }
}

function toWebhook({ _id, ...webhook }: WebhookRecord): Webhook {
  return { ...webhook, id: _id };
}
