import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { TakeDowns } from '../assets/services/take-downs.ts';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { InstallationService } from '../chain/services/installation.ts';
import type { ConsentsInForce } from '../consent/services/consents-in-force.ts';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { ProfilesService } from '../organizations/services/profiles.ts';
import type { Suspensions } from '../organizations/services/suspensions.ts';
import type { MediaTypeDetector } from '../files/ports/media-type-detector.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { AssetListStore } from './ports/asset-list-store.ts';
import type { RequestFileDisk } from './ports/request-file-disk.ts';
import type { RequestFileStore } from './ports/request-file-store.ts';
import type { RequestStore } from './ports/request-store.ts';
import { AssetListsService } from './services/asset-lists.ts';
import { ProfileDoors } from './services/profile-doors.ts';
import { QuoteManyService } from './services/quote-many.ts';
import { QuoteManyBlock, type QuoteManyBlockOptions } from './services/quote-many-block.ts';
import { QuoteManyFacts, type QuoteManyFactsOptions } from './services/quote-many-facts.ts';
import { RequestAccess } from './services/request-access.ts';
import { RequestAnswering } from './services/request-answering.ts';
import { RequestEvents } from './services/request-events.ts';
import { RequestFileClaims } from './services/request-file-claims.ts';
import { RequestFiles } from './services/request-files.ts';
import { RequestReading } from './services/request-reading.ts';
import { RequestSending } from './services/request-sending.ts';

export interface DeskStores extends Omit<
  QuoteManyFactsOptions,
  'missingFiles' | 'licenses' | 'organizations'
> {
  readonly assetLists: AssetListStore;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly requests: RequestStore;
  readonly requestFiles: RequestFileStore;
  readonly licenses: QuoteManyFactsOptions['licenses'] & Pick<LicenseStore, 'listSold'>;
  readonly organizations: QuoteManyFactsOptions['organizations'] &
    Pick<OrganizationStore, 'find' | 'findMany'>;
}

export interface DeskParts extends Omit<QuoteManyBlockOptions, 'ledger'> {
  readonly ledger: Ledger;
  readonly requestFileDisk: RequestFileDisk;
  readonly types: MediaTypeDetector;
  readonly catalog: CatalogService;
  readonly takeDownRules: Pick<TakeDowns, 'countMissing'>;
  readonly consents: Pick<ConsentsInForce, 'liveOf'>;
  readonly councilSeats: Pick<CouncilSeats, 'isSpeaker' | 'seatsOf'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly installation: Pick<InstallationService, 'describe'>;
  readonly profiles: Pick<ProfilesService, 'of'>;
  readonly clock: Clock;
}

/** Lists of assets, one wish for many of them, and what people ask each other and agree on. */
export function composeDesk(stores: DeskStores, parts: DeskParts) {
  const { takeDownRules, installation, councilSeats: seats, ...shared } = parts;
  const paymentToken = async () => {
    const { address } = (await installation.describe()).paymentToken;
    return parseAddress(address.toLowerCase());
  };
  const access = new RequestAccess({ ...stores, seats });
  const reading = new RequestReading({ ...stores, ...shared, access });
  const claims = new RequestFileClaims({ ...stores, ...shared });
  const doors = new ProfileDoors(shared);
  return {
    assetLists: new AssetListsService({ ...stores, ...shared }),
    quoteMany: new QuoteManyService({
      ...shared,
      facts: new QuoteManyFacts({ ...stores, missingFiles: takeDownRules }),
      block: new QuoteManyBlock(shared),
    }),
    requestReading: reading,
    requestSending: new RequestSending({ ...stores, ...shared, doors, claims, paymentToken }),
    requestAnswering: new RequestAnswering({ ...stores, ...shared, access, reading, claims }),
    requestEvents: new RequestEvents(stores),
    requestFiles: new RequestFiles({ ...stores, ...shared, access, reading }),
  };
}
