import type { Asset } from '../../assets/domain/asset.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type {
  AssetStandingStore,
  CollectionConsentStore,
  CollectionStore,
} from '../ports/collection-stores.ts';
import type { ConsentStore } from '../ports/consent-store.ts';

export interface JoinableConsentStores {
  readonly collections: Pick<CollectionStore, 'listContaining'>;
  readonly collectionConsents: Pick<CollectionConsentStore, 'find' | 'listGranted'>;
  readonly consents: Pick<ConsentStore, 'find'>;
  readonly standings: Pick<AssetStandingStore, 'findMany'>;
}

/**
 * Of an asset without consent in force: what its council permits of a collection that the asset would join with its next sale, as
 * `ConsentRegistry.join` decides. Null for none. A share below the last one, which the contract allows after seven days, counts
 * as none here: days pass without a leaf of the log.
 */
export async function joinableConsent(
  { collections, collectionConsents, consents, standings }: JoinableConsentStores,
  { id, community, holder }: Asset,
): Promise<ConsentTerms | null> {
  if (community === null) return null;
  const granted = await collectionConsents.listGranted({ community, holder });
  if (granted.length === 0) return null;
  const [containing, own, [standing]] = await Promise.all([
    collections.listContaining(id, granted),
    consents.find(id),
    standings.findMany([id]),
  ]);
  const followed =
    standing?.collection == null
      ? null
      : await collectionConsents.find({ community, root: standing.collection });
  // A council that said no to this asset has to say yes to the collection after that.
  const ownSince = Math.max(
    own?.projectedIndex ?? -1,
    standing !== undefined && standing.collection === null ? standing.projectedIndex : -1,
  );
  const custodySince = standing?.custodySince ?? null;
  const lastShare = (followed ?? own)?.shareBps ?? 0;
  const roots = new Set(containing.map(({ root }) => root));
  return (
    granted.find(
      ({ root, grantedAt, projectedIndex, shareBps }) =>
        roots.has(root) &&
        projectedIndex > ownSince &&
        shareBps >= lastShare &&
        (custodySince === null || grantedAt > custodySince),
    ) ?? null
  );
}
