import { fromHex, type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type { CollectionKey } from '../../chain/domain/consent-terms.ts';

/** Many assets under one root, kept so that a council can look at what it consents to, and assets can join. */
export interface Collection {
  /** RFC 9162 root over the asset ids in the order of the list (docs/formats.md). */
  readonly root: Hex;
  readonly size: number;
  readonly community: OrganizationId;
  readonly holder: OrganizationId;
  /** The key that proposed it first. */
  readonly proposedBy: Hex;
  readonly proposedAt: Date;
}

/** A council's consent to every asset of a collection, as granted last. */
export interface CollectionConsent extends ConsentTerms, CollectionKey {
  readonly size: number;
  readonly grantedAt: Date;
  readonly isWithdrawn: boolean;
  readonly projectedIndex: number;
}

/** What decides which consent counts for an asset. */
export interface AssetStanding {
  readonly assetId: AssetId;
  /** The collection whose consent it follows; null: its own. */
  readonly collection: Hex | null;
  /** When another took it over; consents of before have ended. */
  readonly custodySince: Date | null;
  readonly projectedIndex: number;
}

/** A power of two, so that each full part is one subtree of the collection's tree. */
export const ASSETS_A_PART = 1_024;

/** A piece of a collection's list with the root of its own ids: proofs need one piece whole, of the others the root. */
export interface CollectionPart {
  readonly assetIds: readonly AssetId[];
  readonly root: Hex;
}

/** Where an asset is in a collection, with what a proof of that needs. */
export interface CollectionPlace {
  /** Which part it is in, from 0, and the assets of that part. */
  readonly part: number;
  readonly assetIds: readonly AssetId[];
  /** Roots of every part, in order. */
  readonly roots: readonly Hex[];
}

/** The list from `from` on, as far as one part goes. */
export function partFrom(assetIds: readonly AssetId[], from: number): CollectionPart {
  const piece = assetIds.slice(from, from + ASSETS_A_PART);
  return { assetIds: piece, root: toHex(treeOf(piece).root()) };
}

export function collectionRootOf(parts: readonly Pick<CollectionPart, 'root'>[]): Hex {
  return toHex(treeOver(parts.map(({ root }) => root)).root());
}

/** The asset's leaf and inclusion proof (RFC 9162): within its part, then of the part among the parts. */
export function proveInCollection(place: CollectionPlace, assetId: AssetId): ProvenLeaf {
  return new ProvingPart(place).prove(assetId);
}

export interface ProvenLeaf {
  readonly leafIndex: number;
  readonly proof: Uint8Array[];
}

/** Proves many assets of a part, and hashes it once. */
export class ProvingPart {
  readonly #place: CollectionPlace;
  readonly #places: ReadonlyMap<AssetId, number>;
  readonly #assets: MemoryTree;
  readonly #parts: MemoryTree;

  constructor(place: CollectionPlace) {
    this.#place = place;
    this.#places = new Map(place.assetIds.map((assetId, at) => [assetId, at]));
    this.#assets = treeOf(place.assetIds);
    this.#parts = treeOver(place.roots);
  }

  holds(assetId: AssetId): boolean {
    return this.#places.has(assetId);
  }

  prove(assetId: AssetId): ProvenLeaf {
    const { part } = this.#place;
    const at = this.#places.get(assetId) ?? -1;
    return {
      leafIndex: part * ASSETS_A_PART + at,
      proof: [...this.#assets.inclusionProof(at), ...this.#parts.inclusionProof(part)],
    };
  }
}

function treeOf(assetIds: readonly AssetId[]): MemoryTree {
  return new MemoryTree(assetIds.map((id) => fromHex(id)));
}

function treeOver(roots: readonly Hex[]): MemoryTree {
  const tree = new MemoryTree();
  for (const root of roots) tree.appendHash(fromHex(root));
  return tree;
}
