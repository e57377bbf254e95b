import { type Connection, type Model, Schema } from 'mongoose';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import {
  type FileJob,
  type FileJobLane,
  type FileJobState,
  type JobFile,
  type JobOutcome,
} from '../../domain/file-job.ts';
import { COUNTED_AT_MOST, type Page, type PageRequest } from '../../../platform/kernel/page.ts';
import type { FileJobFilter, FileJobStore, JobClaim, VersionJobFilter } from '../../ports/file-job-store.ts';
import {
  defineCollection,
  insertNew,
  type Keyed,
  readByKeys,
  readRaw,
} from '../../../platform/mongo/model.ts';
import { withPresentCode } from './former-codes.ts';
import { type PageOrder, readPage } from '../../../platform/mongo/page.ts';

interface FileJobRecord extends Keyed<string>, Omit<FileJob, 'id' | 'nextAttemptAt' | 'file'> {
  readonly organizationId: string;
  readonly assetId: string;
  readonly file: Omit<JobFile, 'organizationId' | 'assetId'>;
  /** When a worker may take it: the next attempt of one that waits, the lease's end of one under way, else null. */
  readonly dueAt: Date | null;
  readonly claim: string | null;
}

interface OpenJobRecord extends FileJobRecord {
  readonly dueAt: Date;
}

const NEWEST_FIRST: PageOrder = { fields: ['createdAt', '_id'], direction: -1 };
/** Every date is after it, null is not. */
const EVER = new Date(0);
/** States of jobs that a worker may take once they are due. */
const OPEN_STATES = ['WAITING', 'RUNNING'] as const satisfies readonly FileJobState[];

export class MongoFileJobStore implements FileJobStore {
  readonly #jobs: Model<FileJobRecord>;

  constructor(connection: Connection) {
    this.#jobs = defineCollection(connection, {
      name: 'filejobs',
      fields: {
        _id: String,
        kind: String,
        lane: String,
        organizationId: String,
        assetId: String,
        file: Schema.Types.Mixed,
        until: Number,
        state: String,
        progress: Number,
        attempts: Number,
        dueAt: Date,
        claim: String,
        failure: Schema.Types.Mixed,
        createdAt: Date,
        updatedAt: Date,
      },
      indexes: [
        [{ lane: 1, dueAt: 1 }],
        // By state first: an organization's open jobs are found beside millions that ended. Not a partial index, which FerretDB lacks.
        [{ lane: 1, state: 1, organizationId: 1, dueAt: 1 }],
        [{ organizationId: 1, createdAt: -1, _id: -1 }],
        [{ organizationId: 1, state: 1, createdAt: -1, _id: -1 }],
        [{ organizationId: 1, state: 1, 'failure.problem': 1 }],
        [{ assetId: 1, state: 1 }],
        [{ kind: 1, state: 1 }],
      ],
    });
  }

  async enqueue(jobs: readonly FileJob[]): Promise<void> {
    await insertNew(this.#jobs, jobs.map(toRecord));
  }

  async claim(
    { lane, after }: { readonly lane: FileJobLane; readonly after: OrganizationId | null },
    lease: { readonly token: string; readonly now: Date; readonly until: Date },
  ): Promise<FileJob | null> {
    const behind = await this.#claimInTurn(lane, { from: after ?? '', to: null }, lease);
    if (behind !== null || after === null) return behind;
    return this.#claimInTurn(lane, { from: '', to: after }, lease);
  }

  /** Two looks for each organization with open jobs, however many those are: the one due first is the first in the index. */
  async #claimInTurn(
    lane: FileJobLane,
    { from, to }: { readonly from: string; readonly to: string | null },
    lease: { readonly token: string; readonly now: Date; readonly until: Date },
  ): Promise<FileJob | null> {
    for (let last = from; ;) {
      const organizationId = { $gt: last, ...(to !== null && { $lte: to }) };
      const first = await this.#firstOpen(lane, organizationId);
      if (first === undefined) return null;
      if (first.dueAt > lease.now) {
        last = first.organizationId;
        continue;
      }
      const { state } = first;
      const claimed = await this.#claimOf({ lane, state, organizationId: first.organizationId }, lease);
      // Another worker may have taken it meanwhile; then the organization is looked at again.
      if (claimed !== null) return claimed;
    }
  }

  /** Of the first of these organizations that has open jobs, the one that is due first. */
  async #firstOpen(lane: FileJobLane, organizationId: object): Promise<OpenJobRecord | undefined> {
    const ofEachState = await Promise.all(
      OPEN_STATES.map((state) =>
        this.#jobs
          .findOne({ lane, state, organizationId, dueAt: { $gt: EVER } })
          .sort({ organizationId: 1, dueAt: 1 })
          .lean<OpenJobRecord>(),
      ),
    );
    return ofEachState.filter((found) => found !== null).sort(byTurn)[0];
  }

  async #claimOf(
    queue: Pick<FileJobRecord, 'lane' | 'state' | 'organizationId'>,
    { token, now, until }: { readonly token: string; readonly now: Date; readonly until: Date },
  ): Promise<FileJob | null> {
    const record = await this.#jobs
      .findOneAndUpdate({ ...queue, dueAt: { $gt: EVER, $lte: now } }, begun({ token, now, until }), {
        sort: { dueAt: 1 },
        returnDocument: 'after',
      })
      .lean<FileJobRecord>();
    return record === null ? null : toJob(record);
  }

  async claimAlike(
    { kind, lane, file: { organizationId } }: FileJob,
    lease: {
      readonly token: string;
      readonly now: Date;
      readonly until: Date;
      readonly mostFiles: number;
    },
  ): Promise<FileJob[]> {
    const { token, now, mostFiles } = lease;
    const waiting = { lane, state: 'WAITING' as const, organizationId, dueAt: { $gt: EVER, $lte: now } };
    // So many that come next, of whatever kind: no more are looked through for each that is found.
    const next = await readRaw(this.#jobs, waiting, { sort: { dueAt: 1 }, limit: mostFiles });
    let room = mostFiles;
    const alike = next.filter(({ kind: of, attempts, file, until = 0 }) => {
      const isAlike = of === kind && attempts === 0 && file.index === 0 && until > 0 && until <= room;
      if (isAlike) room -= until;
      return isAlike;
    });
    if (alike.length === 0) return [];
    const ids = alike.map(({ _id }) => _id);
    const filter = { _id: { $in: ids }, state: 'WAITING' as const, claim: null };
    const { modifiedCount } = await this.#jobs.updateMany(filter, begun(lease));
    const taken = modifiedCount === ids.length ? null : await this.#claimedBy(token, ids);
    return alike.filter(({ _id }) => taken?.has(_id) !== false).map((job) => toBegun(job, token));
  }

  async #claimedBy(token: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const records = await readByKeys(this.#jobs, ids, { claim: token });
    return new Set(records.map(({ _id }) => _id));
  }

  async renew(
    { id, token }: JobClaim,
    { now, until, progress }: { readonly now: Date; readonly until: Date; readonly progress: number },
  ): Promise<boolean> {
    const { matchedCount } = await this.#jobs.updateOne(
      { _id: id, claim: token },
      { $set: { dueAt: until, progress, updatedAt: now } },
    );
    return matchedCount === 1;
  }

  async settle({ id, token }: JobClaim, outcome: JobOutcome, now: Date): Promise<boolean> {
    const { matchedCount } = await this.#jobs.updateOne({ _id: id, claim: token }, settled(outcome, now));
    return matchedCount === 1;
  }

  async settleAll(
    { ids, token }: { readonly ids: readonly string[]; readonly token: string },
    outcome: JobOutcome,
    now: Date,
  ): Promise<void> {
    await this.#jobs.updateMany({ _id: { $in: [...ids] }, claim: token }, settled(outcome, now));
  }

  async find(id: string): Promise<FileJob | null> {
    const record = await this.#jobs.findById(id).lean<FileJobRecord>();
    return record === null ? null : toJob(record);
  }

  async list(filter: FileJobFilter, page: PageRequest): Promise<Page<FileJob>> {
    const query = { filter: conditionOf(filter), order: NEWEST_FIRST, page, countAtMost: COUNTED_AT_MOST };
    return readPage(this.#jobs, query, toJob);
  }

  async count(filter: FileJobFilter): Promise<number> {
    return this.#jobs.countDocuments(conditionOf(filter), { limit: COUNTED_AT_MOST });
  }

  async listByAsset(
    assetId: AssetId,
    { state, most }: { readonly state: FileJobState; readonly most: number },
  ): Promise<FileJob[]> {
    const records = await this.#jobs.find({ assetId, state }).limit(most).lean<FileJobRecord[]>();
    return records.map(toJob);
  }

  async hasOfVersion(assetId: AssetId, { root, kinds, states }: VersionJobFilter): Promise<boolean> {
    const found = await this.#jobs.exists({
      assetId,
      state: { $in: [...states] },
      kind: { $in: [...kinds] },
      'file.root': root,
    });
    return found !== null;
  }

  async countOpen(lane: FileJobLane): Promise<number> {
    return this.#jobs.countDocuments({ lane, dueAt: { $gte: EVER } });
  }

  async retry(id: string, states: readonly FileJobState[], now: Date): Promise<boolean> {
    const { matchedCount } = await this.#jobs.updateOne(
      { _id: id, state: { $in: [...states] } },
      { $set: waitingAnew(now) },
    );
    return matchedCount === 1;
  }

  async retryAll(filter: FileJobFilter & { readonly state: FileJobState }, now: Date): Promise<number> {
    const { modifiedCount } = await this.#jobs.updateMany(conditionOf(filter), { $set: waitingAnew(now) });
    return modifiedCount;
  }

  async revive(kind: string, now: Date): Promise<void> {
    await this.#jobs.updateMany({ kind, state: 'UNAVAILABLE' }, { $set: waitingAnew(now) });
  }

  async removeOf(assetId: AssetId, sha256: string): Promise<boolean> {
    // `fileJobId` begins with both; a slash is what comes after a point.
    const theirs = { _id: { $gte: `${assetId}.${sha256}.`, $lt: `${assetId}.${sha256}/` } };
    const isRunning = (await this.#jobs.exists({ ...theirs, state: 'RUNNING' })) !== null;
    await this.#jobs.deleteMany(theirs);
    // They begin anew, without it.
    const ofMany = { assetId, state: 'RUNNING' as const, until: { $gt: 0 } };
    const interrupted = await this.#jobs.updateMany(ofMany, { $set: waitingAnew(new Date()) });
    return isRunning || interrupted.matchedCount > 0;
  }

  async moveTo(assetId: AssetId, organizationId: OrganizationId): Promise<void> {
    await this.#jobs.updateMany({ assetId }, { $set: { organizationId } });
  }
}

function byTurn(a: OpenJobRecord, b: OpenJobRecord): number {
  if (a.organizationId !== b.organizationId) return a.organizationId < b.organizationId ? -1 : 1;
  return a.dueAt.getTime() - b.dueAt.getTime();
}

function begun({ token, now, until }: { readonly token: string; readonly now: Date; readonly until: Date }) {
  return {
    $set: { state: 'RUNNING' as const, progress: 0, dueAt: until, claim: token, updatedAt: now },
    $inc: { attempts: 1 },
  };
}

/** As it is once it was begun. */
function toBegun(record: FileJobRecord, claim: string): FileJob {
  return toJob({ ...record, state: 'RUNNING', progress: 0, attempts: record.attempts + 1, claim });
}

function settled(outcome: JobOutcome, now: Date) {
  const isGoneOnWith = 'from' in outcome;
  return {
    $set: {
      ...(isGoneOnWith && { 'file.index': outcome.from, attempts: 0 }),
      state: outcome.state,
      dueAt: outcome.state === 'WAITING' ? outcome.nextAttemptAt : null,
      failure: outcome.state === 'DONE' ? null : outcome.failure,
      claim: null,
      updatedAt: now,
      progress: outcome.state === 'DONE' ? 1 : 0,
    },
  };
}

function waitingAnew(now: Date) {
  return {
    state: 'WAITING' as const,
    attempts: 0,
    progress: 0,
    dueAt: now,
    claim: null,
    failure: null,
    updatedAt: now,
  };
}

function conditionOf({ organizationId, state, problems }: FileJobFilter) {
  return {
    organizationId,
    ...(state !== null && { state }),
    ...(problems !== undefined && { 'failure.problem': { $in: [...problems] } }),
  };
}

function toRecord({ id, file, nextAttemptAt, ...job }: FileJob): FileJobRecord {
  const { organizationId, assetId, ...rest } = file;
  return { ...job, _id: id, organizationId, assetId, file: rest, dueAt: nextAttemptAt, claim: null };
}

function toJob({
  _id,
  organizationId,
  assetId,
  file,
  dueAt,
  claim,
  failure,
  ...job
}: FileJobRecord): FileJob {
  return {
    ...job,
    id: _id,
    failure: failure === null ? null : withPresentCode(failure, 'problem'),
    // Written from parsed ids.
    file: { ...file, organizationId: organizationId as OrganizationId, assetId: assetId as AssetId },
    nextAttemptAt: claim === null ? dueAt : null,
  };
}
