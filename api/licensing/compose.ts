import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { TakeDowns } from '../assets/services/take-downs.ts';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { ConsentStores } from '../consent/compose.ts';
import type { UseConsentStore } from '../consent/ports/use-consent-store.ts';
import type { CollectionJoining } from '../consent/services/collection-joining.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { ReasonStore } from '../log/ports/reason-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { EarningStore } from './ports/earning-store.ts';
import type { LicenseStore, OfferStore } from './ports/license-stores.ts';
import type { OrderStore } from './ports/order-store.ts';
import { EarningsService } from './services/earnings.ts';
import { LicenseChecks } from './services/license-checks.ts';
import { LicenseVersions } from './services/license-versions.ts';
import { LicensingFacts } from './services/licensing-facts.ts';
import { LicensingService } from './services/licensing.ts';
import { QuoteReasons } from './services/quote-reasons.ts';
import { OrdersService } from './services/orders.ts';
import { VersionsOnSale } from './services/versions-on-sale.ts';

export interface LicensingStores extends Pick<
  ConsentStores,
  'consents' | 'collections' | 'collectionConsents' | 'standings'
> {
  readonly offers: OfferStore;
  readonly licenses: LicenseStore;
  readonly orders: OrderStore;
  readonly earnings: EarningStore;
  readonly useConsents: UseConsentStore;
  readonly assets: AssetStore;
  readonly organizations: OrganizationStore;
  readonly leaves: LeafStore;
  readonly reasons: ReasonStore;
}

export interface LicensingParts {
  readonly ledger: Ledger;
  readonly catalog: CatalogService;
  readonly joining: CollectionJoining;
  readonly takeDowns: TakeDowns;
  readonly councilSeats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly clock: Clock;
}

/** Offers, quotes, licenses, orders and earnings. */
export function composeLicensing(stores: LicensingStores, parts: LicensingParts) {
  const { catalog, clock, councilSeats: seats } = parts;
  const versionsOnSale = new VersionsOnSale({ ...stores, takenDown: parts.takeDowns });
  const licensing = new LicensingService({ ...stores, ...parts, versions: versionsOnSale });
  const licenseChecks = new LicenseChecks({ ...stores, clock });
  return {
    versionsOnSale,
    licensing,
    licensingFacts: new LicensingFacts({ ...stores, ...parts, licensing, versions: versionsOnSale }),
    licenseVersions: new LicenseVersions(stores),
    licenseChecks,
    quoteReasons: new QuoteReasons({ ...stores, licenseChecks, licensing }),
    orders: new OrdersService({ ...stores, catalog, seats }),
    earnings: new EarningsService(stores),
  };
}
