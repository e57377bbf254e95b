import type { CatalogService } from '../assets/services/catalog.ts';
import type { TakeDowns } from '../assets/services/take-downs.ts';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { InstallationService } from '../chain/services/installation.ts';
import type { ConsentsInForce } from '../consent/services/consents-in-force.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { LicensingService } from '../licensing/services/licensing.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { ProfilesService } from '../organizations/services/profiles.ts';
import type { Suspensions } from '../organizations/services/suspensions.ts';
import type { MediaTypeDetector } from '../files/ports/media-type-detector.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { Mutexes } from '../platform/concurrency/mutex.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { SavedSearches } from '../search/services/saved-searches.ts';
import { InboxFollower, type InboxFollowerOptions } from './jobs/inbox-follower.ts';
import type { AssetListStore } from './ports/asset-list-store.ts';
import type { RequestFileDisk } from './ports/request-file-disk.ts';
import type { RequestFileStore } from './ports/request-file-store.ts';
import type { InboxReadStore } from './ports/inbox-read-store.ts';
import type { InboxStore } from './ports/inbox-store.ts';
import type { RequestStore } from './ports/request-store.ts';
import { AssetListsService } from './services/asset-lists.ts';
import { InboxService } from './services/inbox.ts';
import { InboxOfAdmissions, type InboxOfAdmissionsOptions } from './services/inbox-of-admissions.ts';
import { InboxOfDays, type InboxOfDaysOptions } from './services/inbox-of-days.ts';
import { InboxOfLog, type InboxOfLogOptions } from './services/inbox-of-log.ts';
import { InboxOfRequests } from './services/inbox-of-requests.ts';
import { InboxOfSignatures, type InboxOfSignaturesOptions } from './services/inbox-of-signatures.ts';
import { InboxOfReminders, type InboxOfRemindersOptions } from './services/inbox-of-reminders.ts';
import { InboxOfSearches, type InboxOfSearchesOptions } from './services/inbox-of-searches.ts';
import type { CallStore } from './ports/call-store.ts';
import { CallProposing } from './services/call-proposing.ts';
import { CallReading } from './services/call-reading.ts';
import { CallWriting } from './services/call-writing.ts';
import { ProfileDoors } from './services/profile-doors.ts';
import { PurchaseQuotesService } from './services/purchase-quotes.ts';
import { QuoteManyService } from './services/quote-many.ts';
import { QuoteManyBlock, type QuoteManyBlockOptions } from './services/quote-many-block.ts';
import { QuoteManyFacts, type QuoteManyFactsOptions } from './services/quote-many-facts.ts';
import { RequestAccess } from './services/request-access.ts';
import { RequestAnswering } from './services/request-answering.ts';
import { RequestEvents } from './services/request-events.ts';
import { RequestFileClaims } from './services/request-file-claims.ts';
import { RequestFiles } from './services/request-files.ts';
import { RequestObstacles } from './services/request-obstacles.ts';
import { RequestReading } from './services/request-reading.ts';
import { RequestSending } from './services/request-sending.ts';

export interface DeskStores extends Omit<
  QuoteManyFactsOptions,
  'missingFiles' | 'licenses' | 'organizations'
> {
  readonly assets: InboxOfLogOptions['assets'] &
    InboxOfDaysOptions['assets'] &
    InboxOfSearchesOptions['assets'];
  readonly admissionRequests: InboxOfAdmissionsOptions['admissionRequests'];
  readonly bills: InboxOfRemindersOptions['bills'];
  readonly orders: InboxOfRemindersOptions['orders'];
  readonly reminders: InboxOfRemindersOptions['reminders'];
  readonly cursors: CursorStore;
  readonly inbox: InboxStore & InboxReadStore;
  readonly leaves: InboxFollowerOptions['leaves'] & Pick<LeafStore, 'listByKinds'>;
  readonly safes: InboxOfSignaturesOptions['safes'];
  readonly savedSearches: InboxOfSearchesOptions['savedSearches'];
  readonly assetLists: AssetListStore;
  readonly calls: CallStore;
  readonly requests: RequestStore;
  readonly requestFiles: RequestFileStore;
  readonly licenses: QuoteManyFactsOptions['licenses'] &
    Pick<LicenseStore, 'listSold'> &
    InboxOfLogOptions['licenses'] &
    InboxOfDaysOptions['licenses'];
  readonly organizations: QuoteManyFactsOptions['organizations'] &
    Pick<OrganizationStore, 'find' | 'findMany' | 'listByKey'>;
}

export interface DeskParts extends Omit<QuoteManyBlockOptions, 'ledger' | 'projection'> {
  readonly licensing: Pick<LicensingService, 'quote'>;
  readonly ledger: Ledger & { readonly safes: InboxOfSignaturesOptions['wallets'] };
  readonly requestFileDisk: RequestFileDisk;
  readonly types: MediaTypeDetector;
  readonly catalog: CatalogService;
  readonly takeDownRules: Pick<TakeDowns, 'countMissing'>;
  readonly consents: Pick<ConsentsInForce, 'liveOf'>;
  readonly councilSeats: Pick<CouncilSeats, 'isSpeaker' | 'seatsOf'>;
  readonly suspensions: Pick<Suspensions, 'requireNone'>;
  readonly installation: Pick<InstallationService, 'currencies' | 'requireKnownRights'>;
  readonly profiles: Pick<ProfilesService, 'of'>;
  readonly projection: QuoteManyBlockOptions['projection'] & InboxFollowerOptions['projection'];
  readonly savedSearches: Pick<SavedSearches, 'countNew' | 'list'>;
  readonly nudge: (job: string) => void;
  readonly locks: Mutexes;
  readonly clock: Clock;
}

/** Lists of assets, one wish for many of them, and what people ask each other and agree on. */
export function composeDesk(stores: DeskStores, parts: DeskParts) {
  const {
    takeDownRules,
    installation,
    councilSeats: seats,
    savedSearches: searching,
    nudge,
    locks,
    ...shared
  } = parts;
  const access = new RequestAccess({ ...stores, seats });
  const reading = new RequestReading({ ...stores, ...shared, access });
  const claims = new RequestFileClaims({ ...stores, ...shared });
  const doors = new ProfileDoors(shared);
  const onWritten = () => nudge('desk-inbox');
  const callReading = new CallReading({ ...stores, ...shared, seats });
  const callProposing = new CallProposing({ ...stores, calls: callReading, access, requestReading: reading });
  const block = new QuoteManyBlock(shared);
  const facts = new QuoteManyFacts({ ...stores, missingFiles: takeDownRules });
  const obstacles = new RequestObstacles({ ...stores, ...shared, facts });
  return {
    assetLists: new AssetListsService({ ...stores, ...shared }),
    quoteMany: new QuoteManyService({ ...shared, facts, block }),
    purchaseQuotes: new PurchaseQuotesService({ ...stores, ...shared, block }),
    requestReading: reading,
    callReading,
    callProposing,
    callWriting: new CallWriting({ ...stores, ...shared, seats, reading: callReading }),
    requestSending: new RequestSending({
      ...stores,
      ...shared,
      doors,
      claims,
      currencies: () => installation.currencies,
      installation,
      onWritten,
      calls: callProposing,
    }),
    requestAnswering: new RequestAnswering({
      ...stores,
      ...shared,
      access,
      reading,
      claims,
      obstacles,
      onWritten,
    }),
    requestEvents: new RequestEvents(stores),
    requestFiles: new RequestFiles({
      ...stores,
      ...shared,
      access,
      reading,
      fileTurns: locks.mutex('request-files'),
    }),
    inbox: new InboxService({ ...stores, ...shared, inboxReads: stores.inbox, searching, seats }),
    inboxFollower: new InboxFollower({
      ...stores,
      ...shared,
      ofLog: new InboxOfLog({ ...stores, ...shared }),
      ofRequests: new InboxOfRequests(stores),
      ofAdmissions: new InboxOfAdmissions({ ...stores, roles: shared.ledger.roles }),
      ofSignatures: new InboxOfSignatures({ ...stores, wallets: shared.ledger.safes }),
      ofReminders: new InboxOfReminders(stores),
      ofDays: new InboxOfDays({ ...stores, reading }),
      ofSearches: new InboxOfSearches({ ...stores, searching }),
      onAdd: () => nudge('desk-delivery'),
    }),
  };
}
