import type { Asset } from '../domain/asset.ts';
import { type AssetVersion, VERSION_KINDS, versionIn } from '../domain/asset-version.ts';
import type { LeafStore } from '../ports/leaf-store.ts';
import type { IndexedFile, ManifestStore } from '../ports/manifest-store.ts';
import type { TakeDowns } from './take-downs.ts';

const MAX_FILES = 1_000;

export interface VersionsOptions {
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly takenDown: Pick<TakeDowns, 'countMissing'>;
}

/** The versions of assets. The caller has made sure that the asset exists for the actor. */
export class VersionsService {
  readonly #options: VersionsOptions;

  constructor(options: VersionsOptions) {
    this.#options = options;
  }

  /** Newest first. */
  async of({ id }: Pick<Asset, 'id'>): Promise<AssetVersion[]> {
    const statements = await this.#options.leaves.listByKinds(id, VERSION_KINDS);
    return statements.map(versionIn).reverse();
  }

  /** The first 1,000. */
  async filesOf({ filesField: { root, count } }: Pick<AssetVersion, 'filesField'>): Promise<IndexedFile[]> {
    return this.#options.manifests.list(root, 0, Math.min(count, MAX_FILES));
  }

  /** How many files of it were taken down: whoever licenses it gets the others. */
  async missingFilesOf(
    version: Pick<AssetVersion, 'version' | 'filesField'> & Pick<Asset, 'id'>,
  ): Promise<number> {
    return this.#options.takenDown.countMissing(version, version);
  }
}
