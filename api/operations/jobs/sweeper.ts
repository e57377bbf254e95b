import type { Job } from '../../platform/jobs/job-runner.ts';

export interface SweeperOptions {
  readonly signIn: { sweep(): Promise<void> };
  readonly uploads: { expire(): Promise<number> };
  readonly fileJobs: { revive(): Promise<void> };
  readonly requestFiles: { sweep(): Promise<void> };
  readonly billing: { sweep(): Promise<void> };
}

/** Removes sign-in nonces, sessions and uploads that have expired, files that no thread names, orders that were never placed; takes up work for which the machine lacked something. */
export class Sweeper implements Job {
  readonly name = 'sweeper';
  readonly everyMs = 600_000;
  readonly #options: SweeperOptions;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  async run(): Promise<'idle'> {
    await this.#options.signIn.sweep();
    await this.#options.uploads.expire();
    await this.#options.fileJobs.revive();
    await this.#options.requestFiles.sweep();
    await this.#options.billing.sweep();
    return 'idle';
  }
}
