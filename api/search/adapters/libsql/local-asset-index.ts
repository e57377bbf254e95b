import { IndexUnavailableError } from '../../ports/index-unavailable-error.ts';
import { IndexFiles } from './index-files.ts';
import type { IndexAnswer, IndexRequest } from './index-request.ts';
import { RequestedAssetIndex } from './requested-asset-index.ts';

/** For tests and benches: in the thread that asks. */
export class LocalAssetIndex extends RequestedAssetIndex {
  readonly #files: IndexFiles;

  constructor(directory: string) {
    super();
    this.#files = new IndexFiles(directory);
  }

  protected async answer(request: IndexRequest): Promise<IndexAnswer> {
    try {
      return this.#files.answer(request);
    } catch (error) {
      throw new IndexUnavailableError(error instanceof Error ? error.message : String(error));
    }
  }
}
