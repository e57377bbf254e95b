import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { TakeDownStore } from '../../assets/ports/take-down-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { ErasureCursor } from '../ports/erasure-cursor.ts';

/** Clocks of processes differ by less, and a look takes less. */
const OVERLAP_MS = 120_000;
/** The cursor is written at least so often, which is what a start looks at again. */
const WRITTEN_EVERY_MS = 600_000;

export interface ErasuresElsewhereOptions {
  readonly takeDowns: Pick<TakeDownStore, 'listErasedSince'>;
  /** Is no other process there that could have erased? */
  readonly isAlone: () => boolean;
  /** Grows with each time that others were seen: one may have erased, and ended since. */
  readonly encounters: () => number;
  readonly cursor: ErasureCursor;
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
  #since: Date | null = null;
  #writtenAt = 0;
  /** Before the first run others may have come and gone. */
  #encounters = -1;

  constructor(options: ErasuresElsewhereOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'idle'> {
    const { isAlone, encounters, clock, cursor } = this.#options;
    const now = clock.now();
    const met = encounters();
    // An index that is made now is made without what was erased before.
    this.#since ??= (await cursor.find()) ?? now;
    const hasErased = (!isAlone() || met !== this.#encounters) && (await this.#eraseSince(this.#since));
    this.#encounters = met;
    this.#since = now;
    if (hasErased || now.getTime() - this.#writtenAt >= WRITTEN_EVERY_MS) {
      await cursor.advance(now);
      this.#writtenAt = now.getTime();
    }
    return 'idle';
  }

  /** False: there is nothing that this process did not know. */
  async #eraseSince(since: Date): Promise<boolean> {
    const { takeDowns, searched, fileItems } = this.#options;
    const erased = await takeDowns.listErasedSince(new Date(since.getTime() - OVERLAP_MS));
    const unknown = erased.filter(({ leafIndex }) => !this.#known.has(leafIndex));
    if (unknown.length > 0) {
      fileItems.forgetAll();
      await searched.erase([...new Set(unknown.map(({ assetId }) => assetId))]);
    }
    this.#known = new Set(erased.map(({ leafIndex }) => leafIndex));
    return unknown.length > 0;
  }
}
