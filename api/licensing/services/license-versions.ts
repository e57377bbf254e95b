import type { StatementHash } from '@lanran/protocol/kernel/ids';
import { FIXED_VERSION } from '@lanran/protocol/licensing/rights';
import { type AssetVersion, isVersion, versionIn } from '../../assets/domain/asset-version.ts';
import type { License } from '../domain/license.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';

export interface LicenseVersionsOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly leaves: Pick<LeafStore, 'findByStatementHash'>;
}

/** What a license says of the versions that it opens. */
export type VersionedLicense = Pick<License, 'takenVersions'> & {
  readonly terms: Pick<License['terms'], 'assetId' | 'version'>;
};

/** A version that a license opens. */
export interface OpenedVersion {
  readonly version: AssetVersion;
  /** Null for the one that was sold. */
  readonly takenAt: Date | null;
}

/** The versions of licenses: the one that was sold, and those that were taken since (ADR 38). */
export class LicenseVersions {
  readonly #options: LicenseVersionsOptions;

  constructor(options: LicenseVersionsOptions) {
    this.#options = options;
  }

  /** Null where the terms name no published version of the asset, as a purchase past the platform may. */
  async soldOf({ terms }: { readonly terms: VersionedLicense['terms'] }): Promise<AssetVersion | null> {
    return this.#find(terms, terms.version);
  }

  /** The one that was sold, then those taken since, by their number; empty where what was sold is no version. */
  async openedBy({ terms, takenVersions }: VersionedLicense): Promise<OpenedVersion[]> {
    const sold = await this.#find(terms, terms.version);
    if (sold === null) return [];
    const opened: OpenedVersion[] = [{ version: sold, takenAt: null }];
    for (const { version: hash, at } of takenVersions) {
      const taken = await this.#find(terms, hash);
      const isNew = opened.every(({ version }) => version.statementHash !== hash);
      if (taken !== null && isNew) opened.push({ version: taken, takenAt: at });
    }
    return opened.sort((left, right) => left.version.version - right.version.version);
  }

  /** The newest version, which the license does not open and lets its licensee take; null for none. */
  async newerThan(license: VersionedLicense & Pick<License, 'terms'>): Promise<AssetVersion | null> {
    if ((license.terms.rights & FIXED_VERSION) !== 0) return null;
    const [asset, opened] = await Promise.all([
      this.#options.assets.find(license.terms.assetId),
      this.openedBy(license),
    ]);
    const last = opened.at(-1);
    if (asset === null || last === undefined || asset.version <= last.version.version) return null;
    return this.#find(license.terms, asset.head);
  }

  async #find(
    { assetId }: Pick<VersionedLicense['terms'], 'assetId'>,
    hash: StatementHash,
  ): Promise<AssetVersion | null> {
    const logged = await this.#options.leaves.findByStatementHash(hash);
    const isOfAsset = logged !== null && isVersion(logged) && logged.statement.assetId === assetId;
    return isOfAsset ? versionIn(logged) : null;
  }
}
