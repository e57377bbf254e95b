import type { Job } from './job-runner.ts';

/** Removes sign-in nonces and sessions that have expired. */
export class Sweeper implements Job {
  readonly name = 'sweeper';
  readonly everyMs = 600_000;
  readonly #signIn: { sweep(): Promise<void> };

  constructor({ signIn }: { readonly signIn: { sweep(): Promise<void> } }) {
    this.#signIn = signIn;
  }

  async run(): Promise<'idle'> {
    await this.#signIn.sweep();
    return 'idle';
  }
}
