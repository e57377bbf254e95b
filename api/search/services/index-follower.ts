import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { AssetStore, AvailableAsset } from '../../assets/ports/asset-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { IndexedAsset } from '../domain/indexed-asset.ts';
import type { AssetIndex } from '../ports/asset-index.ts';
import { IndexUnavailableError } from '../ports/index-unavailable-error.ts';
import type { Concepts } from '../../concepts/domain/concepts.ts';
import type { ConceptReader } from '../../concepts/ports/concept-reader.ts';
import { type OrganizationNames, RULES, toIndexedAsset } from './indexed-assets.ts';

const ASSETS_A_BATCH = 500;
const RETRY_AFTER_MS = 10_000;
const WAIT_MS = 1_000;

export interface IndexFollowerOptions {
  readonly index: AssetIndex;
  readonly assets: Pick<AssetStore, 'listChanged' | 'findAvailable' | 'count'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly concepts: ConceptReader;
  /** How many leaves the read models show. */
  readonly projections: { position(): Promise<number> };
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** How long a question waits for an index that is being made. */
  readonly waitMs?: number;
}

export type IndexState =
  | { readonly kind: 'READY' }
  | { readonly kind: 'BUILDING'; readonly built: number; readonly total: number }
  | { readonly kind: 'UNAVAILABLE' };

/** Keeps an index abreast of the read models, and makes it anew when there is none, or one of another mapping. */
export class IndexFollower {
  readonly #options: IndexFollowerOptions;
  #state: IndexState = { kind: 'READY' };
  #following: Promise<unknown> = Promise.resolve();
  #building: Promise<void> | null = null;
  #retryAt = 0;

  constructor(options: IndexFollowerOptions) {
    this.#options = options;
  }

  get state(): IndexState {
    return this.#state;
  }

  /**
   * Resolves when the index shows what the read models show: before that, a question could find what is restricted by now.
   * @throws IndexUnavailableError while it is made anew, or does not answer
   */
  async follow(): Promise<void> {
    if (this.#state.kind === 'BUILDING') await this.#waitForBuilding();
    const following = this.#following.catch(() => undefined).then(() => this.#follow());
    this.#following = following;
    await following;
  }

  /** Resolves when no index is being made. */
  async settled(): Promise<void> {
    await this.#building;
  }

  /**
   * Resolves when the index shows these assets as they are now, and what they had before is in none of its files. For what no
   * leaf says, such as the erasing after a take-down.
   * @throws IndexUnavailableError when it does not answer
   */
  async erase(ids: readonly AssetId[]): Promise<void> {
    await this.settled();
    const erasing = this.#following.catch(() => undefined).then(() => this.#erase(ids));
    this.#following = erasing;
    // Questions need not wait for it.
    if (await erasing) await this.#options.index.expunge();
  }

  /** False: there is no index. */
  async #erase(ids: readonly AssetId[]): Promise<boolean> {
    const { index, assets } = this.#options;
    const position = await index.position();
    // What is made anew reads them as they are.
    if (position === null) return false;
    const found = await assets.findAvailable(ids);
    const concepts = await this.#options.concepts.current();
    const put = await this.#indexed(found, { names: new Map(), concepts });
    const kept = new Set(found.map(({ asset }) => asset.id));
    const drop = ids.filter((id) => !kept.has(id));
    await index.apply({ to: position.leaves, put, drop, isErasure: true });
    return true;
  }

  async #follow(): Promise<void> {
    if (this.#state.kind === 'BUILDING') throw new IndexUnavailableError('The index is being made.');
    if (this.#state.kind === 'UNAVAILABLE' && Date.now() < this.#retryAt)
      throw new IndexUnavailableError('The index could not be made.');
    const { index, projections } = this.#options;
    const concepts = await this.#options.concepts.current();
    const [position, to] = [await index.position(), await projections.position()];
    if (position === null || !position.mapping.startsWith(mappingOf(null)) || position.leaves > to) {
      this.#rebuild();
      await this.#waitForBuilding();
      return this.#follow();
    }
    // The present one answers meanwhile: it shows every asset to whom it may, with the concepts of before.
    if (position.mapping !== mappingOf(concepts)) this.#building ??= this.#renew();
    if (position.leaves < to) await this.#apply({ from: position.leaves, to });
    this.#state = { kind: 'READY' };
  }

  /** In steps that can be repeated: only the last one moves the position. */
  async #apply(leaves: { readonly from: number; readonly to: number }): Promise<void> {
    let batch: readonly IndexedAsset[] = [];
    for await (const next of this.#read(leaves, await this.#options.concepts.current())) {
      if (batch.length > 0) await this.#options.index.apply({ to: leaves.from, put: batch, drop: [] });
      batch = next;
    }
    await this.#options.index.apply({ to: leaves.to, put: batch, drop: [] });
  }

  /** A small index is made in less time than anybody minds. */
  async #waitForBuilding(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const elapsed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#options.waitMs ?? WAIT_MS);
    });
    await Promise.race([this.#building, elapsed]);
    clearTimeout(timer);
  }

  #rebuild(): void {
    this.#state = { kind: 'BUILDING', built: 0, total: 0 };
    this.#building = this.#build()
      .then(() => {
        this.#state = { kind: 'READY' };
      })
      .catch((error: unknown) => {
        this.#options.logger.warn({ error }, 'The search index could not be made.');
        this.#state = { kind: 'UNAVAILABLE' };
        this.#retryAt = Date.now() + RETRY_AFTER_MS;
      })
      .finally(() => {
        this.#building = null;
      });
  }

  async #renew(): Promise<void> {
    try {
      await this.#make(() => undefined);
    } catch (error) {
      this.#options.logger.warn({ error }, 'The search index could not be renewed.');
    } finally {
      this.#building = null;
    }
  }

  async #build(): Promise<void> {
    await this.#make((built, total) => {
      this.#state = { kind: 'BUILDING', built, total };
    });
  }

  async #make(onProgress: (built: number, total: number) => void): Promise<void> {
    const { assets, index, logger, projections } = this.#options;
    const concepts = await this.#options.concepts.current();
    // What changes meanwhile is followed afterwards.
    const leaves = await projections.position();
    const total = await assets.count();
    onProgress(0, total);
    const read = this.#read({ from: 0, to: Infinity }, concepts);
    await index.rebuild(read, { leaves, mapping: mappingOf(concepts) }, (built) => onProgress(built, total));
    logger.info({ assets: total }, 'The search index was made.');
  }

  async *#read(
    leaves: { readonly from: number; readonly to: number },
    concepts: Concepts,
  ): AsyncGenerator<IndexedAsset[]> {
    const names = new Map<OrganizationId, OrganizationNames>();
    for (let after: AssetId | null = null; ;) {
      const batch: AvailableAsset[] = await this.#options.assets.listChanged(leaves, after, ASSETS_A_BATCH);
      if (batch.length > 0) yield this.#indexed(batch, { names, concepts });
      if (batch.length < ASSETS_A_BATCH) return;
      after = batch.at(-1)?.asset.id ?? null;
    }
  }

  async #indexed(
    assets: readonly AvailableAsset[],
    {
      names,
      concepts,
    }: { readonly names: Map<OrganizationId, OrganizationNames>; readonly concepts: Concepts },
  ): Promise<IndexedAsset[]> {
    const parties = assets.flatMap(({ asset: { holder, community } }) => [holder, community]);
    const unknown = new Set(parties.flatMap((id) => (id === null || names.has(id) ? [] : [id])));
    if (unknown.size > 0)
      for (const organization of await this.#options.organizations.findMany([...unknown]))
        names.set(organization.id, organization);
    return assets.map((each) => toIndexedAsset(each, { namesOf: (id) => names.get(id) ?? null, concepts }));
  }
}

/** Null: of whatever concepts. */
function mappingOf(concepts: Concepts | null): string {
  return `${RULES}.${concepts?.version ?? ''}`;
}
