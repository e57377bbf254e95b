import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { QuoteQuestion } from '@lanran/protocol/licensing/quote';
import type { Asset } from '../../assets/domain/asset.ts';
import { takeDownOfVersion, takesFileOf, type TakeDown } from '../../assets/domain/take-down.ts';
import type { TakeDownStore } from '../../assets/ports/take-down-store.ts';
import type { TakeDowns } from '../../assets/services/take-downs.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type { UseConsent } from '../../consent/domain/use-consent.ts';
import type {
  AssetStandingStore,
  CollectionConsentStore,
  CollectionStore,
} from '../../consent/ports/collection-stores.ts';
import type { ConsentStore } from '../../consent/ports/consent-store.ts';
import type { UseConsentStore } from '../../consent/ports/use-consent-store.ts';
import { consentsInForce } from '../../consent/services/consents-in-force.ts';
import { joinableConsents } from '../../consent/services/joinable-consent.ts';
import type { Dispute } from '../../disputes/domain/dispute.ts';
import type { DisputeStore } from '../../disputes/ports/dispute-store.ts';
import type { License, Offer, SaleBeside, SoldLicense } from '../../licensing/domain/license.ts';
import { canSeeReserved } from '../../licensing/domain/reserved.ts';
import type { LicenseStore, OfferStore } from '../../licensing/ports/license-stores.ts';
import { isSuspendedAt, type Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { soldUsesOf } from '../domain/quote-many-sold.ts';

export interface QuoteManyFactsOptions {
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly consents: Pick<ConsentStore, 'findMany'>;
  readonly useConsents: Pick<UseConsentStore, 'findMany'>;
  readonly collections: Pick<CollectionStore, 'listContainingAny'>;
  readonly collectionConsents: Pick<CollectionConsentStore, 'find' | 'findMany' | 'listGrantedAmong'>;
  readonly standings: Pick<AssetStandingStore, 'findMany'>;
  readonly disputes: Pick<DisputeStore, 'listOpen'>;
  readonly offers: Pick<OfferStore, 'listOpen'>;
  readonly licenses: Pick<LicenseStore, 'listExclusive' | 'listSoldTo' | 'listBeside'>;
  readonly takeDowns: Pick<TakeDownStore, 'listByAssets'>;
  readonly missingFiles: Pick<TakeDowns, 'countMissing'>;
}

/** What is the same for every asset. */
export interface AskedOfAll extends Pick<QuoteQuestion, 'wish' | 'operatorShareBps' | 'isPaused'> {
  /** Null: anybody who could be licensed. */
  readonly licensee: OrganizationId | null;
  readonly now: Date;
  readonly today: Day;
}

/** An organization that nobody has: what is reserved for one is not for it. */
const ANYBODY = `0x${'1'.padStart(64, '0')}` as OrganizationId;

/** The reads that the verdicts on many assets need, each made once for all of them. */
export class QuoteManyFacts {
  readonly #options: QuoteManyFactsOptions;

  constructor(options: QuoteManyFactsOptions) {
    this.#options = options;
  }

  /** What a quote of each asset is judged by, as the actor may know it; null where its newest version was taken down. */
  async read(actor: Actor, assets: readonly Asset[], asked: AskedOfAll): Promise<(QuoteQuestion | null)[]> {
    const all = await this.#readAll(assets, asked);
    return Promise.all(
      assets.map(async (asset) =>
        (await this.#isTakenDown(asset, all.takeDowns.of(asset.id)))
          ? null
          : questionOf(actor, { asset, all, asked }),
      ),
    );
  }

  async #readAll(assets: readonly Asset[], { licensee, wish }: AskedOfAll) {
    const options = this.#options;
    const ids = assets.map(({ id }) => id);
    const ofCommunities = assets.filter(({ community }) => community !== null);
    const consentIds = ofCommunities.map(({ id }) => id);
    const parties = new Set(assets.map(({ holder }) => holder));
    if (licensee !== null) parties.add(licensee);
    const [organizations, consents, offers, disputes, exclusive, issued, useConsents, takeDowns] =
      await Promise.all([
        options.organizations.findMany([...parties]),
        // They were read already.
        consentsInForce({ ...options, assets: { findMany: async () => [...ofCommunities] } }, consentIds),
        options.offers.listOpen(ids),
        options.disputes.listOpen(ids),
        options.licenses.listExclusive(ids),
        licensee === null ? [] : options.licenses.listSoldTo(licensee, ids),
        licensee === null ? [] : options.useConsents.findMany(consentIds, licensee),
        options.takeDowns.listByAssets(ids),
      ]);
    const open = groupOf(offers);
    // What was sold beside others stands in the way of exclusive licenses alone.
    const askedAlone = ids.filter(
      (id) => wish.exclusive || open.of(id).some(({ exclusive: alone }) => alone),
    );
    const unconsented = ofCommunities.filter((_, at) => consents[at] === null);
    const [beside, joinable] = await Promise.all([
      askedAlone.length === 0 ? [] : options.licenses.listBeside(askedAlone),
      unconsented.length === 0 ? [] : joinableConsents(options, unconsented),
    ]);
    const consentOf = new Map<AssetId, ConsentTerms | null>(
      consentIds.map((id, at) => [id, consents[at] ?? null]),
    );
    unconsented.forEach(({ id }, at) => consentOf.set(id, joinable[at] ?? null));
    return {
      organizations: new Map(organizations.map((each) => [each.id, each])),
      consentOf,
      offers: open,
      disputes: groupOf(disputes),
      exclusive: groupOf(exclusive.map((license) => ({ ...license, assetId: license.terms.assetId }))),
      issued: groupOf(issued),
      beside: groupOf(beside),
      useConsents: groupOf(useConsents),
      takeDowns: groupOf(takeDowns),
    };
  }

  /** As `VersionsOnSale` decides for one. Files are counted only where as many were taken down as the version has. */
  async #isTakenDown(asset: Asset, takeDowns: readonly TakeDown[]): Promise<boolean> {
    if (takeDowns.length === 0) return false;
    if (takeDownOfVersion(takeDowns, asset.version) !== null) return true;
    const { count } = asset.filesField;
    const taken = takeDowns.filter(
      ({ scope, lastVersion }) => scope !== null && takesFileOf({ scope, lastVersion }, asset.version),
    );
    if (count === 0 || taken.length < count) return false;
    return (await this.#options.missingFiles.countMissing(asset, asset)) >= count;
  }
}

/** What was read of all assets. */
interface ReadFacts {
  readonly organizations: ReadonlyMap<OrganizationId, Organization>;
  readonly consentOf: ReadonlyMap<AssetId, ConsentTerms | null>;
  readonly offers: ByAsset<Offer>;
  readonly disputes: ByAsset<Dispute>;
  readonly exclusive: ByAsset<License>;
  readonly issued: ByAsset<SoldLicense>;
  readonly beside: ByAsset<SaleBeside>;
  readonly useConsents: ByAsset<UseConsent>;
}

function questionOf(
  actor: Actor,
  { asset, all, asked }: { readonly asset: Asset; readonly all: ReadFacts; readonly asked: AskedOfAll },
): QuoteQuestion {
  const { id } = asset;
  const { licensee, now, today, wish, operatorShareBps, isPaused = false } = asked;
  const isSuspended = (organizationId: OrganizationId) => {
    const organization = all.organizations.get(organizationId);
    return organization !== undefined && isSuspendedAt(organization, now);
  };
  return {
    asset: {
      assetId: id,
      isKnown: true,
      isWithdrawn: asset.isWithdrawn,
      openDisputes: all.disputes.of(id).length,
      needsConsent: asset.community !== null,
      isHolderSuspended: isSuspended(asset.holder),
    },
    version: asset.head,
    licensee:
      licensee === null
        ? { organizationId: ANYBODY, isKnown: true }
        : {
            organizationId: licensee,
            isKnown: all.organizations.get(licensee)?.isAdmitted === true,
            isSuspended: isSuspended(licensee),
          },
    consent: all.consentOf.get(id) ?? null,
    useConsent: findUseConsent(actor, asset, all.useConsents.of(id)),
    offers: all.offers
      .of(id)
      .filter((offer) => isOpen(offer, asset) && isSeenBy(actor, asset, offer))
      .map((offer) => ({ ...offer, offerId: BigInt(offer.id) })),
    sold: soldUsesOf(
      { exclusive: all.exclusive.of(id), beside: all.beside.of(id), issued: all.issued.of(id) },
      today,
    ),
    isPaused,
    operatorShareBps,
    wish,
    today,
  };
}

/** An offer ends with the custody under which it was made, also when the asset comes back. */
function isOpen({ holder, projectedIndex }: Offer, { holder: present, formerHolders }: Asset): boolean {
  const handedOver = formerHolders.at(-1)?.untilLeaf ?? -1;
  return holder === present && projectedIndex > handedOver;
}

function isSeenBy(actor: Actor, asset: Asset, { licensee }: Offer): boolean {
  return licensee === null || canSeeReserved(actor, asset, licensee);
}

function findUseConsent(actor: Actor, asset: Asset, consents: readonly UseConsent[]): UseConsent | null {
  const granted = consents.find(({ state, holder }) => state === 'GRANTED' && holder === asset.holder);
  if (granted === undefined || !canSeeReserved(actor, asset, granted.licensee)) return null;
  return granted;
}

interface ByAsset<T> {
  of(id: AssetId): readonly T[];
}

function groupOf<T extends { readonly assetId: AssetId }>(all: readonly T[]): ByAsset<T> {
  const groups = new Map<AssetId, T[]>();
  for (const each of all) {
    const group = groups.get(each.assetId);
    if (group === undefined) groups.set(each.assetId, [each]);
    else group.push(each);
  }
  return { of: (id) => groups.get(id) ?? [] };
}
