import type { IndexedAsset } from '../../domain/indexed-asset.ts';
import type { Correction } from '../../domain/spelling.ts';
import type { AssetIndex, Found, IndexPosition, IndexQuery } from '../../ports/asset-index.ts';
import type { IndexAnswer, IndexRequest } from './index-request.ts';

/** An index that answers requests, here or in a thread. */
export abstract class RequestedAssetIndex implements AssetIndex {
  /** Every question begins with it, and nobody else changes it. Undefined: it has to be read. */
  #position: IndexPosition | null | undefined;

  /** @throws IndexUnavailableError */
  protected abstract answer(request: IndexRequest): Promise<IndexAnswer>;

  async position(): Promise<IndexPosition | null> {
    this.#position ??= (await this.#ask({ kind: 'position' })) as IndexPosition | null;
    return this.#position;
  }

  async apply({ to, put, drop }: Parameters<AssetIndex['apply']>[0]): Promise<void> {
    await this.#ask({ kind: 'apply', put, drop, to });
    this.#position = undefined;
  }

  async expunge(): Promise<void> {
    await this.#ask({ kind: 'expunge' });
  }

  async search(query: IndexQuery): Promise<Found> {
    return (await this.#ask({ kind: 'search', query })) as Found;
  }

  async corrections(words: readonly string[]): Promise<readonly (readonly Correction[])[]> {
    return (await this.#ask({ kind: 'corrections', words })) as readonly (readonly Correction[])[];
  }

  async completions(beginning: string, most: number): Promise<readonly string[]> {
    return (await this.#ask({ kind: 'completions', beginning, most })) as readonly string[];
  }

  async rebuild(
    assets: AsyncIterable<readonly IndexedAsset[]>,
    at: IndexPosition,
    onProgress: (assets: number) => void,
  ): Promise<void> {
    await this.#ask({ kind: 'begin' });
    let built = 0;
    // The next assets are read while those before them are written.
    let writing: Promise<unknown> = Promise.resolve();
    for await (const batch of assets) {
      await writing;
      writing = this.#ask({ kind: 'build', assets: batch });
      // It is thrown where it is waited for.
      writing.catch(() => undefined);
      built += batch.length;
      onProgress(built);
    }
    await writing;
    await this.#ask({ kind: 'finish', at });
    this.#position = undefined;
  }

  async close(): Promise<void> {
    await this.#ask({ kind: 'close' });
  }

  /** What fails may have deleted a damaged file. */
  async #ask(request: IndexRequest): Promise<IndexAnswer> {
    try {
      return await this.answer(request);
    } catch (error) {
      this.#position = undefined;
      throw error;
    }
  }
}
