import { todayOf } from '@lanran/protocol/day';
import type { AssetId } from '@lanran/protocol/ids';
import type { Asset } from '../domain/asset.ts';
import type { AssetStanding, CollectionConsent, CollectionKey } from '../domain/collection.ts';
import type { Consent, ConsentInForce, ConsentTerms } from '../domain/licensing.ts';
import type { AssetStore } from '../ports/asset-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { AssetStandingStore, CollectionConsentStore } from '../ports/collection-stores.ts';
import type { ConsentStore } from '../ports/licensing-stores.ts';

export interface ConsentsInForceOptions {
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly consents: Pick<ConsentStore, 'findMany'>;
  readonly collectionConsents: CollectionConsentStore;
  readonly standings: Pick<AssetStandingStore, 'findMany'>;
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

  /** Its last day is not over. */
  isCurrent({ lastDay }: Pick<ConsentTerms, 'lastDay'>): boolean {
    return lastDay >= todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
}

/** As `ConsentRegistry.consentOf` says, in the order of the ids. */
export async function consentsInForce(
  stores: Omit<ConsentsInForceOptions, 'clock'>,
  assetIds: readonly AssetId[],
): Promise<(ConsentInForce | null)[]> {
  const { assets, consents, standings, collectionConsents } = stores;
  const [found, own, standing] = await Promise.all([
    assets.findMany(assetIds),
    consents.findMany(assetIds),
    standings.findMany(assetIds),
  ]);
  const cases = found.map((asset) => ({
    asset,
    own: own.find(({ assetId }) => assetId === asset.id) ?? null,
    standing: standing.find(({ assetId }) => assetId === asset.id) ?? null,
  }));
  const joined = await collectionConsents.findMany(cases.flatMap((one) => keyOf(one) ?? []));
  const inForce = new Map(cases.map((one) => [one.asset.id, consentInForce(one, joined)]));
  return assetIds.map((id) => inForce.get(id) ?? null);
}

interface ConsentCase {
  readonly asset: Asset;
  readonly own: Consent | null;
  readonly standing: AssetStanding | null;
}

/** The collection that the asset follows. */
function keyOf({ asset: { community }, standing }: ConsentCase): CollectionKey | null {
  const root = standing?.collection ?? null;
  return community === null || root === null ? null : { community, root };
}

function consentInForce(one: ConsentCase, joined: readonly CollectionConsent[]): ConsentInForce | null {
  const { asset, own, standing } = one;
  const { community } = asset;
  if (community === null) return null;
  const key = keyOf(one);
  if (key === null) {
    const counts = own !== null && !own.isWithdrawn && own.holder === asset.holder;
    return counts ? { ...termsOf(own), assetId: asset.id, community, collection: null } : null;
  }
  const consent = joined.find((each) => each.community === key.community && each.root === key.root);
  if (consent === undefined || consent.isWithdrawn || consent.holder !== asset.holder) return null;
  const custodySince = standing?.custodySince ?? null;
  if (custodySince !== null && consent.grantedAt <= custodySince) return null;
  return { ...termsOf(consent), assetId: asset.id, community, collection: key.root };
}

function termsOf({ holder, media, territories, lastDay, shareBps, rights }: ConsentTerms): ConsentTerms {
  return { holder, media, territories, lastDay, shareBps, rights };
}
