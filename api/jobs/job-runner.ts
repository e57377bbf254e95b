import type { Logger } from '../ports/logger.ts';

/** Work that is repeated: idempotent, and safe to be ended at any point. */
export interface Job {
  readonly name: string;
  /** Longest pause between two runs. */
  readonly everyMs: number;
  /** Does one bounded piece of the work; `more` asks to be run again at once. */
  run(): Promise<'more' | 'idle'>;
}

export interface JobState {
  readonly name: string;
  readonly isRunning: boolean;
  readonly runs: number;
  readonly lastError: string | null;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 30_000;

/** Runs each job by itself, one run at a time: at its interval, when nudged, and again with back-off after an error. */
export class JobRunner {
  readonly #loops: ReadonlyMap<string, JobLoop>;

  constructor(jobs: readonly Job[], logger: Logger) {
    this.#loops = new Map(jobs.map((job) => [job.name, new JobLoop(job, logger)]));
  }

  start(): void {
    for (const loop of this.#loops.values()) loop.start();
  }

  /** Asks for a run now, or after the pause that follows a failure; returns without waiting for it. */
  nudge(name: string): void {
    this.#loops.get(name)?.nudge();
  }

  /** Lets each job finish the run it is in, and starts no other. */
  async stop(): Promise<void> {
    await Promise.all([...this.#loops.values()].map((loop) => loop.stop()));
  }

  states(): JobState[] {
    return [...this.#loops.values()].map((loop) => loop.state());
  }
}

class JobLoop {
  readonly #job: Job;
  readonly #logger: Logger;
  #current: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = true;
  #isNudged = false;
  #runs = 0;
  #failures = 0;
  #lastError: string | null = null;

  constructor(job: Job, logger: Logger) {
    this.#job = job;
    this.#logger = logger;
  }

  start(): void {
    this.#isStopped = false;
    this.nudge();
  }

  /** A job that failed is left alone until its pause is over: hurrying it would only load what is ill already. */
  nudge(): void {
    this.#isNudged = true;
    const isPausing = this.#failures > 0 && this.#timer !== null;
    if (this.#isStopped || this.#current !== null || isPausing) return;
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
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#current;
  }

  state(): JobState {
    return {
      name: this.#job.name,
      isRunning: this.#current !== null,
      runs: this.#runs,
      lastError: this.#lastError,
    };
  }

  async #runUntilIdle(): Promise<void> {
    try {
      while (!this.#isStopped) {
        this.#isNudged = false;
        this.#runs += 1;
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
    const delayMs =
      this.#failures > 0
        ? Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS)
        : this.#isNudged
          ? 0
          : this.#job.everyMs;
    this.#timer = setTimeout(() => this.#begin(), delayMs);
  }
}
