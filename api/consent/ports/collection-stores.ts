import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type {
  AssetStanding,
  Collection,
  CollectionConsent,
  CollectionPart,
  CollectionPlace,
} from '../domain/collection.ts';
import type { CollectionKey } from '../../chain/domain/consent-terms.ts';

/** Collections that were proposed; each is named by its content, so that keeping one again changes nothing. */
export interface CollectionStore {
  /** Keeps all of it or, when broken off, nothing that is found; repeating completes it. */
  keep(collection: Collection, parts: readonly CollectionPart[]): Promise<void>;
  find(key: CollectionKey): Promise<Collection | null>;
  /** Asset ids at `from` to `to`, not included, in the order of the list. */
  listAssets(key: CollectionKey, from: number, to: number): Promise<AssetId[]>;
  findPlace(key: CollectionKey, assetId: AssetId): Promise<CollectionPlace | null>;
  /** Those of `keys` to which the asset belongs, in their order. */
  listContaining(assetId: AssetId, keys: readonly CollectionKey[]): Promise<CollectionKey[]>;
  /** Those of `keys` to which each of the assets belongs. */
  listContainingAny(
    assetIds: readonly AssetId[],
    keys: readonly CollectionKey[],
  ): Promise<ReadonlyMap<AssetId, readonly CollectionKey[]>>;
  countProposed(proposal: Pick<Collection, 'proposedBy'>, since: Date): Promise<number>;
}

/* Read models of what the chain decided, projected from the log; each write is guarded by `projectedIndex`. */

export interface CollectionConsentStore {
  find(key: CollectionKey): Promise<CollectionConsent | null>;
  findMany(keys: readonly CollectionKey[]): Promise<CollectionConsent[]>;
  /** Those not withdrawn that name the holder, granted last first. */
  listGranted(parties: Pick<CollectionConsent, 'community' | 'holder'>): Promise<CollectionConsent[]>;
  /** The same for any of these communities and holders. */
  listGrantedAmong(
    parties: readonly Pick<CollectionConsent, 'community' | 'holder'>[],
  ): Promise<CollectionConsent[]>;
  /** Those of a community that are not withdrawn, granted last first. */
  listByCommunity(community: OrganizationId, first: number): Promise<CollectionConsent[]>;
  project(consent: CollectionConsent): Promise<void>;
}

export interface AssetStandingStore {
  findMany(assetIds: readonly AssetId[]): Promise<AssetStanding[]>;
  /** Assets that follow the collection after one of them, in the order of their ids. */
  listFollowing(root: Hex, after: AssetId | null, first: number): Promise<AssetId[]>;
  project(standing: AssetStanding): Promise<void>;
}
