import type { Hex } from '@lanran/protocol/kernel/bytes';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import type { Draft } from '../../publishing/domain/draft.ts';
import type { DraftStore } from '../../publishing/ports/draft-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestClaim, ManifestClaims } from '../../assets/ports/manifest-claims.ts';
import type { PlacedFile } from '../../assets/ports/manifest-store.ts';

export interface ManifestOwnersOptions {
  readonly manifestClaims: Pick<ManifestClaims, 'findMany'>;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly drafts: Pick<DraftStore, 'find'>;
}

/**
 * Which entries of file manifests keep their contents: those of a manifest that a leaf names, and those of one that a draft wrote
 * for its publication, while the draft is not published and has the file. What an interrupted publication left keeps nothing.
 */
export class ManifestOwners {
  readonly #options: ManifestOwnersOptions;

  constructor(options: ManifestOwnersOptions) {
    this.#options = options;
  }

  /** Those of the entries that keep their contents. */
  async keeping(places: readonly PlacedFile[]): Promise<PlacedFile[]> {
    const claims = await this.#options.manifestClaims.findMany([...new Set(places.map(({ root }) => root))]);
    const keepers = new Map<Hex, (sha256: string) => boolean>();
    for (const claim of claims) keepers.set(claim.root, await this.keeperOf(claim));
    return places.filter(({ root, file }) => keepers.get(root)?.(file.sha256) ?? true);
  }

  /** Says of each content of a claimed manifest whether it is kept. */
  async keeperOf(claim: ManifestClaim): Promise<(sha256: string) => boolean> {
    if (await this.isLogged(claim)) return () => true;
    const kept = contentsOf(await this.#options.drafts.find(claim.draftId));
    return (sha256) => kept.has(sha256);
  }

  /** Whether a leaf names the manifest. */
  async isLogged({ assetId, root }: ManifestClaim): Promise<boolean> {
    const leaves = await this.#options.leaves.listByKinds(assetId, VERSION_KINDS);
    return leaves.some((leaf) => versionIn(leaf).filesField.root === root);
  }
}

function contentsOf(draft: Draft | null): ReadonlySet<string> {
  if (draft === null || draft.publishedIndex !== null) return new Set();
  return new Set(draft.files.flatMap(({ digest }) => (digest === null ? [] : [digest.sha256])));
}
