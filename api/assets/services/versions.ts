import { revealBody, type RevealedBody } from '@lanran/protocol/proofs/bundle-parts';
import type { Asset } from '../domain/asset.ts';
import { type AssetVersion, VERSION_KINDS, versionIn } from '../domain/asset-version.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { IndexedFile, ManifestStore } from '../ports/manifest-store.ts';
import type { TakeDowns } from './take-downs.ts';

const MAX_FILES = 1_000;
/** What a buyer has to know of a version beside its files. */
const SOLD_FIELDS: readonly string[] = ['version', 'agreement'];

export interface VersionsOptions {
  readonly leaves: Pick<LeafStore, 'listByKinds' | 'findByStatementHash'>;
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

  /** Reveals its number and license agreement alone, so that whoever has the statement can check them. @throws NotFoundError */
  async revealTerms({ statementHash }: Pick<AssetVersion, 'statementHash'>): Promise<RevealedBody> {
    const logged = await this.#options.leaves.findByStatementHash(statementHash);
    if (logged === null) throw new NotFoundError(`Statement ${statementHash}`);
    const names = logged.body.map(({ name }) => name).filter((name) => SOLD_FIELDS.includes(name));
    return revealBody({ fields: logged.body }, names);
  }

  /** How many files of it were taken down: whoever licenses it gets the others. */
  async missingFilesOf(
    version: Pick<AssetVersion, 'version' | 'filesField'> & Pick<Asset, 'id'>,
  ): Promise<number> {
    return this.#options.takenDown.countMissing(version, version);
  }
}
