import { z } from 'zod';
import type { SeenVersion, SeenVersions } from '@lanran/sdk/publishing/seen-versions';
import {
  type AssetId,
  type LogId,
  parseAssetId,
  parseLogId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { StateFile, statePath } from './journal.ts';

const Seen = z.object({
  logId: z.string().transform((text) => parseLogId(text)),
  assetId: z.string().transform((text) => parseAssetId(text)),
  version: z.number().int().positive(),
  head: z.string().transform((text) => parseStatementHash(text)),
});

/** In the state directory, a small file for each asset. */
export class SeenVersionFiles implements SeenVersions {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async find(logId: LogId, assetId: AssetId): Promise<SeenVersion | null> {
    return this.#fileOf({ logId, assetId }).find();
  }

  async keep(seen: SeenVersion): Promise<void> {
    await this.#fileOf(seen).write(seen);
  }

  howToForget(seen: SeenVersion): string {
    return `delete ${this.#pathOf(seen)}, then run the same command again.`;
  }

  #fileOf(subject: Pick<SeenVersion, 'logId' | 'assetId'>): StateFile<SeenVersion> {
    return new StateFile(this.#pathOf(subject), Seen);
  }

  #pathOf({ logId, assetId }: Pick<SeenVersion, 'logId' | 'assetId'>): string {
    return statePath(this.#directory, 'seen', { logId, assetId });
  }
}
