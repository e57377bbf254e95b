import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { CopyStore } from '../ports/copy-store.ts';
import type { CopyMaking } from '../services/copy-making.ts';
import type { CopyPlanning } from '../services/copy-planning.ts';
import type { CopySweeping } from '../services/copy-sweeping.ts';

export const COPIES_JOB = 'copies';
const LEAVES_A_RUN = 500;
/** After which a license is looked at again. */
const OF_LICENSES: ReadonlySet<string> = new Set([
  'licensed',
  'license-transferred',
  'license-revoked',
  'version-taken',
]);

export interface CopiesJobOptions {
  readonly cursors: CursorStore;
  readonly leaves: Pick<LeafStore, 'list'>;
  /** How many leaves the read models show. */
  readonly projection: { position(): Promise<number> };
  readonly planning: CopyPlanning;
  readonly making: CopyMaking;
  readonly sweeping: CopySweeping;
  readonly copies: Pick<CopyStore, 'countWaiting'>;
  readonly everyMs: number;
}

/** Follows the log to licenses, plans the copies of those that begin, makes them one by one, and removes those of what ended. First, what a kill left. */
export class CopiesJob implements Job {
  readonly name = COPIES_JOB;
  readonly everyMs: number;
  readonly #options: CopiesJobOptions;
  readonly #stopping = new AbortController();
  #isSwept = false;

  constructor(options: CopiesJobOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { planning, making, sweeping } = this.#options;
    if (this.#isStopping()) return 'idle';
    try {
      if (!this.#isSwept) {
        await sweeping.sweep(this.#stopping.signal);
        this.#isSwept = true;
      }
      if (await this.#followLog()) return 'more';
      if (await planning.planDue()) return 'more';
      return (await making.makeNext(this.#stopping.signal)) ? 'more' : 'idle';
    } catch (error) {
      if (this.#isStopping()) return 'idle';
      throw error;
    }
  }

  /** Leaves that were not looked at, and copies that wait. */
  async behind(): Promise<number> {
    const { projection, cursors, copies } = this.#options;
    const leaves = Math.max(0, (await projection.position()) - (await cursors.read(COPIES_JOB)));
    return leaves + (await copies.countWaiting());
  }

  /** Stops making the current copy. The next start makes it again from the beginning. */
  interrupt(): void {
    this.#stopping.abort(new Error('The platform stops.'));
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** True: there are more leaves. */
  async #followLog(): Promise<boolean> {
    const { cursors, leaves, projection, planning } = this.#options;
    const [from, end] = [await cursors.read(COPIES_JOB), await projection.position()];
    if (from >= end) return false;
    const batch = await leaves.list(from, Math.min(end, from + LEAVES_A_RUN));
    if (batch.length === 0) return false;
    const licenses = batch.filter(({ statement }) => OF_LICENSES.has(statement.kind));
    await planning.note([
      ...new Set(licenses.map((logged) => LoggedEvent.of(logged).licenseId('licenseId'))),
    ]);
    await cursors.advance(COPIES_JOB, from + batch.length);
    return from + batch.length < end;
  }
}
