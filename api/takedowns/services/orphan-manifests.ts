import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import type { ManifestClaim, ManifestClaims } from '../../assets/ports/manifest-claims.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { ErasingFiles } from './erasing-files.ts';
import type { ManifestOwners } from './manifest-owners.ts';

export interface OrphanManifestsOptions {
  readonly manifestClaims: Pick<ManifestClaims, 'list' | 'remove'>;
  readonly manifests: Pick<ManifestStore, 'listKept'>;
  readonly owners: Pick<ManifestOwners, 'isLogged' | 'keeperOf'>;
  readonly files: Pick<ErasingFiles, 'eraseOrphan'>;
  /** Of assets that are being published: what is written for one is no orphan yet. */
  readonly assetMutex: Mutex<AssetId>;
}

const CLAIMS_AT_ONCE = 200;
const FILES_AT_ONCE = 250;

/** Erases what publications left that did not come to their end: entries of manifests that no leaf names, and contents only they have. */
export class OrphanManifests {
  readonly #options: OrphanManifestsOptions;

  constructor(options: OrphanManifestsOptions) {
    this.#options = options;
  }

  /** @returns whether it erased something */
  async erase(): Promise<boolean> {
    const { assetMutex } = this.#options;
    let hasErased = false;
    for await (const claim of this.#claims()) {
      // One that is being published may end with a leaf; it is looked at the next time.
      if (await assetMutex.isTaken(claim.assetId)) continue;
      const erased = await assetMutex.take(claim.assetId, () => this.#settle(claim));
      hasErased ||= erased > 0;
    }
    return hasErased;
  }

  /** @returns entries that were erased */
  async #settle(claim: ManifestClaim): Promise<number> {
    const { owners, manifestClaims, manifests, files } = this.#options;
    if (await owners.isLogged(claim)) {
      await manifestClaims.remove([claim.root]);
      return 0;
    }
    const isKept = await owners.keeperOf(claim);
    let [kept, erased] = [0, 0];
    for (let last = -1; ;) {
      const page = await manifests.listKept(claim.root, last + 1, FILES_AT_ONCE);
      for (const file of page.filter(({ sha256 }) => !isKept(sha256))) {
        await files.eraseOrphan(claim.root, file);
        erased++;
      }
      kept += page.filter(({ sha256 }) => isKept(sha256)).length;
      const end = page.at(-1);
      if (end === undefined) break;
      last = end.index;
    }
    if (kept === 0) await manifestClaims.remove([claim.root]);
    return erased;
  }

  async *#claims(): AsyncGenerator<ManifestClaim> {
    for (let last: ManifestClaim | undefined; ;) {
      const page: ManifestClaim[] = await this.#options.manifestClaims.list(
        last?.root ?? null,
        CLAIMS_AT_ONCE,
      );
      yield* page;
      last = page.at(-1);
      if (last === undefined) return;
    }
  }
}
