import type { AssetId } from '@lanran/protocol/ids';
import type { Content } from '../domain/fixity.ts';
import type { Clock } from '../ports/clock.ts';
import type { FixityStore } from '../ports/fixity-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { FixityRuns } from './fixity-runs.ts';

/** A check reads all of an asset, and its statement stays in the log: a loop of downloads must not make many. */
const WINDOW_MS = 3_600_000;
const MOST_ASSETS_A_WINDOW = 20;

export interface DamageReportsOptions {
  readonly fixityFiles: Pick<FixityStore, 'find' | 'listByCid'>;
  readonly runs: Pick<FixityRuns, 'begin' | 'register'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** A check was begun. */
  readonly onBegin: () => void;
}

/** Damage that a reader ran into: the asset is checked at once, so that alarm and statement don't wait for the next run of everything. */
export class DamageReports {
  readonly #options: DamageReportsOptions;
  /** When a check was begun for it, of those of the last window. */
  readonly #begunAt = new Map<AssetId, number>();

  constructor(options: DamageReportsOptions) {
    this.#options = options;
  }

  /** Never rejects: the reader is told of the damage, not of this. Changes nothing where the damage is known. */
  async report(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): Promise<void> {
    const { fixityFiles, runs, logger, onBegin } = this.#options;
    try {
      const known = await fixityFiles.find(assetId, content);
      const isKnown = known !== null && known.state !== null && known.state !== 'OK';
      if (isKnown || !this.#take(assetId)) return;
      await runs.begin({ scope: 'ASSET', assetId });
      onBegin();
    } catch (error) {
      this.#begunAt.delete(assetId);
      logger.warn({ err: error, assetId }, 'no check could be begun of an asset that was found damaged');
    }
  }

  /** As `report`, of whichever asset has the content; for readers that know no asset. */
  async reportContent(cid: string): Promise<void> {
    const { fixityFiles, runs, logger } = this.#options;
    try {
      // It may have been published a moment ago.
      await runs.register();
      const [file] = await fixityFiles.listByCid(cid, 1);
      if (file !== undefined) await this.report(file.assetId, file);
    } catch (error) {
      logger.warn({ err: error, cid }, 'no check could be begun of content that was found damaged');
    }
  }

  #take(assetId: AssetId): boolean {
    const now = this.#options.clock.now().getTime();
    for (const [id, at] of this.#begunAt) if (now - at >= WINDOW_MS) this.#begunAt.delete(id);
    if (this.#begunAt.has(assetId)) return false;
    if (this.#begunAt.size >= MOST_ASSETS_A_WINDOW) {
      this.#options.logger.warn(
        { assetId },
        'readers find many assets damaged; look at the disk, then: lanran fixity run',
      );
      return false;
    }
    this.#begunAt.set(assetId, now);
    return true;
  }
}
