import type { AssetId } from '@lanran/protocol/kernel/ids';
import { UnavailableError } from '../../platform/kernel/errors.ts';
import type { FixityFile } from '../domain/fixity.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { FixityStore } from '../ports/fixity-store.ts';
import type { FixityRuns } from './fixity-runs.ts';

export interface UnreadableRecheckOptions {
  readonly fixityFiles: Pick<FixityStore, 'listOutOfReach'>;
  readonly content: Pick<ContentStore, 'read' | 'check'>;
  readonly runs: Pick<FixityRuns, 'begin'>;
}

const MOST_LOOKED_AT = 1_000;
/** Each check stays in the log: more assets than these are read by one run of everything. */
const MOST_CHECKS = 20;

/** Originals that were out of reach when they were last checked: at a start a key may have been loaded, or a disk be back. */
export class UnreadableRecheck {
  readonly #options: UnreadableRecheckOptions;

  constructor(options: UnreadableRecheckOptions) {
    this.#options = options;
  }

  /** Begins a check of every asset of which one can be opened now. @throws UnavailableError when the store is away */
  async run(): Promise<void> {
    const { fixityFiles, runs } = this.#options;
    const assetIds = new Set<AssetId>();
    for (const file of await fixityFiles.listOutOfReach(MOST_LOOKED_AT)) {
      if (assetIds.size > MOST_CHECKS) break;
      if (!assetIds.has(file.assetId) && (await this.#opens(file))) assetIds.add(file.assetId);
    }
    if (assetIds.size > MOST_CHECKS) await runs.begin({ scope: 'ALL', assetId: null });
    else for (const assetId of assetIds) await runs.begin({ scope: 'ASSET', assetId });
  }

  async #opens({ cid }: FixityFile): Promise<boolean> {
    try {
      const source = await this.#options.content.read(cid);
      source.on('error', () => undefined).destroy();
      return true;
    } catch (error) {
      // Away, or answering and without these bytes?
      if (error instanceof UnavailableError) await this.#options.content.check();
      return false;
    }
  }
}
