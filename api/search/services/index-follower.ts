import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { AssetStore, AvailableAsset } from '../../assets/ports/asset-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { IndexedAsset } from '../domain/indexed-asset.ts';
import type { AssetIndex } from '../ports/asset-index.ts';
import { IndexUnavailableError } from '../ports/index-unavailable-error.ts';
import type { CoverColors } from '../../files/services/cover-colors.ts';
import type { Concepts } from '../../concepts/domain/concepts.ts';
import type { ConceptReader } from '../../concepts/ports/concept-reader.ts';
import { type OrganizationNames, RULES, toIndexedAsset } from './indexed-assets.ts';

const ASSETS_A_BATCH = 500;
const RETRY_AFTER_MS = 10_000;
const WAIT_MS = 1_000;
/** More than many leaves take; less than people wait. */
const FOLLOWED_WITHIN_MS = 5_000;

export interface IndexFollowerOptions {
  readonly index: AssetIndex;
  readonly assets: Pick<AssetStore, 'listChanged' | 'findAvailable' | 'count'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly concepts: ConceptReader;
  readonly coverColors: Pick<CoverColors, 'findMany'>;
  /** How many leaves the read models show. */
  readonly projections: { position(): Promise<number> };
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

export type IndexState =
  | { readonly kind: 'READY' }
  | { readonly kind: 'BUILDING'; readonly built: number; readonly total: number }
  | { readonly kind: 'UNAVAILABLE' };

interface Making {
  onProgress(built: number, total: number): void;
  /** What was changed since a leaf and has to be in the new index from its first question on. */
  readLast(from: number, concepts: Concepts): AsyncGenerator<IndexedAsset[]>;
}

/** Keeps an index abreast of the read models, and makes it anew when there is none, or one of another mapping. */
export class IndexFollower {
  readonly #options: IndexFollowerOptions;
  #state: IndexState = { kind: 'READY' };
  #following: Promise<unknown> = Promise.resolve();
  #building: Promise<void> | null = null;
  #retryAt = 0;
  #renewAt = 0;

  constructor(options: IndexFollowerOptions) {
    this.#options = options;
  }

  get state(): IndexState {
    return this.#state;
  }

  /**
   * Resolves when the index shows what the read models show, with the leaves that they show: before that, a question could find what
   * is restricted by now.
   * @throws IndexUnavailableError while it is made anew, does not answer, or is written to for longer than a question waits
   */
  async follow(): Promise<number> {
    if (this.#state.kind === 'BUILDING') await this.#waitForBuilding();
    const following = this.#following.catch(() => undefined).then(() => this.#follow());
    this.#following = following;
    if (await takesLonger(following, FOLLOWED_WITHIN_MS))
      throw new IndexUnavailableError('The index does not show the last leaf yet.');
    return following;
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
    // Questions need not wait for the second part.
    if (await this.#reapply(ids, true)) await this.#options.index.expunge();
  }

  /**
   * Resolves when the index shows these assets as they are now. For what no leaf says, such as their pictures.
   * @throws IndexUnavailableError when it does not answer
   */
  async refresh(ids: readonly AssetId[]): Promise<void> {
    if (ids.length > 0) await this.#reapply(ids, false);
  }

  /** False: there is no index. */
  async #reapply(ids: readonly AssetId[], isErasure: boolean): Promise<boolean> {
    await this.settled();
    const applying = this.#following.catch(() => undefined).then(() => this.#applyAgain(ids, isErasure));
    this.#following = applying;
    return applying;
  }

  async #applyAgain(ids: readonly AssetId[], isErasure: boolean): Promise<boolean> {
    const { index, assets } = this.#options;
    const position = await index.position();
    // What is made anew reads them as they are.
    if (position === null) return false;
    const found = await assets.findAvailable(ids);
    const concepts = await this.#options.concepts.current();
    const put = await this.#indexed(found, { names: new Map(), concepts });
    const kept = new Set(found.map(({ asset }) => asset.id));
    const drop = ids.filter((id) => !kept.has(id));
    await index.apply({ to: position.leaves, put, drop, isErasure });
    return true;
  }

  async #follow(): Promise<number> {
    if (this.#state.kind === 'BUILDING') throw new IndexUnavailableError('The index is being made.');
    if (this.#state.kind === 'UNAVAILABLE' && Date.now() < this.#retryAt)
      throw new IndexUnavailableError('The index does not answer.');
    try {
      return await this.#catchUp();
    } catch (error) {
      if (error instanceof IndexUnavailableError) await this.#giveUp(error);
      throw error;
    }
  }

  async #catchUp(): Promise<number> {
    const { index, projections } = this.#options;
    const concepts = await this.#options.concepts.current();
    const [position, to] = [await index.position(), await projections.position()];
    if (position === null || !position.mapping.startsWith(mappingOf(null)) || position.leaves > to) {
      this.#rebuild();
      await this.#waitForBuilding();
      return this.#follow();
    }
    // The present one answers meanwhile: it shows every asset to whom it may, with the concepts of before.
    if (position.mapping !== mappingOf(concepts) && Date.now() >= this.#renewAt) this.#renew();
    if (position.leaves < to) await this.#apply({ from: position.leaves, to });
    this.#state = { kind: 'READY' };
    return to;
  }

  /** Until it is tried again, questions are refused without asking it. */
  async #giveUp(error: IndexUnavailableError): Promise<void> {
    // A build says so itself.
    if (this.#state.kind === 'BUILDING' || Date.now() < this.#retryAt) return;
    // One that was damaged is deleted by now, and made anew by the next question.
    const isThere = await this.#options.index.position().then(
      (position) => position !== null,
      () => true,
    );
    this.#fail({ error, message: 'The search index does not answer.' }, isThere ? RETRY_AFTER_MS : 0);
  }

  #fail(
    { error, message }: { readonly error: unknown; readonly message: string },
    retryAfterMs: number,
  ): void {
    this.#options.logger.warn({ error }, message);
    this.#state = { kind: 'UNAVAILABLE' };
    this.#retryAt = Date.now() + retryAfterMs;
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
    await takesLonger(this.#building, WAIT_MS);
  }

  #rebuild(): void {
    this.#state = { kind: 'BUILDING', built: 0, total: 0 };
    // One after the other: both would write to the file that is built beside the present one.
    this.#begin(async (before) => {
      await before;
      try {
        await this.#build();
        this.#state = { kind: 'READY' };
      } catch (error) {
        this.#fail({ error, message: 'The search index could not be made.' }, RETRY_AFTER_MS);
      }
    });
  }

  #renew(): void {
    if (this.#building !== null) return;
    this.#begin(async () => {
      try {
        await this.#makeBeside();
      } catch (error) {
        this.#options.logger.warn({ error }, 'The search index could not be renewed.');
        this.#renewAt = Date.now() + RETRY_AFTER_MS;
      }
    });
  }

  #begin(make: (before: Promise<void> | null) => Promise<void>): void {
    const building = make(this.#building).finally(() => {
      if (this.#building === building) this.#building = null;
    });
    this.#building = building;
  }

  async #build(): Promise<void> {
    const onProgress = (built: number, total: number) => {
      this.#state = { kind: 'BUILDING', built, total };
    };
    await this.#make({ onProgress, readLast: async function* () {} });
  }

  /**
   * A question that has followed is about to search, and must not find there what was restricted before: what was changed since
   * the beginning is read again, and nothing follows from then until the new one is in its place.
   */
  async #makeBeside(): Promise<void> {
    let release: () => void = () => undefined;
    const isInPlace = new Promise<void>((resolve) => {
      release = resolve;
    });
    const readLast = async function* (this: IndexFollower, from: number, concepts: Concepts) {
      const before = this.#following.catch(() => undefined);
      this.#following = before.then(() => isInPlace);
      await before;
      yield* this.#read({ from, to: await this.#options.projections.position() }, concepts);
    }.bind(this);
    try {
      await this.#make({ onProgress: () => undefined, readLast });
    } finally {
      release();
    }
  }

  async #make({ onProgress, readLast }: Making): Promise<void> {
    const { assets, index, logger, projections } = this.#options;
    const concepts = await this.#options.concepts.current();
    // What changes meanwhile is followed afterwards.
    const leaves = await projections.position();
    const total = await assets.count();
    onProgress(0, total);
    const read = async function* (this: IndexFollower) {
      yield* this.#read({ from: 0, to: Infinity }, concepts);
      yield* readLast(leaves, concepts);
    }.bind(this);
    await index.rebuild(read(), { leaves, mapping: mappingOf(concepts) }, (built) =>
      onProgress(built, total),
    );
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
    const colors = await this.#options.coverColors.findMany(assets.map(({ asset }) => asset.filesField.root));
    const colorsOf = (root: Hex) => colors.get(root) ?? [];
    const namesOf = (id: OrganizationId) => names.get(id) ?? null;
    return assets.map((each) => toIndexedAsset(each, { namesOf, colorsOf, concepts }));
  }
}

/** The work goes on. */
async function takesLonger(work: Promise<unknown> | null, waitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), waitMs);
  });
  try {
    return await Promise.race([elapsed, Promise.resolve(work).then(() => false)]);
  } finally {
    clearTimeout(timer);
  }
}

/** Null: of whatever concepts. */
function mappingOf(concepts: Concepts | null): string {
  return `${RULES}.${concepts?.version ?? ''}`;
}
