import type { Connection, Model } from 'mongoose';
import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import type { Copy, CopyPlan, CopyState, PlannedCopy } from '../../domain/copy.ts';
import type { CopyOutcome, CopyStore } from '../../ports/copy-store.ts';
import { defineCollection, hexOf, insertNew, type Keyed } from '../../../platform/mongo/model.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';

interface CopyRecord extends Keyed<string>, Omit<Copy, 'id'> {
  /** Of the attempt under way, or the last one. */
  readonly token: string | null;
}

interface PlanRecord extends Keyed<string>, Omit<CopyPlan, 'licenseId'> {}

const MOST_LISTED = 1_000;

export class MongoCopyStore implements CopyStore {
  readonly #copies: Model<CopyRecord>;
  readonly #plans: Model<PlanRecord>;

  constructor(connection: Connection) {
    this.#plans = defineCollection(connection, {
      name: 'copyplans',
      fields: { _id: String, licensee: String, nextDay: Number },
      indexes: [[{ nextDay: 1 }]],
    });
    this.#copies = defineCollection(connection, {
      name: 'copies',
      fields: {
        _id: String,
        licenseId: String,
        assetId: String,
        version: Number,
        root: String,
        index: Number,
        path: String,
        bytes: Number,
        sha256: String,
        cid: String,
        state: String,
        attempts: Number,
        nextAttemptAt: Date,
        made: Object,
        failure: String,
        token: String,
      },
      indexes: [[{ state: 1, nextAttemptAt: 1 }], [{ licenseId: 1, state: 1 }], [{ assetId: 1, sha256: 1 }]],
    });
  }

  async note(licenses: readonly LicenseId[], today: Day): Promise<void> {
    const plans = licenses.map((licenseId) => ({ _id: licenseId, licensee: null, nextDay: today }));
    const known = await insertNew(this.#plans, plans);
    if (known.length === 0) return;
    const ids = known.map(({ _id }) => _id);
    await this.#plans.updateMany({ _id: { $in: ids } }, { $set: { nextDay: today } });
  }

  async listDue(today: Day, most: number): Promise<CopyPlan[]> {
    const records = await this.#plans
      .find({ nextDay: { $lte: today } })
      .sort({ nextDay: 1 })
      .limit(most)
      .lean<PlanRecord[]>();
    return records.map(({ _id, ...plan }) => ({ ...plan, licenseId: _id as LicenseId }));
  }

  async putPlan({ licenseId, ...plan }: CopyPlan): Promise<void> {
    await this.#plans.updateOne({ _id: licenseId }, { $set: plan });
  }

  async removePlan(licenseId: LicenseId): Promise<void> {
    await this.#plans.deleteOne({ _id: licenseId });
  }

  async plan(copies: readonly PlannedCopy[], now: Date): Promise<void> {
    await insertNew(
      this.#copies,
      copies.map(({ id, ...copy }): CopyRecord => ({
        ...copy,
        _id: id,
        state: 'WAITING',
        attempts: 0,
        nextAttemptAt: now,
        made: null,
        failure: null,
        token: null,
      })),
    );
  }

  async begin(now: Date, token: string): Promise<Copy | null> {
    const record = await this.#copies
      .findOneAndUpdate(
        { state: 'WAITING', nextAttemptAt: { $lte: now } },
        { $set: { token }, $inc: { attempts: 1 } },
        { sort: { nextAttemptAt: 1 }, returnDocument: 'after' },
      )
      .lean<CopyRecord>();
    return record === null ? null : toCopy(record);
  }

  async giveBack(id: string, token: string): Promise<void> {
    await this.#copies.updateOne(
      { _id: id, token, state: 'WAITING' },
      { $set: { token: null }, $inc: { attempts: -1 } },
    );
  }

  async settle(id: string, token: string, outcome: CopyOutcome): Promise<boolean> {
    const { matchedCount } = await this.#copies.updateOne(
      { _id: id, token, state: 'WAITING' },
      { $set: { failure: null, nextAttemptAt: null, ...outcome } },
    );
    return matchedCount === 1;
  }

  async find(id: string): Promise<Copy | null> {
    const record = await this.#copies.findById(id).lean<CopyRecord>();
    return record === null ? null : toCopy(record);
  }

  async list(licenseId: LicenseId, { first, after }: PageRequest): Promise<Page<Copy>> {
    const [records, totalCount] = await Promise.all([
      this.#copies
        .find({ licenseId, ...(after !== null && { _id: { $gt: after } }) })
        .sort({ _id: 1 })
        .limit(first + 1)
        .lean<CopyRecord[]>(),
      this.#copies.countDocuments({ licenseId }),
    ]);
    const items = records.slice(0, first).map((record) => ({ item: toCopy(record), cursor: record._id }));
    return { items, hasNextPage: records.length > first, totalCount };
  }

  async listOf(licenseId: LicenseId, sha256s: readonly string[]): Promise<Copy[]> {
    const ids = sha256s.slice(0, MOST_LISTED).map((sha256) => `${licenseId}.${sha256}`);
    return (await this.#copies.find({ _id: { $in: ids } }).lean<CopyRecord[]>()).map(toCopy);
  }

  async count(licenseId: LicenseId, state: CopyState): Promise<number> {
    return this.#copies.countDocuments({ licenseId, state });
  }

  async countWaiting(): Promise<number> {
    return this.#copies.countDocuments({ state: 'WAITING' });
  }

  async retry(id: string, now: Date): Promise<void> {
    await this.#copies.updateOne({ _id: id }, waitingAnew(now));
  }

  async retryFailed(licenseId: LicenseId, now: Date): Promise<number> {
    return (await this.#copies.updateMany({ licenseId, state: 'FAILED' }, waitingAnew(now))).matchedCount;
  }

  async removeOfLicense(licenseId: LicenseId): Promise<void> {
    await this.#copies.deleteMany({ licenseId });
  }

  async removeOfAsset(assetId: AssetId): Promise<void> {
    await this.#copies.deleteMany({ assetId });
  }

  async licensesOf(assetId: AssetId, sha256: string): Promise<LicenseId[]> {
    const records = await this.#copies
      .find({ assetId, sha256 }, { licenseId: 1 })
      .lean<Pick<CopyRecord, 'licenseId'>[]>();
    return records.map(({ licenseId }) => licenseId);
  }

  async removeOfContent(assetId: AssetId, sha256: string): Promise<void> {
    await this.#copies.deleteMany({ assetId, sha256 });
  }
}

function waitingAnew(now: Date) {
  return {
    $set: { state: 'WAITING', attempts: 0, nextAttemptAt: now, made: null, failure: null, token: null },
  };
}

function toCopy({ _id: id, token: _, root, ...copy }: CopyRecord): Copy {
  return { ...copy, id, root: hexOf(root) };
}
