import { setTimeout as delay } from 'node:timers/promises';
import { UnreachableError } from '@lanran/sdk/kernel/errors';

/** For a connection that breaks. */
const PAUSES_MS = [250, 500, 1000, 2000, 4000];
/** For a platform that starts again. */
const LATER_PAUSE_MS = 5_000;

export interface OutageWait {
  /** How long a platform that does not answer is asked again, beyond the first few seconds. */
  readonly waitMs: number;
  /** Told once, when that begins. */
  readonly onWait?: (error: UnreachableError) => void;
}

/** Failures in a row of one thing that is asked of the platform. */
export class Outage {
  readonly #wait: OutageWait | null;
  #failures = 0;
  #since = 0;

  constructor(wait: OutageWait | null) {
    this.#wait = wait;
  }

  /** It went on since. */
  end(): void {
    this.#failures = 0;
  }

  /** Pauses before another try. @throws what failed, if it is no outage or lasts too long */
  async pause(error: unknown): Promise<void> {
    if (!(error instanceof UnreachableError)) throw error;
    if (this.#failures === 0) this.#since = Date.now();
    const short = PAUSES_MS[this.#failures];
    const isLong = short === undefined;
    const left = (this.#wait?.waitMs ?? 0) - (Date.now() - this.#since);
    if (isLong && left <= 0) throw error;
    this.#failures += 1;
    if (this.#failures === 2) this.#wait?.onWait?.(error);
    await delay(short ?? Math.min(LATER_PAUSE_MS, left));
  }
}
