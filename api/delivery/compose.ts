import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { ManifestStore } from '../assets/ports/manifest-store.ts';
import type { TakeDowns } from '../assets/services/take-downs.ts';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { FileDescriptionStore } from '../files/ports/file-description-store.ts';
import type { InspectionStore } from '../files/ports/inspection-store.ts';
import type { DamageReports } from '../fixity/services/damage-reports.ts';
import type { FixityStore } from '../fixity/ports/fixity-store.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { LicenseVersions } from '../licensing/services/license-versions.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { ContentStore, ManyContents } from '../storage/ports/content-store.ts';
import type { DeliveryTokenStore } from './ports/delivery-token-store.ts';
import { DeliveriesService } from './services/deliveries.ts';
import { DownloadsService } from './services/downloads.ts';
import { LicensePackages, type LicensePackagesOptions } from './services/license-packages.ts';
import { PackageStreams } from './services/package-streams.ts';
import { LicensedListing } from './services/licensed-listing.ts';
import { SmallFiles } from './services/small-files.ts';

export interface DeliveryStores {
  readonly deliveryTokens: DeliveryTokenStore;
  readonly assets: AssetStore;
  readonly manifests: ManifestStore;
  readonly leaves: LeafStore;
  readonly licenses: LicenseStore;
  readonly descriptions: FileDescriptionStore;
  readonly inspections: InspectionStore;
  readonly fixityFiles: FixityStore;
}

export interface DeliveryParts {
  readonly ledger: Ledger;
  readonly content: ContentStore & ManyContents;
  readonly licenseVersions: LicenseVersions;
  readonly takeDowns: TakeDowns;
  readonly damageReports: DamageReports;
  readonly clock: Clock;
}

export interface PackageParts extends Pick<
  LicensePackagesOptions,
  | 'downloads'
  | 'smallFiles'
  | 'proofs'
  | 'installation'
  | 'licenseVersions'
  | 'certificates'
  | 'agreements'
  | 'trust'
  | 'publicUrl'
  | 'clock'
  | 'logger'
> {
  readonly downloads: DownloadsService;
  readonly deliveries: DeliveriesService;
}

/** Whole packages, once there is who proves what is in them. */
export function composePackages(
  stores: DeliveryStores & Pick<LicensePackagesOptions, 'organizations' | 'profiles'>,
  parts: PackageParts,
) {
  const licensePackages = new LicensePackages({ ...stores, ...parts });
  return {
    licensePackages,
    packages: new PackageStreams({ ...stores, ...parts, packages: licensePackages }),
  };
}

/** Downloads by people, and deliveries by token. */
export function composeDelivery(stores: DeliveryStores, parts: DeliveryParts) {
  const { damageReports, clock } = parts;
  const downloads = new DownloadsService({
    ...stores,
    ...parts,
    takenDown: parts.takeDowns,
    onDamage: (assetId, file) => void damageReports.report(assetId, file),
    onReadable: (assetId, file) => void damageReports.reportReadable(assetId, file),
  });
  const listing = new LicensedListing({ ...stores, downloads });
  const smallFiles = new SmallFiles({ ...parts, downloads });
  const deliveries = new DeliveriesService({ ...stores, downloads, listing, smallFiles, clock });
  return { downloads, deliveries, smallFiles };
}
