import type { Connection } from 'mongoose';
import { MongoAccountStore } from './accounts/adapters/mongo/account-store.ts';
import { MongoInvitationStore } from './accounts/adapters/mongo/invitation-store.ts';
import { MongoUsedNonceStore, MongoSessionStore } from './accounts/adapters/mongo/session-stores.ts';
import { MongoAssetStore } from './assets/adapters/mongo/asset-store.ts';
import { MongoManifestClaims } from './assets/adapters/mongo/manifest-claims.ts';
import { MongoManifestStore } from './assets/adapters/mongo/manifest-store.ts';
import { MongoTakeDownStore } from './assets/adapters/mongo/take-down-store.ts';
import { MongoBillStore } from './billing/adapters/mongo/bill-store.ts';
import { MongoInvoiceDetailsStore } from './billing/adapters/mongo/invoice-details-store.ts';
import { MongoReminderStore } from './billing/adapters/mongo/reminder-store.ts';
import { MongoConceptStore } from './concepts/adapters/mongo/concept-store.ts';
import { StoredConcepts } from './concepts/services/stored-concepts.ts';
import {
  MongoAssetStandingStore,
  MongoCollectionConsentStore,
} from './consent/adapters/mongo/collection-consent-stores.ts';
import { MongoCollectionStore } from './consent/adapters/mongo/collection-store.ts';
import { MongoConsentStore } from './consent/adapters/mongo/consent-store.ts';
import { MongoRefusalStore } from './consent/adapters/mongo/refusal-store.ts';
import { MongoUseConsentStore } from './consent/adapters/mongo/use-consent-store.ts';
import { MongoCopyStore } from './copies/adapters/mongo/copy-store.ts';
import { MongoSafeStore } from './council/adapters/mongo/safe-store.ts';
import { MongoDeliveryTokenStore } from './delivery/adapters/mongo/delivery-token-store.ts';
import { MongoRequestFileStore } from './desk/adapters/mongo/request-file-store.ts';
import { MongoInboxStore } from './desk/adapters/mongo/inbox-store.ts';
import { MongoCallStore } from './desk/adapters/mongo/call-store.ts';
import { MongoRequestStore } from './desk/adapters/mongo/request-store.ts';
import { MongoAssetListStore } from './desk/adapters/mongo/asset-list-store.ts';
import { MongoDisputeStore } from './disputes/adapters/mongo/dispute-store.ts';
import { MongoFileDescriptionStore } from './files/adapters/mongo/file-description-store.ts';
import { MongoFileJobStore } from './files/adapters/mongo/file-job-store.ts';
import { MongoInspectionStore } from './files/adapters/mongo/inspection-store.ts';
import { MongoPosterStore } from './files/adapters/mongo/poster-store.ts';
import { MongoFixityRunStore } from './fixity/adapters/mongo/fixity-run-store.ts';
import { MongoFixityStore } from './fixity/adapters/mongo/fixity-store.ts';
import { MongoEarningStore } from './licensing/adapters/mongo/earning-store.ts';
import { MongoLicenseStore, MongoOfferStore } from './licensing/adapters/mongo/license-stores.ts';
import { MongoOrderStore } from './licensing/adapters/mongo/order-store.ts';
import { MongoLeafStore } from './log/adapters/mongo/leaf-store.ts';
import { MongoReasonStore } from './log/adapters/mongo/reason-store.ts';
import { MongoAnchorStore, MongoTileStore } from './log/adapters/mongo/tile-and-anchor-stores.ts';
import { MongoBackupActStore } from './operations/adapters/mongo/backup-act-store.ts';
import { MongoDeliveryStore } from './notifications/adapters/mongo/delivery-store.ts';
import { MongoMailboxStore } from './notifications/adapters/mongo/mailbox-store.ts';
import { MongoWebhookStore } from './notifications/adapters/mongo/webhook-store.ts';
import { MongoAdmissionRequestStore } from './organizations/adapters/mongo/admission-request-store.ts';
import { MongoOrganizationStore } from './organizations/adapters/mongo/organization-store.ts';
import { MongoProfileStore } from './organizations/adapters/mongo/profile-store.ts';
import { MongoCursorStore } from './platform/mongo/cursor-store.ts';
import { MongoAgreementStore } from './publishing/adapters/mongo/agreement-store.ts';
import { MongoDraftStore } from './publishing/adapters/mongo/draft-store.ts';
import { MongoSavedMappingStore } from './publishing/adapters/mongo/saved-mapping-store.ts';
import { MongoRelayedRequestStore } from './relay/adapters/mongo/relayed-request-store.ts';
import { MongoCompaction } from './takedowns/adapters/mongo/document-compaction.ts';
import type { DocumentCompaction } from './takedowns/ports/document-compaction.ts';
import { MongoRecoveryRecipientStore } from './vault/adapters/mongo/recovery-recipient-store.ts';
import { MongoSavedSearchStore } from './search/adapters/mongo/saved-search-store.ts';
import { MongoSealedFileStore } from './vault/adapters/mongo/sealed-file-store.ts';
import { MongoSaleStateStore } from './provenance/adapters/mongo/sale-state-store.ts';
import { connectMongo, type MongoOptions, namingFaults } from './platform/mongo/connection.ts';
import { MongoLimitCounters } from './platform/mongo/limit-counters.ts';
import { MongoLockStore } from './platform/mongo/lock-store.ts';
import { MongoProcessRegistry } from './platform/mongo/process-registry.ts';
import { Peers, type PeersOptions } from './platform/peers/peers.ts';
import { SharedLocks } from './platform/peers/shared-locks.ts';
import type { Logger } from './platform/kernel/logger.ts';

export interface StoreOptions extends MongoOptions {
  readonly peers?: Omit<PeersOptions, 'registry'>;
}

export type Stores = Awaited<ReturnType<typeof openStores>>;

/** Every store of the platform in MongoDB, its collections and indexes made. @throws UnavailableError */
export async function openStores(options: StoreOptions) {
  const mongo = await connectMongo(options, (connection) => {
    const registry = namingFaults(new MongoProcessRegistry(connection));
    const peers = new Peers({ registry, ...options.peers });
    const locks = new SharedLocks(namingFaults(new MongoLockStore(connection)), peers);
    const limitCounters = namingFaults(new MongoLimitCounters(connection));
    return { stores: storesOf(connection, locks), shared: { peers, locks, limitCounters } };
  });
  return {
    ...mongo.stores,
    /** The other API processes of the platform; none until this one enters. */
    ...mongo.shared,
    check: mongo.check,
    close: mongo.close,
    /** Of what a take-down erased. */
    compactionBy: (logger: Pick<Logger, 'warn'>): DocumentCompaction =>
      namingFaults(new MongoCompaction(mongo.connection, logger)),
  };
}

function storesOf(connection: Connection, locks: SharedLocks) {
  const conceptChanges = new MongoConceptStore(connection);
  const concepts = new StoredConcepts(conceptChanges);
  return {
    leaves: new MongoLeafStore(connection),
    tiles: new MongoTileStore(connection),
    anchors: new MongoAnchorStore(connection),
    saleStates: new MongoSaleStateStore(connection),
    cursors: new MongoCursorStore(connection),
    sessions: new MongoSessionStore(connection),
    nonces: new MongoUsedNonceStore(connection),
    accounts: new MongoAccountStore(connection),
    copies: new MongoCopyStore(connection),
    deliveryTokens: new MongoDeliveryTokenStore(connection),
    invitations: new MongoInvitationStore(connection),
    drafts: new MongoDraftStore(connection, { turns: locks.mutex('draft') }),
    manifests: new MongoManifestStore(connection),
    manifestClaims: new MongoManifestClaims(connection),
    descriptions: new MongoFileDescriptionStore(connection),
    inspections: new MongoInspectionStore(connection),
    fileJobs: new MongoFileJobStore(connection),
    posters: new MongoPosterStore(connection),
    conceptChanges,
    concepts,
    assets: new MongoAssetStore(connection, concepts),
    assetLists: new MongoAssetListStore(connection),
    fixityFiles: new MongoFixityStore(connection),
    fixityRuns: new MongoFixityRunStore(connection),
    disputes: new MongoDisputeStore(connection),
    reasons: new MongoReasonStore(connection),
    refusals: new MongoRefusalStore(connection),
    organizations: new MongoOrganizationStore(connection),
    admissionRequests: new MongoAdmissionRequestStore(connection),
    earnings: new MongoEarningStore(connection),
    profiles: new MongoProfileStore(connection),
    consents: new MongoConsentStore(connection),
    useConsents: new MongoUseConsentStore(connection),
    offers: new MongoOfferStore(connection),
    licenses: new MongoLicenseStore(connection),
    orders: new MongoOrderStore(connection),
    bills: new MongoBillStore(connection),
    invoiceDetails: new MongoInvoiceDetailsStore(connection),
    reminders: new MongoReminderStore(connection),
    collections: new MongoCollectionStore(connection),
    collectionConsents: new MongoCollectionConsentStore(connection),
    standings: new MongoAssetStandingStore(connection),
    relayedRequests: new MongoRelayedRequestStore(connection),
    safes: new MongoSafeStore(connection),
    agreements: new MongoAgreementStore(connection),
    savedMappings: new MongoSavedMappingStore(connection),
    calls: new MongoCallStore(connection),
    requests: new MongoRequestStore(connection),
    requestFiles: new MongoRequestFileStore(connection),
    inbox: new MongoInboxStore(connection, locks.mutex('inbox')),
    savedSearches: new MongoSavedSearchStore(connection),
    sealedFiles: new MongoSealedFileStore(connection),
    takeDowns: new MongoTakeDownStore(connection),
    recoveryRecipients: new MongoRecoveryRecipientStore(connection),
    backupActs: new MongoBackupActStore(connection),
    mailboxes: new MongoMailboxStore(connection),
    webhooks: new MongoWebhookStore(connection),
    deliveries: new MongoDeliveryStore(connection),
  };
}
