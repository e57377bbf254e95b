import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Actor } from '../domain/actor.ts';
import { type Asset, type AssetFile, canView } from '../domain/asset.ts';
import type { AssetFilter, AssetSort } from '../domain/asset-query.ts';
import { BadInputError, NotFoundError } from '../domain/errors.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { AssetStore } from '../ports/asset-store.ts';
import type { ManifestStore } from '../ports/manifest-store.ts';

const MAX_SEARCH_LENGTH = 200;
const MAX_FILES_A_PAGE = 1_000;

export interface CatalogOptions {
  readonly assets: AssetStore;
  readonly manifests: ManifestStore;
}

/** Published assets, for those for whom they exist. */
export class CatalogService {
  readonly #options: CatalogOptions;

  constructor(options: CatalogOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, the same for what does not exist and for what the actor may not see */
  async get(actor: Actor, id: AssetId): Promise<Asset> {
    const asset = await this.#options.assets.find(id);
    if (asset === null || !canView(actor, asset)) throw new NotFoundError(`Asset ${id}`);
    return asset;
  }

  /** In the order of the ids; null where there is nothing the actor may see. */
  async findMany(actor: Actor, ids: readonly AssetId[]): Promise<(Asset | null)[]> {
    const found = new Map((await this.#options.assets.findMany(ids)).map((asset) => [asset.id, asset]));
    return ids.map((id) => {
      const asset = found.get(id);
      return asset !== undefined && canView(actor, asset) ? asset : null;
    });
  }

  async browse(
    actor: Actor,
    query: { readonly filter: AssetFilter; readonly sort: AssetSort; readonly page: PageRequest },
  ): Promise<Page<Asset>> {
    const { text } = query.filter;
    if (text !== undefined && text.length > MAX_SEARCH_LENGTH) {
      throw new BadInputError('filter.text', `must have at most ${MAX_SEARCH_LENGTH} characters.`);
    }
    if (text !== undefined && text.trim() !== '' && !/[\p{L}\p{N}]/u.test(text)) {
      throw new BadInputError('filter.text', 'has no letter or digit to search for.');
    }
    return this.#options.assets.list({ ...query, audience: { organizationIds: organizationsOf(actor) } });
  }

  /** The first files of the current version. Hashes and ids of originals are shown as the asset is. */
  async files(asset: Asset, first = MAX_FILES_A_PAGE): Promise<AssetFile[]> {
    const count = Math.min(first, MAX_FILES_A_PAGE, asset.filesField.count);
    return this.#options.manifests.list(asset.filesField.root, 0, count);
  }

  /** Every file of a version, however many. */
  async allFiles({ filesField: { root, count } }: Pick<Asset, 'filesField'>): Promise<AssetFile[]> {
    const files: AssetFile[] = [];
    while (files.length < count) {
      const page = await this.#options.manifests.list(
        root,
        files.length,
        Math.min(count, files.length + MAX_FILES_A_PAGE),
      );
      if (page.length === 0) throw new NotFoundError(`File ${files.length} of the manifest ${root}`);
      files.push(...page);
    }
    return files;
  }

  /** A file by its place in a version's manifest. */
  async findFile(id: { assetId: AssetId; version: number; index: number }): Promise<AssetFile | null> {
    const asset = await this.#options.assets.find(id.assetId);
    if (asset === null || asset.version !== id.version) return null;
    return this.#options.manifests.find(asset.filesField.root, id.index);
  }

  /** Whoever asks: for rules about the asset's parties, never for display. */
  async find(id: AssetId): Promise<Asset | null> {
    return this.#options.assets.find(id);
  }
}

function organizationsOf(actor: Actor): OrganizationId[] {
  return actor.kind === 'anonymous' ? [] : actor.memberships.map(({ organizationId }) => organizationId);
}
