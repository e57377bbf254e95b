import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { TakeDownStore } from '../../assets/ports/take-down-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { Clock } from '../../platform/kernel/clock.ts';

/** Clocks of processes differ by less, and a look takes less. */
const OVERLAP_MS = 120_000;

export interface ErasuresElsewhereOptions {
  readonly takeDowns: Pick<TakeDownStore, 'listErasedSince'>;
  /** Is no other process there that could have erased? */
  readonly isAlone: () => boolean;
  readonly searched: { erase(ids: readonly AssetId[]): Promise<void> };
  /** What this process keeps in memory of files. */
  readonly fileItems: { forgetAll(): void };
  readonly clock: Clock;
  readonly everyMs: number;
}

/** One process erases what was taken down; each other one brings its own search index and memory to the same. */
export class ErasuresElsewhere implements Job {
  static readonly NAME = 'erasures-elsewhere';
  readonly name = ErasuresElsewhere.NAME;
  readonly runsEverywhere = true;
  readonly everyMs: number;
  readonly #options: ErasuresElsewhereOptions;
  /** By the leaf. */
  #known = new Set<number>();
  #since: Date;

  constructor(options: ErasuresElsewhereOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
    // A further process builds its index at its start, without what was erased before.
    this.#since = options.clock.now();
  }

  async run(): Promise<'idle'> {
    const { takeDowns, isAlone, searched, fileItems, clock } = this.#options;
    const now = clock.now();
    if (!isAlone()) {
      const erased = await takeDowns.listErasedSince(new Date(this.#since.getTime() - OVERLAP_MS));
      const unknown = erased.filter(({ leafIndex }) => !this.#known.has(leafIndex));
      if (unknown.length > 0) {
        fileItems.forgetAll();
        await searched.erase([...new Set(unknown.map(({ assetId }) => assetId))]);
      }
      this.#known = new Set(erased.map(({ leafIndex }) => leafIndex));
    }
    this.#since = now;
    return 'idle';
  }
}
