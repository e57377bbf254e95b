import { z } from 'zod';
import type { AssetId, LogId } from '@lanran/protocol/kernel/ids';
import type { IndexedAsset } from '../../domain/indexed-asset.ts';
import { type Correction, correctionsOf } from '../../domain/spelling.ts';
import type { AssetIndex, Found, IndexPosition, IndexQuery } from '../../ports/asset-index.ts';
import { IndexUnavailableError } from '../../ports/index-unavailable-error.ts';
import { documentOf } from './asset-document.ts';
import { AssetSearch } from './asset-search.ts';
import { expunge } from './expunging.ts';
import { INDEX } from './index-mapping.ts';
import type { OpenSearchClient } from './opensearch-client.ts';
import { readAs } from './search-request.ts';
import { wordsBeginning, wordsNear } from './word-request.ts';

const WRITTEN_WITHIN_MS = 30_000;
/** For so long after it did not say where it is, it is not asked again: questions would wait for each other. */
const RETRY_AFTER_MS = 5_000;
const CONFLICT = 409;

export interface OpenSearchIndexOptions {
  readonly client: OpenSearchClient;
  /** Installations that share a server have an index each. */
  readonly logId: LogId;
  readonly retryAfterMs?: number;
}

interface Shown {
  readonly index: string;
  readonly mapping: string;
}

const Position = z.object({
  _index: z.string(),
  _source: z.object({ position: z.object({ leaves: z.number(), mapping: z.string() }) }),
});
const Bulk = z.object({ items: z.array(z.object({ index: z.object({ status: z.number() }) })) });
const Names = z.record(z.string(), z.unknown());

/** Assets in OpenSearch: an index by its mapping, and an alias that shows which one answers. */
export class OpenSearchAssetIndex implements AssetIndex {
  readonly #client: OpenSearchClient;
  readonly #alias: string;
  readonly #retryAfterMs: number;
  /** What the last position was of: what follows must read and write no other. */
  #shown: Shown | null = null;
  #away: { readonly until: number; readonly error: Error } | null = null;

  constructor({ client, logId, retryAfterMs = RETRY_AFTER_MS }: OpenSearchIndexOptions) {
    this.#client = client;
    this.#alias = `lanran-assets-${logId.slice(2, 10)}`;
    this.#retryAfterMs = retryAfterMs;
  }

  async position(): Promise<IndexPosition | null> {
    if (this.#away !== null && Date.now() < this.#away.until)
      throw new IndexUnavailableError(this.#away.error.message);
    try {
      const position = await this.#position();
      this.#away = null;
      return position;
    } catch (error) {
      if (error instanceof Error) this.#away = { until: Date.now() + this.#retryAfterMs, error };
      throw error;
    }
  }

  async #position(): Promise<IndexPosition | null> {
    const { status, body } = await this.#client.call({ path: `/${this.#alias}/_doc/position` }, [404]);
    if (status === 404) return null;
    const { data } = Position.safeParse(body);
    if (data === undefined) throw new IndexUnavailableError('OpenSearch has a position of another form.');
    const { position } = data._source;
    this.#shown = { index: data._index, mapping: position.mapping };
    return position;
  }

  async apply({ to, put, drop, isErasure = false }: Parameters<AssetIndex['apply']>[0]): Promise<void> {
    const { index, mapping } = this.#present();
    const version = versionOf(to, isErasure);
    await this.#write(index, { put, drop, version, isShown: true });
    await this.#moveTo(index, { leaves: to, mapping }, version);
  }

  async expunge(): Promise<void> {
    const { index } = this.#present();
    await this.#deleteOthers(index);
    await expunge(this.#client, index);
  }

  async search(query: IndexQuery): Promise<Found> {
    return new AssetSearch(this.#client, this.#present().index, query).answer();
  }

  async corrections(words: readonly string[]): Promise<Correction[][]> {
    const { index } = this.#present();
    return Promise.all(
      words.map(async (word) => correctionsOf(word, await wordsNear(this.#client, index, word))),
    );
  }

  async completions(beginning: string, most: number): Promise<string[]> {
    return wordsBeginning(this.#client, this.#present().index, { beginning, most });
  }

  async rebuild(
    assets: AsyncIterable<readonly IndexedAsset[]>,
    at: IndexPosition,
    onProgress: (assets: number) => void,
  ): Promise<void> {
    const index = `${this.#alias}-${at.mapping.toLowerCase().replace(/[^a-z0-9.]/g, '-')}-${Date.now()}`;
    const aliases = { [writableOf(index)]: {} };
    await this.#call({ method: 'PUT', path: `/${index}`, body: { ...INDEX, aliases } });
    const version = versionOf(at.leaves, false);
    let built = 0;
    for await (const put of assets) {
      await this.#write(index, { put, drop: [], version, isShown: false });
      built += put.length;
      onProgress(built);
    }
    await this.#call({ method: 'POST', path: `/${index}/_refresh` });
    await this.#moveTo(index, at, version);
    await this.#show(index);
    this.#shown = { index, mapping: at.mapping };
    await this.#deleteOthers(index);
  }

  async close(): Promise<void> {
    // No connection is kept.
  }

  #present(): Shown {
    if (this.#shown === null) throw new IndexUnavailableError('There is no index.');
    return this.#shown;
  }

  /** What a later leaf has written stays. */
  async #write(
    index: string,
    batch: {
      readonly put: readonly IndexedAsset[];
      readonly drop: readonly AssetId[];
      readonly version: number;
      readonly isShown: boolean;
    },
  ): Promise<void> {
    const { put, drop, version, isShown } = batch;
    if (put.length + drop.length === 0) return;
    const line = (id: AssetId) => ({ index: { _id: id, version, version_type: 'external_gte' } });
    // Of what is dropped an empty document stays: a version that is deleted is forgotten.
    const body = [
      ...put.flatMap((asset) => [line(asset.id), documentOf(asset)]),
      ...drop.flatMap((id) => [line(id), {}]),
    ];
    const path = `/${writableOf(index)}/_bulk?require_alias=true&refresh=${isShown}`;
    const { data } = Bulk.safeParse(await this.#call({ method: 'POST', path, body }));
    const refused = data?.items.find(({ index: { status } }) => status >= 300 && status !== CONFLICT);
    if (data === undefined || refused !== undefined)
      throw new IndexUnavailableError(
        `OpenSearch refuses a document (${refused?.index.status ?? 'unknown'}).`,
      );
  }

  async #moveTo(index: string, position: IndexPosition, version: number): Promise<void> {
    const query = `require_alias=true&version=${version}&version_type=external_gte`;
    const path = `/${writableOf(index)}/_doc/position?${query}`;
    await this.#call({ method: 'PUT', path, body: { position } }, [CONFLICT]);
  }

  async #show(index: string): Promise<void> {
    const actions = [
      { remove: { index: `${this.#alias}-*`, alias: this.#alias, must_exist: false } },
      { add: { index, alias: this.#alias } },
    ];
    await this.#call({ method: 'POST', path: '/_aliases', body: { actions } });
  }

  /** Those of before, and what a process that ended was building. */
  async #deleteOthers(index: string): Promise<void> {
    const names = readAs(Names, await this.#call({ path: `/${this.#alias}-*/_alias` }));
    const others = Object.keys(names).filter((name) => name !== index);
    if (others.length > 0) await this.#call({ method: 'DELETE', path: `/${others.join(',')}` }, [404]);
  }

  async #call(
    call: Parameters<OpenSearchClient['call']>[0],
    others: readonly number[] = [],
  ): Promise<unknown> {
    const { body } = await this.#client.call({ withinMs: WRITTEN_WITHIN_MS, ...call }, others);
    return body;
  }
}

/** Only this name is written to: a deleted index is not made again by a late write. */
function writableOf(index: string): string {
  return `${index}.write`;
}

/** What no leaf says outranks what the same leaf said. */
function versionOf(leaves: number, isErasure: boolean): number {
  return 2 * leaves + (isErasure ? 1 : 0);
}
