import type { Asset } from '../../assets/domain/asset.ts';
import type { AssetStanding, CollectionConsent } from '../domain/collection.ts';
import type { Consent } from '../domain/consent.ts';
import type { CollectionKey, ConsentTerms } from '../../chain/domain/consent-terms.ts';
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

export interface JoinableConsentsStores {
  readonly collections: Pick<CollectionStore, 'listContainingAny'>;
  readonly collectionConsents: Pick<CollectionConsentStore, 'findMany' | 'listGrantedAmong'>;
  readonly consents: Pick<ConsentStore, 'findMany'>;
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
  const root = standing?.collection ?? null;
  const followed = root === null ? null : await collectionConsents.find({ community, root });
  return firstJoinable({ granted, containing, own, standing: standing ?? null, followed });
}

/** The same of many assets without consent in force, in their order, in five reads. */
export async function joinableConsents(
  { collections, collectionConsents, consents, standings }: JoinableConsentsStores,
  assets: readonly Asset[],
): Promise<(ConsentTerms | null)[]> {
  const asked = assets.flatMap(({ id, community, holder }) =>
    community === null ? [] : [{ id, community, holder }],
  );
  if (asked.length === 0) return assets.map(() => null);
  const granted = await collectionConsents.listGrantedAmong(asked);
  if (granted.length === 0) return assets.map(() => null);
  const ids = asked.map(({ id }) => id);
  const [containing, own, standing] = await Promise.all([
    collections.listContainingAny(ids, granted),
    consents.findMany(ids),
    standings.findMany(ids),
  ]);
  const standingOf = new Map(standing.map((each) => [each.assetId, each]));
  const ownOf = new Map(own.map((each) => [each.assetId, each]));
  const keyOf = ({ id, community }: (typeof asked)[number]): CollectionKey | null => {
    const root = standingOf.get(id)?.collection ?? null;
    return root === null ? null : { community, root };
  };
  const followed = await collectionConsents.findMany(asked.flatMap((each) => keyOf(each) ?? []));
  const joinable = new Map(
    asked.map((each) => {
      const { id, community, holder } = each;
      const key = keyOf(each);
      const facts = {
        granted: granted.filter((one) => one.community === community && one.holder === holder),
        containing: containing.get(id) ?? [],
        own: ownOf.get(id) ?? null,
        standing: standingOf.get(id) ?? null,
        followed: followed.find((one) => one.community === key?.community && one.root === key.root) ?? null,
      };
      return [id, firstJoinable(facts)];
    }),
  );
  return assets.map(({ id }) => joinable.get(id) ?? null);
}

interface JoiningFacts {
  /** To the asset's holder by its community, granted last first. */
  readonly granted: readonly CollectionConsent[];
  /** Collections that the asset belongs to. */
  readonly containing: readonly CollectionKey[];
  readonly own: Consent | null;
  readonly standing: AssetStanding | null;
  /** The consent to the collection that the asset follows. */
  readonly followed: CollectionConsent | null;
}

function firstJoinable({ granted, containing, own, standing, followed }: JoiningFacts): ConsentTerms | null {
  // A council that said no to this asset has to say yes to the collection after that.
  const ownSince = Math.max(
    own?.projectedIndex ?? -1,
    standing !== null && standing.collection === null ? standing.projectedIndex : -1,
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
