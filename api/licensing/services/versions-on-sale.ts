import type { AssetId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import { type AssetVersion, isVersion, VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import { VersionRefusedError } from '../../platform/kernel/errors.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { TakeDowns } from '../../assets/services/take-downs.ts';

export interface VersionsOnSaleOptions {
  readonly leaves: Pick<LeafStore, 'findByStatementHash' | 'listByKinds'>;
  readonly takenDown: Pick<TakeDowns, 'requireVersion' | 'requireSomeFile'>;
}

/** Which versions of an asset may be sold and taken: the contracts take any hash for one. */
export class VersionsOnSale {
  readonly #leaves: VersionsOnSaleOptions['leaves'];
  readonly #takenDown: VersionsOnSaleOptions['takenDown'];

  constructor({ leaves, takenDown }: VersionsOnSaleOptions) {
    this.#leaves = leaves;
    this.#takenDown = takenDown;
  }

  /** By its number; null: the newest. @throws VersionRefusedError, TakenDownError */
  async choose({ id, head }: Pick<Asset, 'id' | 'head'>, number: number | null): Promise<AssetVersion> {
    if (number === null) return this.require(id, head);
    const statements = await this.#leaves.listByKinds(id, VERSION_KINDS);
    const chosen = statements.find((logged) => versionIn(logged).version === number);
    if (chosen === undefined) throw unknown(id, String(number));
    return this.#requireOnSale(chosen);
  }

  /** By the hash of its statement. @throws VersionRefusedError unless it is a published version of the asset, TakenDownError */
  async require(assetId: AssetId, hash: StatementHash): Promise<AssetVersion> {
    const logged = await this.#leaves.findByStatementHash(hash);
    if (logged === null || !isVersion(logged)) throw unknown(assetId, hash);
    if (logged.statement.assetId !== assetId)
      throw new VersionRefusedError('VERSION_OF_ANOTHER_ASSET', { assetId, version: hash });
    return this.#requireOnSale(logged);
  }

  /** The one rule for all that is sold and taken. */
  async #requireOnSale(logged: LoggedStatement): Promise<AssetVersion> {
    const version = versionIn(logged);
    const { assetId: id } = logged.statement;
    await this.#takenDown.requireVersion({ id }, version.version);
    await this.#takenDown.requireSomeFile({ id }, version);
    return version;
  }
}

function unknown(assetId: AssetId, version: string): VersionRefusedError {
  return new VersionRefusedError('VERSION_UNKNOWN', { assetId, version });
}
