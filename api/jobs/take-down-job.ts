import type { TakeDown } from '../domain/take-down.ts';
import type { Clock } from '../ports/clock.ts';
import type { TakeDownStore } from '../ports/take-down-store.ts';
import type { Erasing } from '../services/erasing.ts';
import type { TakeDownScopes } from '../services/take-down-scopes.ts';
import type { Job } from './job-runner.ts';

const PENDING_A_RUN = 20;
/** Longer than the lease of who works on files: by then it is lost. */
const LEFTOVERS_AFTER_MS = 90_000;

export interface TakeDownJobOptions {
  readonly takeDowns: Pick<TakeDownStore, 'listPending' | 'resolve' | 'markErased'>;
  readonly scopes: Pick<TakeDownScopes, 'find'>;
  readonly erasing: Pick<Erasing, 'erase' | 'forgetLeftovers'>;
  readonly clock: Clock;
  readonly everyMs: number;
}

/** Erases what the log says was taken down; goes on where a kill ended it. One whose scope nobody knows waits for its text. */
export class TakeDownJob implements Job {
  readonly name = 'take-downs';
  readonly everyMs: number;
  readonly #options: TakeDownJobOptions;
  /** Erased already, but for what somebody was at work on; until when that may go on. */
  readonly #leftUntil = new Map<number, number>();

  constructor(options: TakeDownJobOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const failures: unknown[] = [];
    const pending = await this.#options.takeDowns.listPending(PENDING_A_RUN);
    for (const takeDown of pending) {
      // One that fails holds up no other.
      await this.#erase(takeDown).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    return 'idle';
  }

  /** Take-downs that are not erased yet. */
  async behind(): Promise<number> {
    return (await this.#options.takeDowns.listPending(PENDING_A_RUN)).length;
  }

  async #erase(takeDown: TakeDown): Promise<void> {
    const { takeDowns, scopes, erasing, clock } = this.#options;
    const { leafIndex } = takeDown;
    const now = clock.now().getTime();
    const leftUntil = this.#leftUntil.get(leafIndex);
    if (leftUntil !== undefined && now < leftUntil) return;
    const scope = takeDown.scope ?? (await scopes.find(takeDown));
    if (scope === null) return;
    if (takeDown.scope === null) await takeDowns.resolve(takeDown, scope);
    await erasing.forgetLeftovers(takeDown);
    if (await erasing.erase(takeDown, scope)) {
      this.#leftUntil.set(leafIndex, now + LEFTOVERS_AFTER_MS);
      return;
    }
    await takeDowns.markErased(takeDown, clock.now());
    this.#leftUntil.delete(leafIndex);
  }
}
