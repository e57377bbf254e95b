import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { LeafStore } from '../ports/leaf-store.ts';
import { RecentAnswers } from '../../platform/concurrency/recent-answers.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';

const LEAVES_A_RUN = 500;
const RECENT_MS = 100;
/** Where read models have to be filled from the log again, an upgrade removes it (scripts/upgrade/steps.ts). */
const CURSOR = 'read-models';

/** Applies leaves to the read models, in their order; safe to repeat, since each write is guarded by the leaf's index. */
export type Apply = (leaves: readonly LoggedStatement[]) => Promise<void>;

export interface LogProjectionOptions {
  readonly leaves: LeafStore;
  readonly cursors: CursorStore;
  readonly apply: Apply;
  readonly everyMs: number;
  readonly onAdvance?: () => void;
}

/** Keeps the read models abreast of the log (ADR 3). */
export class LogProjection implements Job {
  readonly name = 'log-projection';
  readonly everyMs: number;
  readonly #options: LogProjectionOptions;
  readonly #recent = new RecentAnswers<number>();
  #advancing: Promise<unknown> = Promise.resolve();

  constructor(options: LogProjectionOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { leaves } = this.#options;
    const size = await leaves.size();
    const position = await this.position();
    if (size > position) await this.#advanceTo(Math.min(size, position + LEAVES_A_RUN));
    return position + LEAVES_A_RUN < size ? 'more' : 'idle';
  }

  /** How many leaves the read models show. */
  async position(): Promise<number> {
    return this.#options.cursors.read(CURSOR);
  }

  /** The same, read a tenth of a second ago or later where another process applies leaves. */
  async recentPosition(): Promise<number> {
    return this.#recent.find(CURSOR, RECENT_MS, () => this.position());
  }

  /** Leaves that the read models don't show yet. */
  async behind(): Promise<number> {
    const { leaves } = this.#options;
    return Math.max(0, (await leaves.size()) - (await this.position()));
  }

  /** Resolves when the read models show the leaf. */
  async followTo(leafIndex: number): Promise<void> {
    await this.#advanceTo(leafIndex + 1);
  }

  async #advanceTo(size: number): Promise<void> {
    const advancing = this.#advancing.catch(() => undefined).then(() => this.#advance(size));
    this.#advancing = advancing;
    await advancing;
  }

  async #advance(size: number): Promise<void> {
    const { cursors, leaves, apply, onAdvance } = this.#options;
    let position = await this.position();
    while (position < size) {
      const batch = await leaves.list(position, Math.min(size, position + LEAVES_A_RUN));
      await apply(batch);
      position += batch.length;
      await cursors.advance(CURSOR, position);
      this.#recent.forgetAll();
      onAdvance?.();
      if (batch.length === 0) return;
    }
  }
}
