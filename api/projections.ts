import { isKnownKind, type StatementKind } from '@lanran/protocol/log/statement';
import type { AssetStore } from './assets/ports/asset-store.ts';
import type {
  AssetStandingStore,
  CollectionConsentStore,
  CollectionStore,
} from './consent/ports/collection-stores.ts';
import type { DisputeStore } from './disputes/ports/dispute-store.ts';
import type { LicenseStore, OfferStore } from './licensing/ports/license-stores.ts';
import type { UseConsentStore } from './consent/ports/use-consent-store.ts';
import type { ConsentStore } from './consent/ports/consent-store.ts';
import type { EarningStore } from './licensing/ports/earning-store.ts';
import type { LoggedStatement } from './log/domain/logged-statement.ts';
import type { LeafStore } from './log/ports/leaf-store.ts';
import type { ManifestStore } from './assets/ports/manifest-store.ts';
import type { OrderedBills } from './licensing/ports/ordered-bills.ts';
import type { OrderStore } from './licensing/ports/order-store.ts';
import type { OrganizationStore } from './organizations/ports/organization-store.ts';
import type { ReasonStore } from './log/ports/reason-store.ts';
import type { RefusalStore } from './consent/ports/refusal-store.ts';
import type { TakeDownStore } from './assets/ports/take-down-store.ts';
import { AssetReadModel } from './assets/jobs/asset-projection.ts';
import { AvailabilityReadModel } from './licensing/jobs/availability-read-model.ts';
import { CollectionReadModel } from './consent/jobs/collection-projection.ts';
import { CustodyReadModel } from './custody/jobs/custody-projection.ts';
import { DisputeReadModel } from './disputes/jobs/dispute-projection.ts';
import { EarningReadModel } from './licensing/jobs/earning-projection.ts';
import { LicenseReadModel } from './licensing/jobs/license-projection.ts';
import { LicensingReadModel } from './licensing/jobs/offer-projection.ts';
import type { Apply } from './log/jobs/log-projection.ts';
import { OrderReadModel } from './licensing/jobs/order-projection.ts';
import { OrganizationReadModel } from './organizations/jobs/organization-projection.ts';
import { RefusalReadModel } from './consent/jobs/refusal-projection.ts';
import { TakeDownReadModel } from './takedowns/jobs/take-down-read-model.ts';

export interface ReadModels {
  readonly assets: AssetReadModel;
  readonly custody: CustodyReadModel;
  readonly disputes: DisputeReadModel;
  readonly organizations: OrganizationReadModel;
  readonly licensing: LicensingReadModel;
  readonly licenses: LicenseReadModel;
  readonly orders: OrderReadModel;
  readonly collections: CollectionReadModel;
  readonly refusals: RefusalReadModel;
  readonly availability: AvailabilityReadModel;
  readonly earnings: EarningReadModel;
  readonly takeDowns: TakeDownReadModel;
}

export interface ReadModelStores {
  readonly assets: AssetStore;
  readonly disputes: DisputeStore;
  readonly organizations: OrganizationStore;
  readonly consents: ConsentStore;
  readonly useConsents: UseConsentStore;
  readonly offers: OfferStore;
  readonly licenses: LicenseStore;
  readonly orders: OrderStore;
  readonly bills: OrderedBills;
  readonly collectionConsents: CollectionConsentStore;
  readonly standings: AssetStandingStore;
  readonly collections: Pick<CollectionStore, 'listAssets' | 'listContaining'>;
  readonly refusals: Pick<RefusalStore, 'endBefore'>;
  readonly earnings: EarningStore;
  readonly takeDowns: TakeDownStore;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly manifests: Pick<ManifestStore, 'takeDown'>;
  readonly reasons: Pick<ReasonStore, 'findMany'>;
}

export function readModelsOver(stores: ReadModelStores): ReadModels {
  return {
    assets: new AssetReadModel(stores.assets),
    custody: new CustodyReadModel(stores),
    disputes: new DisputeReadModel(stores.disputes),
    organizations: new OrganizationReadModel(stores.organizations),
    licensing: new LicensingReadModel(stores),
    licenses: new LicenseReadModel(stores.licenses),
    orders: new OrderReadModel(stores),
    collections: new CollectionReadModel(stores),
    refusals: new RefusalReadModel(stores),
    availability: new AvailabilityReadModel(stores),
    earnings: new EarningReadModel(stores),
    takeDowns: new TakeDownReadModel(stores),
  };
}

type ApplyOne = (logged: LoggedStatement) => Promise<void>;

/** Which read model follows which kind of statement. */
export function applyTo(models: ReadModels): Apply {
  const { assets, custody, disputes, organizations, licensing, licenses, orders } = models;
  const { collections, refusals, availability, earnings, takeDowns } = models;
  const appliers: Readonly<Partial<Record<StatementKind, ApplyOne>>> = {
    revised: (logged) => assets.applyRevised(logged),
    'custody-offered': (logged) => custody.applyOffered(logged),
    transferred: async (logged) => {
      await custody.applyTransferred(logged);
      await collections.applyTransferred(logged);
      await availability.applyToAsset(logged);
    },
    withdrawn: async (logged) => {
      await custody.applyWithdrawn(logged);
      await availability.applyToAsset(logged);
    },
    disputed: async (logged) => {
      await disputes.applyDisputed(logged);
      await availability.applyToAsset(logged);
    },
    'dispute-resolved': async (logged) => {
      await disputes.applyResolved(logged);
      await availability.applyToAsset(logged);
    },
    'dispute-allowed': (logged) => disputes.applyAllowed(logged),
    'taken-down': async (logged) => {
      await takeDowns.applyTakenDown(logged);
      await custody.applyTakenDown(logged);
      await availability.applyToAsset(logged);
    },
    'organization-admitted': (logged) => organizations.applyAdmitted(logged),
    'member-added': (logged) => organizations.applyMemberAdded(logged),
    'member-removed': (logged) => organizations.applyMemberRemoved(logged),
    'payout-changed': (logged) => organizations.applyPayoutChanged(logged),
    'succession-proposed': (logged) => organizations.applySuccessionProposed(logged),
    'succession-vetoed': (logged) => organizations.applySuccessionVetoed(logged),
    'council-seated': (logged) => organizations.applyCouncilSeated(logged),
    'organization-suspended': async (logged) => {
      await organizations.applySuspended(logged);
      await availability.applyToHolder(logged);
    },
    'suspension-lifted': async (logged) => {
      await organizations.applySuspensionLifted(logged);
      await availability.applyToHolder(logged);
    },
    consented: async (logged) => {
      await licensing.applyConsented(logged);
      await collections.applyOwnConsent(logged);
      await refusals.applyConsented(logged);
      await availability.applyToAsset(logged);
    },
    'consent-withdrawn': async (logged) => {
      await licensing.applyConsentWithdrawn(logged);
      await collections.applyOwnConsent(logged);
      await availability.applyToAsset(logged);
    },
    'use-consented': (logged) => licensing.applyUseConsented(logged),
    'use-consent-withdrawn': (logged) => licensing.applyUseConsentEnded(logged, 'WITHDRAWN'),
    'use-consent-spent': (logged) => licensing.applyUseConsentEnded(logged, 'SPENT'),
    'collection-consented': async (logged) => {
      await collections.applyGranted(logged);
      await refusals.applyCollectionConsented(logged);
      await availability.applyToCollection(logged);
    },
    'collection-consent-withdrawn': async (logged) => {
      await collections.applyWithdrawn(logged);
      await availability.applyToCollection(logged);
    },
    'consent-joined': async (logged) => {
      await collections.applyJoined(logged);
      await availability.applyToAsset(logged);
    },
    offered: async (logged) => {
      await licensing.applyOffered(logged);
      await availability.applyToAsset(logged);
    },
    'offer-closed': async (logged) => {
      await licensing.applyOfferClosed(logged);
      await availability.applyToAsset(logged);
    },
    licensed: async (logged) => {
      await licensing.applyLicensed(logged);
      await orders.applyLicensed(logged);
      await earnings.applyLicensed(logged);
      await availability.applyToLicensed(logged);
    },
    claimed: (logged) => earnings.applyClaimed(logged),
    ordered: (logged) => orders.applyOrdered(logged),
    'order-canceled': (logged) => orders.applyCanceled(logged),
    'invoice-paid': (logged) => orders.applyPaid(logged),
    'share-received': (logged) => orders.applyShareReceived(logged),
    'license-transferred': (logged) => licenses.applyTransferred(logged),
    'version-taken': (logged) => licenses.applyVersionTaken(logged),
    'license-revoked': async (logged) => {
      await licenses.applyRevoked(logged);
      await availability.applyToLicensed(logged);
    },
  };
  const apply: ApplyOne = async (logged) => {
    const { kind } = logged.statement;
    // A kind of a later version is skipped: it changes nothing that is shown here.
    if (isKnownKind(kind)) await appliers[kind]?.(logged);
  };
  return async (leaves) => {
    let published: LoggedStatement[] = [];
    // Publications are written together, before any other statement could be about one of them.
    const applyPublished = async () => {
      await assets.applyPublished(published);
      published = [];
    };
    for (const logged of leaves) {
      if (logged.statement.kind === 'published') {
        published.push(logged);
        continue;
      }
      await applyPublished();
      await apply(logged);
    }
    await applyPublished();
  };
}
