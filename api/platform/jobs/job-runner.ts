import { within } from '../concurrency/within.ts';
import type { JobState } from './job-state.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';

/** Work that is repeated: idempotent, and safe to be ended at any point. */
export interface Job {
  readonly name: string;
  /** Longest pause between two runs. */
  readonly everyMs: number;
  /** Several processes may run it side by side; absent for a job that one process of the platform runs. */
  readonly runsEverywhere?: boolean;
  /** Does one bounded piece of the work; `more` asks to be run again at once. */
  run(): Promise<'more' | 'idle'>;
  /** The platform stops: a run under way should end soon. Absent for a job whose runs are short. */
  interrupt?(): void;
  /** What it has yet to follow; absent for a job that follows nothing. */
  behind?(): Promise<number>;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 30_000;
/** Who asks for the states does not wait for a store that does not answer. */
const BEHIND_WITHIN_MS = 2_000;

/** Which of several processes runs the jobs. */
export interface Leading {
  readonly isLeading: boolean;
  start(onBegin: () => void): Promise<void>;
  stop(): Promise<void>;
  /** Tells the other processes that a job has something to do. */
  nudge(job: string): void;
  /** Hears what others tell so. */
  onNudge(listener: (job: string) => void): void;
}

const OF_ONE_PROCESS: Leading = {
  isLeading: true,
  start: async () => undefined,
  stop: async () => undefined,
  nudge: () => undefined,
  onNudge: () => undefined,
};

/** Runs each job by itself, one run at a time: at its interval, when nudged, and again with back-off after an error. */
export class JobRunner {
  readonly #loops: ReadonlyMap<string, JobLoop>;
  readonly #everywhere: ReadonlySet<string>;
  readonly #leading: Leading;

  constructor(
    jobs: readonly Job[],
    logger: Logger,
    {
      clock = { now: () => new Date() },
      leading = OF_ONE_PROCESS,
    }: { readonly clock?: Clock; readonly leading?: Leading } = {},
  ) {
    this.#leading = leading;
    const mayRun = ({ runsEverywhere }: Job) => runsEverywhere === true || leading.isLeading;
    this.#loops = new Map(
      jobs.map((job) => [job.name, new JobLoop(job, { logger, clock, mayRun: () => mayRun(job) })]),
    );
    this.#everywhere = new Set(jobs.filter(({ runsEverywhere }) => runsEverywhere).map(({ name }) => name));
    leading.onNudge((name) => this.#loops.get(name)?.nudge());
  }

  start(): void {
    for (const loop of this.#loops.values()) loop.start();
    void this.#leading.start(() => this.#nudgeAll()).catch(() => undefined);
  }

  /** Asks for a run now, here or in the process that runs it, or after the pause that follows a failure; returns without waiting for it. */
  nudge(name: string): void {
    this.#loops.get(name)?.nudge();
    if (!this.#leading.isLeading || this.#everywhere.has(name)) this.#leading.nudge(name);
  }

  /** Lets each job finish the run it is in, or break it off if it can, and starts no other. */
  async stop(): Promise<void> {
    await Promise.all([...this.#loops.values()].map((loop) => loop.stop()));
    await this.#leading.stop();
  }

  #nudgeAll(): void {
    for (const loop of this.#loops.values()) loop.nudge();
  }

  /** Does this process run the jobs that one process of the platform runs? */
  get isLeading(): boolean {
    return this.#leading.isLeading;
  }

  async states(): Promise<JobState[]> {
    return Promise.all([...this.#loops.values()].map((loop) => loop.state()));
  }
}

class JobLoop {
  readonly #job: Job;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #mayRun: () => boolean;
  #current: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = true;
  #isNudged = false;
  #lastRunAt: Date | null = null;
  #failures = 0;
  #lastError: string | null = null;

  constructor(
    job: Job,
    {
      logger,
      clock,
      mayRun,
    }: { readonly logger: Logger; readonly clock: Clock; readonly mayRun: () => boolean },
  ) {
    this.#job = job;
    this.#logger = logger;
    this.#clock = clock;
    this.#mayRun = mayRun;
  }

  start(): void {
    this.#isStopped = false;
    this.nudge();
  }

  /** A job that failed is left alone until its pause is over: hurrying it would only load what is ill already. */
  nudge(): void {
    this.#isNudged = true;
    const isPausing = this.#failures > 0 && this.#timer !== null;
    if (this.#isStopped || this.#current !== null || isPausing || !this.#mayRun()) return;
    this.#begin();
  }

  #begin(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#current = this.#runUntilIdle().finally(() => {
      this.#current = null;
      this.#schedule();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#job.interrupt?.();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#current;
  }

  async state(): Promise<JobState> {
    return {
      name: this.#job.name,
      state: this.#activity(),
      lastRunAt: this.#lastRunAt,
      lastError: this.#lastError,
      behind: await this.#behind(),
    };
  }

  #activity(): JobState['state'] {
    if (this.#failures > 0) return 'FAILED';
    return this.#current === null ? 'IDLE' : 'RUNNING';
  }

  /** Null when what it follows does not answer soon: its error says why. */
  async #behind(): Promise<number | null> {
    const counting = this.#job.behind?.();
    return counting === undefined ? null : within(BEHIND_WITHIN_MS, counting).catch(() => null);
  }

  async #runUntilIdle(): Promise<void> {
    try {
      while (!this.#isStopped && this.#mayRun()) {
        this.#isNudged = false;
        this.#lastRunAt = this.#clock.now();
        const outcome = await this.#job.run();
        this.#failures = 0;
        this.#lastError = null;
        if (outcome === 'idle' && !this.#wasNudged()) return;
      }
    } catch (error) {
      this.#failures += 1;
      this.#lastError = error instanceof Error ? error.message : String(error);
      this.#logger.warn(
        { job: this.#job.name, failures: this.#failures, err: error },
        'job failed; it will be repeated',
      );
    }
  }

  #wasNudged(): boolean {
    return this.#isNudged;
  }

  #schedule(): void {
    if (this.#isStopped) return;
    // Another process runs it: what was asked for, and what failed here, is over.
    if (!this.#mayRun()) {
      this.#isNudged = false;
      this.#failures = 0;
      this.#lastError = null;
    }
    const delayMs =
      this.#failures > 0
        ? Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS)
        : this.#isNudged
          ? 0
          : this.#job.everyMs;
    this.#timer = setTimeout(() => this.#begin(), delayMs);
  }
}
