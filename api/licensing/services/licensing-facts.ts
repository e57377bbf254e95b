import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { TakeDowns } from '../../assets/services/take-downs.ts';
import type { ConsentInForce } from '../../consent/domain/consent.ts';
import type {
  AssetStandingStore,
  CollectionConsentStore,
  CollectionStore,
} from '../../consent/ports/collection-stores.ts';
import type { ConsentStore } from '../../consent/ports/consent-store.ts';
import { consentsInForce } from '../../consent/services/consents-in-force.ts';
import { joinableConsents } from '../../consent/services/joinable-consent.ts';
import { isSuspendedAt } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError, TakenDownError } from '../../platform/kernel/errors.ts';
import type { Offer } from '../domain/license.ts';
import { canSeeReserved } from '../domain/reserved.ts';
import type { LicensingService } from './licensing.ts';
import type { VersionsOnSale } from './versions-on-sale.ts';

/** What one request reads at once. */
export const MAX_FACTS = 100;

export interface LicensingFactsOptions {
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly consents: Pick<ConsentStore, 'findMany'>;
  readonly collections: Pick<CollectionStore, 'listContainingAny'>;
  readonly collectionConsents: Pick<CollectionConsentStore, 'find' | 'findMany' | 'listGrantedAmong'>;
  readonly standings: Pick<AssetStandingStore, 'findMany'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly takeDowns: Pick<TakeDowns, 'of'>;
  readonly licensing: Pick<LicensingService, 'openOffersOf'>;
  readonly versions: Pick<VersionsOnSale, 'require'>;
  readonly clock: Clock;
}

/** What an offer or a consent depends on. */
export interface AssetFacts {
  readonly asset: Asset;
  /** In force, or that of a collection which the asset joins with its first offer; null without a community. */
  readonly consent: Omit<ConsentInForce, 'assetId'> | null;
  /** The consent is of a collection that the asset has not joined yet. */
  readonly isJoining: boolean;
  /** Of its holder, neither closed nor over; those that the actor may not see are left out. */
  readonly offers: readonly Offer[];
  readonly isHolderSuspended: boolean;
  readonly isTakenDown: boolean;
}

/** Reads for many assets what one offer or consent for all of them depends on, in as many reads as for one. */
export class LicensingFacts {
  readonly #options: LicensingFactsOptions;

  constructor(options: LicensingFactsOptions) {
    this.#options = options;
  }

  /** In the order of the ids; null for what is not there, or not for the actor to see. @throws BadInputError */
  async read(actor: Actor, assetIds: readonly AssetId[]): Promise<(AssetFacts | null)[]> {
    if (assetIds.length === 0 || assetIds.length > MAX_FACTS)
      throw new BadInputError('assets', `names ${assetIds.length} assets. Name 1 to ${MAX_FACTS} at once.`);
    const found = await this.#options.catalog.findMany(actor, assetIds);
    const facts = await this.#read(
      actor,
      found.filter((asset) => asset !== null),
    );
    const byId = new Map(facts.map((each) => [each.asset.id, each]));
    return assetIds.map((id) => byId.get(id) ?? null);
  }

  async #read(actor: Actor, assets: readonly Asset[]): Promise<AssetFacts[]> {
    const options = this.#options;
    const ids = assets.map(({ id }) => id);
    const [consents, offers, holders, takeDowns] = await Promise.all([
      // They were read already.
      consentsInForce({ ...options, assets: { findMany: async () => [...assets] } }, ids),
      options.licensing.openOffersOf(ids),
      options.organizations.findMany([...new Set(assets.map(({ holder }) => holder))]),
      options.takeDowns.of(ids),
    ]);
    const joinable = await this.#joinable(assets.filter((_, at) => consents[at] == null));
    const now = options.clock.now();
    const suspended = new Set(holders.filter((each) => isSuspendedAt(each, now)).map(({ id }) => id));
    return Promise.all(
      assets.map(async (asset, at) => {
        const consent = consents[at] ?? null;
        const joins = joinable.get(asset.id) ?? null;
        return {
          asset,
          consent: consent ?? joins,
          isJoining: consent === null && joins !== null,
          offers: (offers[at] ?? []).filter(
            ({ holder, licensee }) =>
              holder === asset.holder && (licensee === null || canSeeReserved(actor, asset, licensee)),
          ),
          isHolderSuspended: suspended.has(asset.holder),
          isTakenDown: (takeDowns[at] ?? []).length > 0 && (await this.#isTakenDown(asset)),
        };
      }),
    );
  }

  async #joinable(assets: readonly Asset[]): Promise<Map<AssetId, Omit<ConsentInForce, 'assetId'>>> {
    const found = await joinableConsents(this.#options, assets);
    return new Map(
      assets.flatMap(({ id, community }, at) => {
        const consent = found[at] ?? null;
        return consent === null || community === null
          ? []
          : [[id, { ...consent, community, collection: null }] as const];
      }),
    );
  }

  async #isTakenDown({ id, head }: Asset): Promise<boolean> {
    try {
      await this.#options.versions.require(id, head);
      return false;
    } catch (error) {
      if (error instanceof TakenDownError) return true;
      throw error;
    }
  }
}
