import { type Connection, type Model, Schema } from 'mongoose';
import { defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';
import type { Delivery, DeliveryChannel } from '../../domain/delivery.ts';
import type { DeliveryStore, Settlement } from '../../ports/delivery-store.ts';

interface DeliveryRecord extends Keyed<string>, Omit<Delivery, 'id'> {}

const WAITING = 'WAITING';

export class MongoDeliveryStore implements DeliveryStore {
  readonly #deliveries: Model<DeliveryRecord>;

  constructor(connection: Connection) {
    this.#deliveries = defineCollection(connection, {
      name: 'deliveries',
      fields: {
        _id: String,
        channel: String,
        target: String,
        notice: Schema.Types.Mixed,
        state: String,
        attempts: Number,
        nextAt: Date,
        batch: String,
        last: Schema.Types.Mixed,
        createdAt: Date,
        settledAt: Date,
      },
      indexes: [
        [{ channel: 1, state: 1, nextAt: 1 }],
        [{ target: 1, createdAt: -1, _id: 1 }],
        [{ settledAt: 1 }],
      ],
    });
  }

  async add(deliveries: readonly Delivery[]): Promise<void> {
    const ids = deliveries.map(({ id }) => id);
    const known = await this.#deliveries
      .find({ _id: { $in: ids } })
      .select({ _id: 1 })
      .lean<Keyed<string>[]>();
    const isKnown = new Set(known.map(({ _id }) => _id));
    for (const { id, ...delivery } of deliveries)
      if (!isKnown.has(id)) await unlessDuplicate(this.#deliveries.insertMany([{ ...delivery, _id: id }]));
  }

  async find(id: string): Promise<Delivery | null> {
    const record = await this.#deliveries.findById(id).lean<DeliveryRecord>();
    return record === null ? null : toDelivery(record);
  }

  async listDue(
    channel: DeliveryChannel,
    { now, most, exceptOf = [] }: Parameters<DeliveryStore['listDue']>[1],
  ): Promise<Delivery[]> {
    const others = exceptOf.length === 0 ? {} : { target: { $nin: [...exceptOf] } };
    const records = await this.#deliveries
      .find({ channel, state: WAITING, nextAt: { $lte: now }, ...others })
      .sort({ nextAt: 1 })
      .limit(most)
      .lean<DeliveryRecord[]>();
    return records.map(toDelivery);
  }

  async findNextAt(channel: DeliveryChannel): Promise<Date | null> {
    const record = await this.#deliveries
      .findOne({ channel, state: WAITING })
      .sort({ nextAt: 1 })
      .select({ nextAt: 1 })
      .lean<DeliveryRecord>();
    return record?.nextAt ?? null;
  }

  async countWaiting(channel: DeliveryChannel): Promise<number> {
    return this.#deliveries.countDocuments({ channel, state: WAITING });
  }

  async listOf(target: string, most: number): Promise<Delivery[]> {
    return this.#list({ target }, most);
  }

  async listGivenUp(target: string, most: number): Promise<Delivery[]> {
    return this.#list({ target, state: 'GAVE_UP' }, most);
  }

  async claim(
    ids: readonly string[],
    { now, until, batch }: Parameters<DeliveryStore['claim']>[1],
  ): Promise<string[]> {
    const claimed: string[] = [];
    for (const id of ids) {
      const due = { _id: id, state: WAITING, nextAt: { $lte: now } } as const;
      const { matchedCount } = await this.#deliveries.updateOne(due, {
        $set: { nextAt: until, batch },
        $inc: { attempts: 1 },
      });
      if (matchedCount === 1) claimed.push(id);
    }
    return claimed;
  }

  async settle(ids: readonly string[], settlement: Settlement): Promise<void> {
    await this.#deliveries.updateMany(
      { _id: { $in: [...ids] }, state: WAITING },
      { $set: fieldsOf(settlement) },
    );
  }

  async settleWaiting(target: string, settlement: Settlement): Promise<void> {
    await this.#deliveries.updateMany({ target, state: WAITING }, { $set: fieldsOf(settlement) });
  }

  async postpone(target: string, { now, until }: Parameters<DeliveryStore['postpone']>[1]): Promise<void> {
    await this.#deliveries.updateMany(
      { target, state: WAITING, nextAt: { $lte: now } },
      { $set: { nextAt: until } },
    );
  }

  async sendAgain(id: string, now: Date): Promise<boolean> {
    const { matchedCount } = await this.#deliveries.updateOne(
      { _id: id, state: { $in: ['SENT', 'GAVE_UP', 'DROPPED'] } },
      { $set: { state: WAITING, attempts: 0, nextAt: now, settledAt: null } },
    );
    return matchedCount === 1;
  }

  async removeOf(target: string): Promise<void> {
    await this.#deliveries.deleteMany({ target });
  }

  async removeSettled(before: Date): Promise<void> {
    await this.#deliveries.deleteMany({ settledAt: { $lt: before } });
  }

  async #list(
    condition: Partial<Pick<DeliveryRecord, 'target' | 'state'>>,
    most: number,
  ): Promise<Delivery[]> {
    const records = await this.#deliveries
      .find(condition)
      .sort({ createdAt: -1, _id: 1 })
      .limit(most)
      .lean<DeliveryRecord[]>();
    return records.map(toDelivery);
  }
}

function fieldsOf(settlement: Settlement): Partial<DeliveryRecord> {
  const { state, last } = settlement;
  return settlement.state === 'WAITING'
    ? { state, last, nextAt: settlement.nextAt }
    : { state: settlement.state, last, nextAt: null, settledAt: settlement.at };
}

function toDelivery({ _id, ...delivery }: DeliveryRecord): Delivery {
  return { ...delivery, id: _id };
}
