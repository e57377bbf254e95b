import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Asset, AssetFile } from '../domain/asset.ts';
import type { AssetVersion } from '../domain/asset-version.ts';
import { ConflictError, TakenDownError } from '../../platform/kernel/errors.ts';
import { takeDownOfFile, takeDownOfVersion, takesFileOf, type TakeDown } from '../domain/take-down.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { ReasonStore } from '../../log/ports/reason-store.ts';
import type { ManifestPlace, ManifestStore } from '../ports/manifest-store.ts';
import type { TakeDownStore } from '../ports/take-down-store.ts';

export interface TakeDownsOptions {
  readonly takeDowns: Pick<TakeDownStore, 'listByAssets'>;
  readonly manifests: Pick<ManifestStore, 'findErased' | 'list'>;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly reasons: Pick<ReasonStore, 'findMany'>;
}

/** A file as it was asked for; null for one that its manifest does not have, or no more. */
export interface AskedFile {
  readonly version: number;
  readonly place: ManifestPlace | null;
  readonly file: Pick<AssetFile, 'path'> | null;
  /** Those of the asset, where they were read already. */
  readonly takeDowns?: readonly TakeDown[];
}

/** A version and its file manifest. */
export type VersionFilesField = Pick<AssetVersion, 'version' | 'filesField'>;

const LISTED_AT_ONCE = 1_000;

/** What was taken down of assets: for whoever may see them, and for the rules that follow from it. */
export class TakeDowns {
  readonly #options: TakeDownsOptions;

  constructor(options: TakeDownsOptions) {
    this.#options = options;
  }

  /** Of each asset, oldest first. */
  async of(assetIds: readonly AssetId[]): Promise<TakeDown[][]> {
    const found = await this.#options.takeDowns.listByAssets(assetIds);
    return assetIds.map((id) => found.filter(({ assetId }) => assetId === id));
  }

  /** False for a version that was taken down as a whole, with its asset or alone. */
  async isVersionSellable({ id }: Pick<Asset, 'id'>, version: number): Promise<boolean> {
    return (await this.#ofVersion(id, version)) === null;
  }

  /** @throws TakenDownError for a version that was taken down as a whole */
  async requireVersion({ id }: Pick<Asset, 'id'>, version: number): Promise<void> {
    const takeDown = await this.#ofVersion(id, version);
    if (takeDown !== null) throw await this.#error(takeDown, `Version ${version} of asset ${id}`);
  }

  /** @throws TakenDownError for a version all of whose files were taken down, one by one */
  async requireSomeFile(asset: Pick<Asset, 'id'>, version: VersionFilesField): Promise<void> {
    const { count } = version.filesField;
    if (count === 0 || (await this.countMissing(asset, version)) < count) return;
    const takeDowns = await this.#options.takeDowns.listByAssets([asset.id]);
    const last = takeDowns.findLast(
      ({ scope, lastVersion }) => scope !== null && takesFileOf({ scope, lastVersion }, version.version),
    );
    if (last !== undefined)
      throw await this.#error(last, `Every file of version ${version.version} of asset ${asset.id}`);
  }

  /** How many files of a version were taken down, erased already or not. */
  async countMissing({ id }: Pick<Asset, 'id'>, { version, filesField }: VersionFilesField): Promise<number> {
    const takeDowns = await this.#options.takeDowns.listByAssets([id]);
    if (takeDowns.length === 0) return 0;
    const { root, count } = filesField;
    let kept = 0;
    for (let from = 0; from < count; from += LISTED_AT_ONCE) {
      const files = await this.#options.manifests.list(root, from, from + LISTED_AT_ONCE);
      kept += files.filter(({ path }) => takeDownOfFile(takeDowns, { version, path }) === null).length;
    }
    return count - kept;
  }

  /** @throws ConflictError while something of it is being erased */
  async requireErased({ id }: Pick<Asset, 'id'>): Promise<void> {
    const takeDowns = await this.#options.takeDowns.listByAssets([id]);
    if (takeDowns.every(({ state }) => state === 'ERASED')) return;
    throw new ConflictError(
      `Something of asset ${id} was taken down and is being erased. Try again in some minutes.`,
    );
  }

  /** @throws TakenDownError for a file that was taken down, erased already or not */
  async requireFile({ id }: Pick<Asset, 'id'>, asked: AskedFile): Promise<void> {
    const { version, place, file } = asked;
    const takeDowns = asked.takeDowns ?? (await this.#options.takeDowns.listByAssets([id]));
    if (takeDowns.length === 0) return;
    const takeDown =
      file !== null
        ? takeDownOfFile(takeDowns, { version, path: file.path })
        : place === null
          ? null
          : await this.#erasing(takeDowns, place);
    if (takeDown !== null) throw await this.#error(takeDown, file?.path ?? `This file of asset ${id}`);
  }

  async #erasing(takeDowns: readonly TakeDown[], place: ManifestPlace): Promise<TakeDown | null> {
    const erased = await this.#options.manifests.findErased(place);
    return takeDowns.find(({ leafIndex }) => leafIndex === erased?.takenDownIn) ?? null;
  }

  async #ofVersion(assetId: AssetId, version: number): Promise<TakeDown | null> {
    return takeDownOfVersion(await this.#options.takeDowns.listByAssets([assetId]), version);
  }

  async #error(takeDown: TakeDown, what: string): Promise<TakenDownError> {
    const { organizations, reasons } = this.#options;
    const organization = await organizations.find(takeDown.organizationId);
    const [reason] = await reasons.findMany([takeDown.reasonHash]);
    return new TakenDownError({
      what,
      by: organization?.name.en ?? organization?.name.zh ?? takeDown.organizationId,
      at: takeDown.takenDownAt,
      reason: reason?.text ?? null,
    });
  }
}
