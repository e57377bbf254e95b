import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { FileDescriptionStore } from '../../files/ports/file-description-store.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { IndexUnavailableError } from '../ports/index-unavailable-error.ts';
import type { IndexFollower } from '../services/index-follower.ts';

const CURSOR = 'search-covers';
const COVERS_A_RUN = 500;
/** A write that began earlier may end later. */
const LATE_MS = 2_000;

export interface CoverFollowerOptions {
  readonly covers: Pick<FileDescriptionStore, 'listCovers'>;
  readonly assets: Pick<AssetStore, 'findByManifests'>;
  readonly follower: Pick<IndexFollower, 'refresh'>;
  readonly cursors: CursorStore;
  readonly clock: Clock;
  readonly everyMs: number;
}

/** Pictures are looked at after the leaf of their version: assets with a new cover are indexed once more. */
export class CoverFollower implements Job {
  readonly name = 'search-covers';
  readonly everyMs: number;
  readonly #options: CoverFollowerOptions;

  constructor(options: CoverFollowerOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { covers, assets, follower, cursors, clock } = this.#options;
    const after = await cursors.read(CURSOR);
    const upTo = clock.now().getTime() - LATE_MS;
    const changed = await covers.listCovers({ after, upTo }, COVERS_A_RUN);
    const last = changed.at(-1)?.changedAt;
    if (last === undefined) return 'idle';
    const found = await assets.findByManifests(changed.map(({ root }) => root));
    try {
      await follower.refresh(found.map(({ id }) => id));
    } catch (error) {
      // What is made anew reads them; what does not answer is asked again.
      if (error instanceof IndexUnavailableError) return 'idle';
      throw error;
    }
    const isFull = changed.length === COVERS_A_RUN;
    // Others of the last millisecond may not be among them.
    await cursors.advance(CURSOR, isFull ? Math.max(after + 1, last - 1) : last);
    return isFull ? 'more' : 'idle';
  }
}
