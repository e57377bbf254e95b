import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import { NEVER_FOR_SALE } from '@lanran/api/assets/domain/availability';
import type { Asset } from '@lanran/api/assets/domain/asset';
import type { LeafRange } from '@lanran/api/assets/domain/asset-query';
import type { AssetStore, AvailableAsset } from '@lanran/api/assets/ports/asset-store';

type Source = Pick<
  AssetStore,
  'listChanged' | 'findAvailable' | 'findLeaves' | 'findMany' | 'list' | 'count'
>;

/** Assets in memory with the leaf that changed each last, as an index reads them. */
export class CatalogDouble implements Source {
  readonly #assets = new Map<string, AvailableAsset & { readonly changedLeaf: number }>();
  leaves = 0;

  /** Writes the next leaf. */
  put(asset: Asset, availability: Partial<AvailableAsset['availability']> = {}): void {
    this.#assets.set(asset.id, {
      asset,
      availability: { ...NEVER_FOR_SALE, ...availability },
      changedLeaf: this.leaves,
    });
    this.leaves += 1;
  }

  /** Without a leaf. */
  replace(asset: Asset): void {
    const found = this.#assets.get(asset.id);
    if (found !== undefined) this.#assets.set(asset.id, { ...found, asset });
  }

  clear(): void {
    this.#assets.clear();
    this.leaves = 0;
  }

  async position(): Promise<number> {
    return this.leaves;
  }

  async listChanged(
    ...[{ from, to }, after, most]: Parameters<AssetStore['listChanged']>
  ): Promise<AvailableAsset[]> {
    return [...this.#assets.values()]
      .filter(({ changedLeaf }) => from === 0 || (from <= changedLeaf && changedLeaf < to))
      .filter(({ asset: { id } }) => after === null || id > after)
      .sort((left, right) => (left.asset.id < right.asset.id ? -1 : 1))
      .slice(0, most);
  }

  async findShown(ids: readonly string[]) {
    return this.findAvailable(ids);
  }

  async findAvailable(ids: readonly string[]): Promise<AvailableAsset[]> {
    return ids.flatMap((id) => this.#assets.get(id) ?? []);
  }

  async findMany(ids: readonly string[]): Promise<Asset[]> {
    return (await this.findAvailable(ids)).map(({ asset }) => asset);
  }

  async findLeaves({ from, before }: Parameters<AssetStore['findLeaves']>[0]): Promise<LeafRange | null> {
    const leaves = [...this.#assets.values()]
      .filter(({ asset: { publishedAt } }) => from <= publishedAt && publishedAt < before)
      .map(({ asset: { publishedIndex } }) => publishedIndex);
    return leaves.length === 0 ? null : { from: Math.min(...leaves), before: Math.max(...leaves) + 1 };
  }

  async list(): Promise<never> {
    throw new Error('The index lists.');
  }

  async count(): Promise<number> {
    return this.#assets.size;
  }
}

/** An organization with the slug for both names. */
export function organizationsOf(names: ReadonlyMap<string, { readonly zh?: string; readonly en?: string }>) {
  const bySlug = [...names].map(([slug, name]) => ({ id: organizationIdOf(slug), slug, name }));
  return {
    async findMany(ids: readonly string[]) {
      return bySlug.filter(({ id }) => ids.includes(id));
    },
  };
}

/** Nothing has a picture. */
export const NO_COLORS = { findMany: async () => new Map<Hex, readonly AssetColor[]>() };
