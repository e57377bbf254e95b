import { randomUUID } from 'node:crypto';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { ContentDamagedError, ContentMissingError, DomainError } from '../../platform/kernel/errors.ts';
import {
  type FileJob,
  type FileJobLane,
  jobFailure,
  type JobFailure,
  type JobFile,
  type JobOutcome,
  MAX_ATTEMPTS,
  type Particulars,
  pauseAfterMs,
} from '../domain/file-job.ts';
import type { FileDescription } from '../domain/picture.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FileDescriptionStore } from '../ports/file-description-store.ts';
import type { FileJobStore } from '../ports/file-job-store.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { FileDescriptions } from '../services/file-descriptions.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import { DESCRIBE, type FileJobPlan, UnworkableFileError } from './file-job-kind.ts';
import { FILES_A_STEP, type LookingAtFiles } from './looking-at-files.ts';

/** A worker that does not renew its lease for so long is taken for dead. */
const LEASE_MS = 60_000;
/** Jobs of other processes, and those that pause after a failure. */
const LOOK_EVERY_MS = 30_000;

const INTERRUPTED = jobFailure('INTERRUPTED', {
  en: `It was begun ${MAX_ATTEMPTS} times and never came to an end.`,
  zh: `已开始 ${MAX_ATTEMPTS} 次，均未完成。`,
});
/** Asked of a platform that was set back to an older version. */
const UNKNOWN_KIND: Particulars = {
  en: 'This version of the platform does not do this. Ask the operator to update it.',
  zh: '平台的当前版本不做此项处理。请联系运营方更新平台。',
};

export interface FileJobWorkerOptions {
  readonly lane: FileJobLane;
  readonly store: Pick<
    FileJobStore,
    'claim' | 'claimAlike' | 'renew' | 'settle' | 'settleAll' | 'enqueue' | 'countOpen'
  >;
  readonly plan: FileJobPlan;
  readonly descriptions: Pick<FileDescriptions, 'findMany' | 'describe'>;
  readonly covers: Pick<FileDescriptionStore, 'offerCover'>;
  /** For jobs on many files. */
  readonly looking: Pick<LookingAtFiles, 'look' | 'lookAtVersions' | 'work'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly everyMs: number;
  readonly leaseMs?: number;
  /** Leases are dates: a process whose clock is wrong would take the jobs of others. */
  readonly isClockRight: () => boolean;
  readonly onEnqueue?: () => void;
}

/** Does the jobs of a lane, one after the other, of each organization in turn. Any number of workers, in any number of processes, may share a queue. */
export class FileJobWorker implements Job {
  readonly name: string;
  readonly everyMs: number;
  readonly runsEverywhere = true;
  readonly #options: FileJobWorkerOptions;
  readonly #leaseMs: number;
  readonly #stopping = new AbortController();
  #lastServed: OrganizationId | null = null;

  constructor(options: FileJobWorkerOptions) {
    this.#options = options;
    this.name = `file-jobs-${options.lane}`;
    this.everyMs = Math.min(options.everyMs, LOOK_EVERY_MS);
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
  }

  async run(): Promise<'more' | 'idle'> {
    if (this.#stopping.signal.aborted || !this.#options.isClockRight()) return 'idle';
    const token = randomUUID();
    const turn = { lane: this.#options.lane, after: this.#lastServed };
    const job = await this.#options.store.claim(turn, { token, ...this.#lease() });
    if (job === null) return 'idle';
    this.#lastServed = job.file.organizationId;
    if (isFreshVersion(job) && (await this.#lookAtVersions(job, token))) return 'more';
    const outcome = await this.#attempt(job, token);
    await this.#options.store.settle({ id: job.id, token }, outcome, this.#options.clock.now());
    return 'more';
  }

  async behind(): Promise<number> {
    return this.#options.store.countOpen(this.#options.lane);
  }

  /** Breaks the present job off: it waits for the next start, as if it had not been begun. */
  interrupt(): void {
    this.#stopping.abort(new Error('The platform stops.'));
  }

  async #attempt(job: FileJob, token: string): Promise<JobOutcome> {
    // Counted when it begins: what kills the process each time ends too.
    if (job.attempts > MAX_ATTEMPTS) return { state: 'FAILED', failure: INTERRUPTED };
    const hold = this.#hold([job], token);
    try {
      if (job.until !== undefined) return await this.#workOnMany(job, hold);
      const lacking = await this.#do(job, hold);
      return lacking === null
        ? { state: 'DONE' }
        : { state: 'UNAVAILABLE', failure: jobFailure('TOOL_MISSING', lacking) };
    } catch (error) {
      return this.#outcomeOf(job, error);
    } finally {
      hold.release();
    }
  }

  /** Looks at this version and at those that come next, if they have few files, with one round of store calls. False: there are no others. */
  async #lookAtVersions(first: FileJob, token: string): Promise<boolean> {
    const { store, looking, clock, logger, onEnqueue } = this.#options;
    const mostFiles = FILES_A_STEP - (first.until ?? 0);
    if (mostFiles <= 0) return false;
    const others = await store.claimAlike(first, { token, ...this.#lease(), mostFiles });
    if (others.length === 0) return false;
    const jobs = [first, ...others];
    const hold = this.#hold(jobs, token);
    // Those that fail together are done one by one, as each has been begun before.
    let outcome: JobOutcome = { state: 'WAITING', nextAttemptAt: clock.now(), failure: null };
    try {
      await unlessAborted(looking.lookAtVersions(jobs, hold), hold.signal);
      onEnqueue?.();
      outcome = { state: 'DONE' };
    } catch (err) {
      if (!hold.signal.aborted) logger.warn({ jobs: jobs.length, err }, 'file jobs are done one by one');
    } finally {
      hold.release();
    }
    await store.settleAll({ ids: jobs.map(({ id }) => id), token }, outcome, clock.now());
    return true;
  }

  async #workOnMany(job: FileJob, hold: Hold): Promise<JobOutcome> {
    const { looking, plan, onEnqueue, clock } = this.#options;
    const kind = job.kind === DESCRIBE ? DESCRIBE : plan.find(job.kind);
    if (kind === null) return { state: 'UNAVAILABLE', failure: jobFailure('TOOL_MISSING', UNKNOWN_KIND) };
    const work = kind === DESCRIBE ? looking.look(job, hold) : looking.work(job, kind, hold);
    const from = await unlessAborted(work, hold.signal);
    onEnqueue?.();
    return from === null
      ? { state: 'DONE' }
      : { state: 'WAITING', nextAttemptAt: clock.now(), failure: null, from };
  }

  /** Resolves to what the machine lacks for it. */
  async #do(job: FileJob, { progress, signal }: Hold): Promise<Particulars | null> {
    const { plan, covers } = this.#options;
    const { file } = job;
    if (job.kind === DESCRIBE) {
      const description = await this.#look(file);
      if (description.picture !== null) await covers.offerCover(file.root, file.index);
      await this.#enqueueNext(job, description);
      const { refusal } = description;
      if (refusal !== null) throw new UnworkableFileError(refusal);
      return null;
    }
    const kind = plan.find(job.kind);
    if (kind === null) return UNKNOWN_KIND;
    const lacking = (await kind.lacks?.()) ?? null;
    if (lacking !== null) return lacking;
    // What can't be broken off in its middle is left to end by itself, and counts for nothing.
    await unlessAborted(
      kind.run({ ...file, description: await this.#look(file) }, { progress, signal }),
      signal,
    );
    return null;
  }

  /** Another asset may have the same content; what was refused is looked at anew when somebody asks for it. */
  async #look(file: JobFile): Promise<FileDescription> {
    const [known = null] = await this.#options.descriptions.findMany([file.sha256]);
    return known === null || known.refusal !== null ? this.#options.descriptions.describe(file) : known;
  }

  /** Before the job is done: a kill in between repeats it, and enqueues nothing twice. */
  async #enqueueNext({ file }: FileJob, description: FileDescription): Promise<void> {
    const { plan, store, clock, onEnqueue } = this.#options;
    await store.enqueue(plan.jobsFor(file, description, clock.now()));
    onEnqueue?.();
  }

  #outcomeOf(job: FileJob, error: unknown): JobOutcome {
    const { clock, logger } = this.#options;
    const now = clock.now();
    if (this.#stopping.signal.aborted) return { state: 'WAITING', nextAttemptAt: now, failure: null };
    const fields = { job: job.id, kind: job.kind, attempts: job.attempts, err: error };
    if (error instanceof UnworkableFileError) return { state: 'FAILED', failure: error.failure };
    const failure = failureOf(error);
    if (job.attempts >= MAX_ATTEMPTS) {
      logger.warn(fields, 'file job failed; it waits for somebody to retry it');
      return { state: 'FAILED', failure };
    }
    logger.warn(fields, 'file job failed; it will be repeated');
    return {
      state: 'WAITING',
      nextAttemptAt: new Date(now.getTime() + pauseAfterMs(job.attempts)),
      failure,
    };
  }

  /** Renews the lease while the work goes on; the signal says when it is lost. */
  #hold(jobs: readonly FileJob[], token: string): Hold {
    const lost = new AbortController();
    let done = 0;
    const renew = async () => {
      const lease = { ...this.#lease(), progress: done };
      for (const { id } of jobs) {
        // The database may be back before the lease ends.
        const isHeld = await this.#options.store.renew({ id, token }, lease).catch(() => true);
        if (!isHeld) lost.abort(new Error('Another worker has taken the job.'));
      }
    };
    const timer = setInterval(() => void renew(), this.#leaseMs / 6);
    return {
      signal: AbortSignal.any([lost.signal, this.#stopping.signal]),
      progress: (part) => {
        done = Math.min(1, Math.max(0, part));
      },
      release: () => clearInterval(timer),
    };
  }

  #lease() {
    const now = this.#options.clock.now();
    return { now, until: new Date(now.getTime() + this.#leaseMs) };
  }
}

/** Of a job that is begun for the first time. */
function isFreshVersion({ kind, until, attempts, file }: FileJob): boolean {
  return kind === DESCRIBE && until !== undefined && attempts === 1 && file.index === 0;
}

/** A platform that stops gives its jobs back at once: a claim that it leaves holds them up until its lease ends. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let forget: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    forget = () => signal.removeEventListener('abort', abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    forget();
    // Its end, or failure, after that is nobody's.
    work.catch(() => undefined);
  }
}

interface Hold {
  readonly signal: AbortSignal;
  progress(part: number): void;
  release(): void;
}

/** Words for the holder; what only a developer understands is in the log. */
function failureOf(error: unknown): JobFailure {
  if (error instanceof ContentMissingError)
    return jobFailure('FILE_LOST', {
      en: error.message,
      zh: '文件存储中没有该原件的内容。请从备份恢复，或重新发布。',
    });
  if (error instanceof ContentDamagedError)
    return jobFailure('FILE_DAMAGED', {
      en: error.message,
      zh: '所存原件的内容与发布时不同。请从授权包或备份中恢复。',
    });
  if (error instanceof DomainError)
    return jobFailure('PLATFORM', { en: error.message, zh: `平台的说明：${error.message}` });
  return jobFailure('PLATFORM', {
    en: 'An error the platform did not expect; the operator finds it in its output.',
    zh: '平台出现意外错误；运营方可在平台的运行输出中找到。',
  });
}
