import type { AssetId } from '@lanran/protocol/kernel/ids';
import { type Content, isOutOfReach } from '../domain/fixity.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FixityStore } from '../ports/fixity-store.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { FixityRuns } from './fixity-runs.ts';

/** A check reads all of an asset, and its statement stays in the log: a loop of downloads must not make many. */
const WINDOW_MS = 3_600_000;
const MOST_ASSETS_A_WINDOW = 20;
/** Of one content. */
const MOST_PLACES = 100;

export interface DamageReportsOptions {
  readonly fixityFiles: Pick<FixityStore, 'find' | 'listByCid'>;
  readonly runs: Pick<FixityRuns, 'begin' | 'register'>;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** A check was begun. */
  readonly onBegin: () => void;
}

/**
 * What a reader found of an original and no check knows: the asset is checked at once, so that alarm and statement don't wait for the
 * next run of everything.
 */
export class DamageReports {
  readonly #options: DamageReportsOptions;
  /** When a check was begun for it, of those of the last window. */
  readonly #begunAt = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: DamageReportsOptions) {
    this.#options = options;
  }

  /** Never rejects: the reader is told of the damage, not of this. Changes nothing where the damage is known. */
  async report(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): Promise<void> {
    await this.#keep(this.#report('DAMAGED', assetId, content));
  }

  /** Never rejects. What was out of reach is read again: a key was loaded, or a disk is back. Changes nothing for any other. */
  async reportReadable(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): Promise<void> {
    await this.#keep(this.#report('READABLE', assetId, content));
  }

  /** As `report`, of an asset that has the content, one whose check others see if there is any; for readers that know no asset. */
  async reportContent(cid: string): Promise<void> {
    await this.#keep(this.#reportContent(cid));
  }

  /** Resolves when a check has begun, or not, for everything that was reported. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #keep(report: Promise<void>): Promise<void> {
    this.#underWay.add(report);
    await report.finally(() => this.#underWay.delete(report));
  }

  async #reportContent(cid: string): Promise<void> {
    const { fixityFiles, runs, assets, logger } = this.#options;
    try {
      // It may have been published a moment ago.
      await runs.register();
      const places = await fixityFiles.listByCid(cid, MOST_PLACES);
      const seen = await assets.findMany(places.map(({ assetId }) => assetId));
      const open = seen.find(({ metadata }) => metadata.access !== 'RESTRICTED')?.id;
      const file = places.find(({ assetId }) => assetId === open) ?? places[0];
      if (file !== undefined) await this.report(file.assetId, file);
    } catch (error) {
      logger.warn({ err: error, cid }, 'no check could be begun of content that was found damaged');
    }
  }

  async #report(
    finding: 'DAMAGED' | 'READABLE',
    assetId: AssetId,
    content: Pick<Content, 'sha256' | 'cid'>,
  ): Promise<void> {
    const { fixityFiles, runs, logger, onBegin } = this.#options;
    // Apart, as an original may be in reach again soon after it was found out of it.
    const turn = `${finding} ${assetId}`;
    try {
      const state = (await fixityFiles.find(assetId, content))?.state ?? null;
      const isNews = finding === 'READABLE' ? isOutOfReach(state) : state === null || state === 'OK';
      if (!isNews || !this.#take(turn)) return;
      await runs.begin({ scope: 'ASSET', assetId });
      onBegin();
    } catch (error) {
      this.#begunAt.delete(turn);
      logger.warn({ err: error, assetId, finding }, 'no check could be begun of an asset');
    }
  }

  #take(turn: string): boolean {
    const now = this.#options.clock.now().getTime();
    for (const [each, at] of this.#begunAt) if (now - at >= WINDOW_MS) this.#begunAt.delete(each);
    if (this.#begunAt.has(turn)) return false;
    if (this.#begunAt.size >= MOST_ASSETS_A_WINDOW) {
      this.#options.logger.warn(
        { turn },
        'readers find many assets otherwise than checks did; look at the disk, then: lanran fixity run',
      );
      return false;
    }
    this.#begunAt.set(turn, now);
    return true;
  }
}
