import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';

/** A draft wrote a file manifest that no leaf may name yet. */
export interface ManifestClaim {
  readonly root: Hex;
  readonly draftId: string;
  readonly assetId: AssetId;
}

/** Claims are added before the manifest is written and removed after the leaf that names it. A manifest without one is named by a leaf. */
export interface ManifestClaims {
  /** Harmless to repeat. */
  add(claims: readonly ManifestClaim[]): Promise<void>;
  remove(roots: readonly Hex[]): Promise<void>;
  /** Those of the roots that are claimed. */
  findMany(roots: readonly Hex[]): Promise<ManifestClaim[]>;
  /** At most `most`, in the order of their roots; those after one. */
  list(after: Hex | null, most: number): Promise<ManifestClaim[]>;
}
