import mongoose, { type Connection } from 'mongoose';
import { StorageFullError, UnavailableError } from '../kernel/errors.ts';
import type { DocumentCompaction } from '../../takedowns/ports/document-compaction.ts';
import type { Logger } from '../kernel/logger.ts';
import { MongoAccountStore } from '../../accounts/adapters/mongo/account-store.ts';
import { MongoAdmissionRequestStore } from '../../organizations/adapters/mongo/admission-request-store.ts';
import { MongoBackupActStore } from '../../operations/adapters/mongo/backup-act-store.ts';
import { MongoDeliveryTokenStore } from '../../delivery/adapters/mongo/delivery-token-store.ts';
import { MongoInspectionStore } from '../../files/adapters/mongo/inspection-store.ts';
import { MongoInvitationStore } from '../../accounts/adapters/mongo/invitation-store.ts';
import { MongoAssetStore } from '../../assets/adapters/mongo/asset-store.ts';
import { MongoCompaction } from '../../takedowns/adapters/mongo/document-compaction.ts';
import { MongoDisputeStore } from '../../disputes/adapters/mongo/dispute-store.ts';
import {
  MongoAssetStandingStore,
  MongoCollectionConsentStore,
} from '../../consent/adapters/mongo/collection-consent-stores.ts';
import { MongoDraftStore } from '../../publishing/adapters/mongo/draft-store.ts';
import { MongoFixityRunStore } from '../../fixity/adapters/mongo/fixity-run-store.ts';
import { MongoFixityStore } from '../../fixity/adapters/mongo/fixity-store.ts';
import { MongoFileDescriptionStore } from '../../files/adapters/mongo/file-description-store.ts';
import { MongoPosterStore } from '../../files/adapters/mongo/poster-store.ts';
import { MongoFileJobStore } from '../../files/adapters/mongo/file-job-store.ts';
import { MongoEarningStore } from '../../licensing/adapters/mongo/earning-store.ts';
import { MongoKeptCollectionStore } from '../../consent/adapters/mongo/collection-store.ts';
import { MongoLeafStore } from '../../log/adapters/mongo/leaf-store.ts';
import { MongoLicenseStore, MongoOfferStore } from '../../licensing/adapters/mongo/license-stores.ts';
import { MongoConsentStore } from '../../consent/adapters/mongo/consent-store.ts';
import { MongoAnchorStore, MongoTileStore } from '../../log/adapters/mongo/tile-and-anchor-stores.ts';
import { MongoCursorStore } from './cursor-store.ts';
import { MongoManifestClaims } from '../../assets/adapters/mongo/manifest-claims.ts';
import { MongoManifestStore } from '../../assets/adapters/mongo/manifest-store.ts';
import { MongoOrderStore } from '../../licensing/adapters/mongo/order-store.ts';
import { MongoOrganizationStore } from '../../organizations/adapters/mongo/organization-store.ts';
import { MongoProfileStore } from '../../organizations/adapters/mongo/profile-store.ts';
import { MongoReasonStore } from '../../log/adapters/mongo/reason-store.ts';
import { MongoRefusalStore } from '../../consent/adapters/mongo/refusal-store.ts';
import { MongoRecoveryRecipientStore } from '../../vault/adapters/mongo/recovery-recipient-store.ts';
import { MongoRelayedRequestStore } from '../../relay/adapters/mongo/relayed-request-store.ts';
import { MongoSavedMappingStore } from '../../publishing/adapters/mongo/saved-mapping-store.ts';
import { MongoSafeStore } from '../../council/adapters/mongo/safe-store.ts';
import { MongoSealedFileStore } from '../../vault/adapters/mongo/sealed-file-store.ts';
import { MongoTakeDownStore } from '../../assets/adapters/mongo/take-down-store.ts';
import { MongoUsedNonceStore, MongoSessionStore } from '../../accounts/adapters/mongo/session-stores.ts';
import { MongoUseConsentStore } from '../../consent/adapters/mongo/use-consent-store.ts';

export interface MongoOptions {
  readonly uri: string;
  /** How long each step of an act waits for a database that is away: a connection, a place in the queue, an answer. */
  readonly answerWithinMs: number;
}

export type MongoStores = Awaited<ReturnType<typeof connectMongo>>;

/** A connection that makes nothing by itself; it connects in the background. */
export function openConnection({ uri, answerWithinMs }: MongoOptions): Connection {
  return mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: answerWithinMs,
    connectTimeoutMS: answerWithinMs,
    socketTimeoutMS: answerWithinMs,
    waitQueueTimeoutMS: answerWithinMs,
    autoIndex: false,
    autoCreate: false,
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  });
}

/** Connects, makes the collections and indexes, and gives every store. @throws UnavailableError */
export async function connectMongo(options: MongoOptions) {
  const connection = openConnection(options);
  await naming(() => connection.asPromise());
  const cursors = new MongoCursorStore(connection);
  const stores = {
    leaves: new MongoLeafStore(connection),
    tiles: new MongoTileStore(connection),
    anchors: new MongoAnchorStore(connection),
    cursors,
    sessions: new MongoSessionStore(connection),
    nonces: new MongoUsedNonceStore(connection),
    accounts: new MongoAccountStore(connection),
    deliveryTokens: new MongoDeliveryTokenStore(connection),
    invitations: new MongoInvitationStore(connection),
    drafts: new MongoDraftStore(connection, cursors),
    manifests: new MongoManifestStore(connection),
    manifestClaims: new MongoManifestClaims(connection),
    descriptions: new MongoFileDescriptionStore(connection),
    inspections: new MongoInspectionStore(connection),
    fileJobs: new MongoFileJobStore(connection),
    posters: new MongoPosterStore(connection),
    assets: new MongoAssetStore(connection),
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
    collections: new MongoKeptCollectionStore(connection),
    collectionConsents: new MongoCollectionConsentStore(connection),
    standings: new MongoAssetStandingStore(connection),
    relayedRequests: new MongoRelayedRequestStore(connection),
    safes: new MongoSafeStore(connection),
    savedMappings: new MongoSavedMappingStore(connection),
    sealedFiles: new MongoSealedFileStore(connection),
    takeDowns: new MongoTakeDownStore(connection),
    recoveryRecipients: new MongoRecoveryRecipientStore(connection),
    backupActs: new MongoBackupActStore(connection),
  };
  await naming(() => makeCollections(connection));
  await naming(() => stores.drafts.restore());
  return {
    ...mapValues(stores),
    check: () =>
      naming(async () => {
        await connection.db?.admin().ping();
      }),
    /** Of what a take-down erased. */
    compactionBy: (logger: Pick<Logger, 'warn'>): DocumentCompaction => {
      const compaction = new MongoCompaction(connection, logger);
      return { compact: () => naming(() => compaction.compact()) };
    },
    close: () => connection.close(),
  };
}

async function makeCollections(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
}

/** Each store, its methods saying UnavailableError when the database is away, StorageFullError when it has no room. */
function mapValues<T extends Readonly<Record<string, object>>>(stores: T): T {
  // The same keys, each with its own store behind a proxy of the same type.
  return Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, namingFaults(store)])) as T;
}

function namingFaults<T extends object>(store: T): T {
  return new Proxy(store, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => naming(() => Reflect.apply(member, target, args) as Promise<unknown>);
    },
  });
}

const OUTAGES = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedOnNetworkError',
]);

async function naming<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (isOutage(error)) throw new UnavailableError('documents', { cause: error });
    if (isOfFullDisk(error))
      throw new StorageFullError(
        'The disk that the platform keeps its documents on is full, or fails. Free some space, or tell the operator; then do it again: what was done is not done twice.',
        { cause: error },
      );
    throw error;
  }
}

/** MongoDB's OutOfDiskSpace. */
const OUT_OF_DISK_SPACE = 14_031;

function isOfFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === OUT_OF_DISK_SPACE;
}

/** Writes of several documents wrap what stopped them. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (OUTAGES.has(error.name)) return true;
  return isOutage(error.cause) || ('errorResponse' in error && isOutage(error.errorResponse));
}
