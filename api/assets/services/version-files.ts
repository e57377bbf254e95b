import { fieldValue } from '@lanran/protocol/log/body';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { parseFilesField } from '@lanran/protocol/files/manifest';
import type { StatementKind } from '@lanran/protocol/log/statement';
import type { Asset, AssetFile } from '../domain/asset.ts';
import { VERSION_KINDS } from '../domain/asset-version.ts';
import type { FileId } from '../domain/file-id.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { ManifestStore } from '../ports/manifest-store.ts';

export interface VersionFilesOptions {
  readonly manifests: Pick<ManifestStore, 'find'>;
  /** Where earlier versions of an asset are found. */
  readonly leaves: {
    listByKinds(
      assetId: AssetId,
      kinds: readonly StatementKind[],
    ): Promise<readonly Pick<LoggedStatement, 'body'>[]>;
  };
}

/** Files of an asset by their id, of the current version and of those before. Whether they may be seen is the caller's to ask. */
export class VersionFiles {
  readonly #options: VersionFilesOptions;

  constructor(options: VersionFilesOptions) {
    this.#options = options;
  }

  async find(asset: Asset, { version, index }: FileId): Promise<(AssetFile & { readonly root: Hex }) | null> {
    const root = await this.rootOf(asset, version);
    const file = root === null ? null : await this.#options.manifests.find(root, index);
    return file === null || root === null ? null : { ...file, root };
  }

  /** Of the file manifest of a version; null where there is no such version. */
  async rootOf(asset: Asset, version: number): Promise<Hex | null> {
    return version === asset.version ? asset.filesField.root : this.#rootOfVersion(asset.id, version);
  }

  async #rootOfVersion(assetId: AssetId, version: number): Promise<Hex | null> {
    for (const { body } of await this.#options.leaves.listByKinds(assetId, VERSION_KINDS)) {
      const files = fieldValue({ fields: body }, 'files');
      if (fieldValue({ fields: body }, 'version') === version && files !== undefined)
        return parseFilesField(files).root;
    }
    return null;
  }
}
