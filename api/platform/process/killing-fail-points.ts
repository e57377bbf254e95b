import type { FailPoint, FailPoints } from '../kernel/fail-points.ts';

/** Nothing happens at fail points; the only ones production has. */
export const NO_FAIL_POINTS: FailPoints = { areIdle: true, reach: () => undefined };

/** For fault tests: the process ends by SIGKILL, as by a power cut, at the one fail point named. */
export class KillingFailPoints implements FailPoints {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  reach(name: FailPoint): void | Promise<void> {
    if (name !== this.#name) return;
    process.kill(process.pid, 'SIGKILL');
    // The signal may be a moment on its way; nothing after the fail point may run meanwhile.
    return new Promise(() => undefined);
  }
}
