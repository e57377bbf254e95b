import { fromHex, type Hex, toHex } from '@lanran/protocol/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import { MemoryTree } from '@lanran/protocol/memory-tree';
import type { ConsentTerms } from './licensing.ts';

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

/** The same root in the hands of two communities is two collections. */
export interface CollectionKey {
  readonly community: OrganizationId;
  readonly root: Hex;
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

export function collectionTree(assetIds: readonly AssetId[]): MemoryTree {
  return new MemoryTree(assetIds.map((id) => fromHex(id)));
}

export function collectionRootOf(assetIds: readonly AssetId[]): Hex {
  return toHex(collectionTree(assetIds).root());
}
