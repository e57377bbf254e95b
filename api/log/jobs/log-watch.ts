import type { Job } from '../../platform/jobs/job-runner.ts';
import type { LeafStore } from '../ports/leaf-store.ts';

export interface LogWatchOptions {
  readonly leaves: Pick<LeafStore, 'size'>;
  readonly everyMs: number;
  readonly onGrown: () => void;
}

/** Looks often whether another process appended to the log, so that the jobs that follow the log need not look themselves. */
export class LogWatch implements Job {
  readonly name = 'log-watch';
  readonly everyMs: number;
  readonly #options: LogWatchOptions;
  #seen = 0;

  constructor(options: LogWatchOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'idle'> {
    const size = await this.#options.leaves.size();
    if (size !== this.#seen) this.#options.onGrown();
    this.#seen = size;
    return 'idle';
  }
}
