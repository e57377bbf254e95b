import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import type { AssetStanding, CollectionConsent } from '../domain/collection.ts';
import type { CollectionKey } from '../../chain/domain/consent-terms.ts';
import type { ConsentEnd } from '../domain/consent.ts';
import type { Consent, ConsentInForce } from '../domain/consent.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { AssetStandingStore, CollectionConsentStore } from '../ports/collection-stores.ts';
import type { ConsentStore } from '../ports/consent-store.ts';

interface ConsentStores {
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly consents: Pick<ConsentStore, 'findMany'>;
  readonly collectionConsents: Pick<CollectionConsentStore, 'find' | 'findMany'>;
  readonly standings: Pick<AssetStandingStore, 'findMany'>;
}

export interface ConsentsInForceOptions extends ConsentStores {
  readonly clock: Clock;
}

/** Which consent counts for an asset: its own, or that of the collection it joined. The rule is ConsentRegistry's. */
export class ConsentsInForce {
  readonly #options: ConsentsInForceOptions;

  constructor(options: ConsentsInForceOptions) {
    this.#options = options;
  }

  /** In force and not over; null where there is none. */
  async liveOf(assetIds: readonly AssetId[]): Promise<(ConsentInForce | null)[]> {
    const consents = await this.of(assetIds);
    return consents.map((consent) => (consent !== null && this.isCurrent(consent) ? consent : null));
  }

  /** As `ConsentRegistry.consentOf` says: in force until it is withdrawn, whatever its last day. */
  async of(assetIds: readonly AssetId[]): Promise<(ConsentInForce | null)[]> {
    return consentsInForce(this.#options, assetIds);
  }

  /** The live consent to a collection; null when there is none. */
  async liveOfCollection(key: CollectionKey): Promise<CollectionConsent | null> {
    const consent = await this.#options.collectionConsents.find(key);
    return consent !== null && !consent.isWithdrawn && this.isCurrent(consent) ? consent : null;
  }

  /** How the last consent ended; null where one is live, or none was given. */
  async endsOf(assetIds: readonly AssetId[]): Promise<(ConsentEnd | null)[]> {
    const cases = await readCases(this.#options, assetIds);
    return cases.map((one) => (one === null ? null : consentEndOf(one, this.#today())));
  }

  /** Its last day is not over. */
  isCurrent({ lastDay }: Pick<ConsentTerms, 'lastDay'>): boolean {
    return lastDay >= this.#today();
  }

  #today(): Day {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
}

/** As `ConsentRegistry.consentOf` says, in the order of the ids. */
export async function consentsInForce(
  stores: ConsentStores,
  assetIds: readonly AssetId[],
): Promise<(ConsentInForce | null)[]> {
  const cases = await readCases(stores, assetIds);
  return cases.map((one) => (one === null ? null : consentInForce(one)));
}

interface ConsentCase {
  readonly asset: Asset;
  readonly own: Consent | null;
  readonly standing: AssetStanding | null;
  /** That of the collection it follows. */
  readonly joined: CollectionConsent | null;
}

/** In the order of the ids; null for an asset that was not published here, or has no community. */
async function readCases(
  { assets, consents, standings, collectionConsents }: ConsentStores,
  assetIds: readonly AssetId[],
): Promise<(ConsentCase | null)[]> {
  const [found, own, standing] = await Promise.all([
    assets.findMany(assetIds),
    consents.findMany(assetIds),
    standings.findMany(assetIds),
  ]);
  const ownOf = new Map(own.map((each) => [each.assetId, each]));
  const standingOf = new Map(standing.map((each) => [each.assetId, each]));
  const cases = found.map((asset) => ({
    asset,
    own: ownOf.get(asset.id) ?? null,
    standing: standingOf.get(asset.id) ?? null,
  }));
  const followed = await collectionConsents.findMany(cases.flatMap((one) => keyOf(one) ?? []));
  const byId = new Map(cases.map((one) => [one.asset.id, one]));
  return assetIds.map((id) => {
    const one = byId.get(id);
    if (one === undefined || one.asset.community === null) return null;
    const key = keyOf(one);
    const joined =
      key === null
        ? undefined
        : followed.find(({ community, root }) => community === key.community && root === key.root);
    return { ...one, joined: joined ?? null };
  });
}

/** The collection that the asset follows. */
function keyOf({
  asset: { community },
  standing,
}: Pick<ConsentCase, 'asset' | 'standing'>): CollectionKey | null {
  const root = standing?.collection ?? null;
  return community === null || root === null ? null : { community, root };
}

function consentInForce(one: ConsentCase): ConsentInForce | null {
  const { asset, own, joined } = one;
  const { community } = asset;
  if (community === null) return null;
  const key = keyOf(one);
  const counting = key === null ? own : joined;
  if (counting === null || counting.isWithdrawn || !isGivenToHolder(one)) return null;
  return { ...termsOf(counting), assetId: asset.id, community, collection: key?.root ?? null };
}

/** How the consent that counted last has ended; null where it has not, or none was given to the present holder or one before. */
function consentEndOf(one: ConsentCase, today: Day): ConsentEnd | null {
  const { asset, own, standing, joined } = one;
  const isFollowing = keyOf(one) !== null;
  const counting = isFollowing ? joined : own;
  const handedOver = asset.formerHolders.at(-1)?.untilLeaf;
  if (counting === null) {
    // A council may withdraw its consent to a collection for one asset, which then has none of its own.
    const hasLeft = !isFollowing && standing !== null && standing.projectedIndex !== handedOver;
    return hasLeft ? 'WITHDRAWN' : null;
  }
  if (!isGivenToHolder(one)) return 'CUSTODY';
  // The transfer itself ends an asset's own consent, so that it is not the council's withdrawal (CustodyReadModel).
  if (counting.isWithdrawn) return counting.projectedIndex === handedOver ? 'CUSTODY' : 'WITHDRAWN';
  return counting.lastDay < today ? 'EXPIRED' : null;
}

/** Consent ends with custody, also when the asset comes back. */
function isGivenToHolder(one: ConsentCase): boolean {
  const { asset, own, standing, joined } = one;
  if (keyOf(one) === null) return own?.holder === asset.holder;
  const custodySince = standing?.custodySince ?? null;
  return joined?.holder === asset.holder && (custodySince === null || joined.grantedAt > custodySince);
}

function termsOf({ holder, media, territories, lastDay, shareBps, rights }: ConsentTerms): ConsentTerms {
  return { holder, media, territories, lastDay, shareBps, rights };
}
