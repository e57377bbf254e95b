import type { Connection, Model } from 'mongoose';
import type { LimitCounters, Share } from '../peers/limit-counters.ts';
import { defineCollection, type Keyed, readByKeys, unlessDuplicate } from './model.ts';

interface LimitRecord extends Keyed<string> {
  /** In ms since 1970. */
  readonly restoredAt: number;
}

/** Of processes that take from one key in the same moment all but one try again. */
const MOST_TRIES = 50;

/** As `RateLimit`: one number a key, when it has all of its share again. */
export class MongoLimitCounters implements LimitCounters {
  readonly #limits: Model<LimitRecord>;

  constructor(connection: Connection) {
    this.#limits = defineCollection(connection, {
      name: 'limits',
      fields: { _id: String, restoredAt: Number },
    });
  }

  async take(key: string, { most, windowMs }: Share, now: Date): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const [known] = await readByKeys(this.#limits, [key]);
      const restoredAt = Math.max(known?.restoredAt ?? 0, now.getTime()) + windowMs / most;
      // Sums of fractions of a millisecond are not exact.
      if (restoredAt - now.getTime() > windowMs + 1e-3) return false;
      if (await this.#replace(key, known?.restoredAt ?? null, restoredAt)) return true;
    }
    return false;
  }

  async sweep(now: Date): Promise<void> {
    await this.#limits.deleteMany({ restoredAt: { $lte: now.getTime() } });
  }

  async #replace(key: string, before: number | null, restoredAt: number): Promise<boolean> {
    if (before === null) return unlessDuplicate(this.#limits.insertMany([{ _id: key, restoredAt }]));
    const known = { _id: key, restoredAt: before };
    return (await this.#limits.updateOne(known, { $set: { restoredAt } })).matchedCount === 1;
  }
}
