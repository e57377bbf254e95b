import type { AssetId, LogId } from '@lanran/protocol/kernel/ids';
import { formatVerifierKey, type NoteSigner } from '@lanran/protocol/log/note';
import type { Trust } from '@lanran/protocol/log/trust';
import { type AccountParts, composeAccounts } from './accounts/compose.ts';
import { OperatorOfficeService } from './accounts/services/operator-office.ts';
import type { VaultKeys } from './age/vault-keys.ts';
import { faultOfRecipient } from './age/identity.ts';
import { composeAssets } from './assets/compose.ts';
import { ShownStandIns } from './assets/services/shown-stand-ins.ts';
import { composeBilling } from './billing/compose.ts';
import type { EthersLedger } from './chain/adapters/ethers-ledger.ts';
import { InstallationService } from './chain/services/installation.ts';
import { composeConcepts } from './concepts/compose.ts';
import type { ShippedConcepts } from './concepts/ports/concept-store.ts';
import { composeConsent } from './consent/compose.ts';
import { composeCopies, type CopyAdapters } from './copies/compose.ts';
import { composeCouncil } from './council/compose.ts';
import { composeCustody } from './custody/compose.ts';
import { composeBinders } from './binders/compose.ts';
import { composeDelivery, composePackages } from './delivery/compose.ts';
import { composeDesk } from './desk/compose.ts';
import type { RequestFileDisk } from './desk/ports/request-file-disk.ts';
import { composeDisputes } from './disputes/compose.ts';
import { composeFiles, type FileParts, type MediaAdapters } from './files/compose.ts';
import { composeFixity, type FixityParts } from './fixity/compose.ts';
import { composeFront } from './front/compose.ts';
import type { DiskStagingArea } from './ingest/adapters/disk-staging-area.ts';
import { UploadsService } from './ingest/services/uploads.ts';
import { composeLicensing } from './licensing/compose.ts';
import { composeLog, type LogParts } from './log/compose.ts';
import type { SignedCheckpointStore } from './log/ports/signed-checkpoint-store.ts';
import { foundLog } from './log/services/genesis.ts';
import { composeNotifications, type NotificationParts } from './notifications/compose.ts';
import { composeOperations } from './operations/compose.ts';
import { Sweeper } from './operations/jobs/sweeper.ts';
import type { BackupRecipientStore, BackupShelf } from './operations/ports/backup-shelf.ts';
import { composeOrganizations } from './organizations/compose.ts';
import type { OperatorOffice } from './organizations/ports/operator-office.ts';
import { coalesced } from './platform/concurrency/coalesced.ts';
import { JobRunner } from './platform/jobs/job-runner.ts';
import { Leadership } from './platform/peers/leadership.ts';
import { sweepAlone } from './platform/process/sweep-alone.ts';
import type { Clock } from './platform/kernel/clock.ts';
import type { DiskSpace } from './platform/kernel/disk-space.ts';
import type { FailPoints } from './platform/kernel/fail-points.ts';
import type { Logger } from './platform/kernel/logger.ts';
import { applyTo, readModelsOver } from './projections.ts';
import { composePapers } from './papers/compose.ts';
import type { PaperPrinter } from './papers/ports/paper-printer.ts';
import { composeProvenance } from './provenance/compose.ts';
import { composePublishing } from './publishing/compose.ts';
import { composeRelay } from './relay/compose.ts';
import { composeSearch } from './search/compose.ts';
import type { AssetIndex } from './search/ports/asset-index.ts';
import type { ContentDigester } from './storage/ports/content-digester.ts';
import type { Stores } from './stores.ts';
import type { ErasureCursor } from './takedowns/ports/erasure-cursor.ts';
import { composeTakeDowns } from './takedowns/compose.ts';
import type { VaultContentStore } from './vault/adapters/vault-content-store.ts';
import { composeVault } from './vault/compose.ts';

/** What the services reach the world by. */
export interface Adapters {
  readonly stores: Stores;
  readonly ledger: EthersLedger;
  readonly content: VaultContentStore;
  readonly vaultKeys: VaultKeys;
  readonly staging: DiskStagingArea;
  readonly media: MediaAdapters;
  readonly copying: CopyAdapters;
  readonly requestFileDisk: RequestFileDisk;
  readonly paperPrinter: PaperPrinter;
  readonly digester: ContentDigester;
  readonly searchIndex: AssetIndex;
  readonly erasureCursor: ErasureCursor;
  readonly shippedConcepts: ShippedConcepts;
  readonly checkpoints: SignedCheckpointStore;
  readonly disk: DiskSpace & { check(): Promise<void> };
  /** Null where no backups are made. */
  readonly shelf: BackupShelf | null;
  readonly backupRecipients: BackupRecipientStore;
  /** Null where no mail is sent. */
  readonly mailer: NotificationParts['mailer'];
  readonly webhookSender: NotificationParts['webhookSender'];
  readonly secretSeal: NotificationParts['secretSeal'];
}

export interface AssemblyOptions
  extends
    Omit<AccountParts, 'councilSeats' | 'ledger' | 'clock' | 'failPoints' | 'limits'>,
    Pick<LogParts, 'anchoring' | 'confirmations' | 'followEveryMs' | 'lookEveryMs'>,
    Pick<FixityParts, 'schedule' | 'bytesPerSecond'>,
    Pick<FileParts, 'fileJobKinds'>,
    Pick<NotificationParts, 'allowsPrivateWebhooks' | 'notificationLimits'> {
  readonly logId: LogId;
  readonly key: NoteSigner;
  readonly trust: Trust;
  readonly isChainEmbedded: boolean;
  /** Only beside demo data. */
  readonly givesPlayMoney: boolean;
  readonly limits: {
    readonly accounts: AccountParts['limits']['accounts'];
    readonly signIn: Omit<AccountParts['limits']['signIn'], 'isOfficeHolder'>;
  };
  /** Null: nobody is the operator. */
  readonly operatorOffice: OperatorOffice | null;
  /** The newest vault key as it is kept now. */
  readonly newestVaultKey: () => string;
  /** Of tickets for downloads of backups. */
  readonly ticketKey: Uint8Array;
  readonly maxFileBytes: number;
  readonly quotaBytes: number | null;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
  readonly logger: Logger;
}

/** What follows the log runs once for all that was appended in this time. */
const SOON_MS = 100;

export type Services = Awaited<ReturnType<typeof assemble>>;

/** Every service and job over its adapters, from the ground up; the log is founded, and no job is started. */
export async function assemble(adapters: Adapters, options: AssemblyOptions) {
  const { stores, ledger, content, staging, media, digester } = adapters;
  const { logId, key, limits, clock, logger } = options;
  const checkpointKey = formatVerifierKey(key);
  const nudge = (job: string) => jobs.nudge(job);
  const nudgeSoon = (...names: readonly string[]) => coalesced(() => names.forEach(nudge), SOON_MS);
  const nudgeFollowers = nudgeSoon('desk-inbox', 'vault', 'take-downs', 'copies');
  const { renditions } = media;
  const { locks } = stores;
  const assetMutex = locks.mutex<AssetId>('asset');
  const base = {
    ...options,
    ledger,
    content,
    staging,
    digester,
    renditions,
    checkpointKey,
    assetMutex,
    locks,
    nudge,
  };

  // Each takes what it names: a spread of services could put one in place of a store of the same name.
  const { signer, log, sealer, follower, watch, projection, followTo } = composeLog(stores, {
    ...base,
    memory: adapters.checkpoints,
    apply: applyTo(readModelsOver(stores)),
    onGrown: nudgeSoon('log-projection', 'sealer', 'file-jobs', 'fixity-files'),
    onProjected: () => {
      nudgeFollowers();
      delivery.downloads.forgetKept();
      councilSeats.forgetCommunities();
    },
  });
  const operatorOffice = new OperatorOfficeService({ office: options.operatorOffice, logId });
  const standIns = new ShownStandIns(stores.assets);
  const organizations = composeOrganizations(stores, { ...base, office: operatorOffice, standIns });
  const { operators, councilSeats, suspensions } = organizations;
  const accounts = composeAccounts(stores, {
    ...base,
    councilSeats,
    limits: {
      accounts: limits.accounts,
      signIn: { ...limits.signIn, isOfficeHolder: (address) => operators.isOfficeHolder(address) },
    },
  });
  const concepts = composeConcepts(stores, {
    ...base,
    shipped: adapters.shippedConcepts,
    suspensions,
    councilSeats,
  });
  const assets = composeAssets(stores, { ...base, projection });
  const { catalog, takeDowns, reasons } = assets;
  const consent = composeConsent(stores, { ...base, catalog, councilSeats });
  const { joining } = consent;
  const licensing = composeLicensing(stores, { ...base, catalog, joining, takeDowns, councilSeats });
  const { licenseVersions, versionsOnSale } = licensing;
  const { givesPlayMoney } = options;
  const installation = new InstallationService({ ...base, givesPlayMoney });
  const { billing, statementsOfAccount } = composeBilling(stores, {
    ...base,
    catalog,
    councilSeats,
    currencies: () => installation.currencies,
  });
  const fixity = composeFixity(stores, { ...base, signer, log, catalog, operators });
  const { damageReports, fixityFollower, fixityProofs } = fixity;
  const delivery = composeDelivery(stores, { ...base, licenseVersions, takeDowns, damageReports });
  const { downloads } = delivery;
  const files = composeFiles(stores, {
    ...base,
    downloads,
    content: fixity.watched,
    contents: content,
    media,
    isClockRight: () => stores.peers.isClockRight,
    signPreview: (...preview) => copying.previewSigning.sign(...preview),
  });
  const copying: ReturnType<typeof composeCopies> = composeCopies(stores, {
    ...base,
    ...adapters.copying,
    disk: adapters.disk,
    ...delivery,
    licenseVersions,
    descriptions: files.descriptions,
    content: fixity.watched,
    projection,
  });
  const publishing = composePublishing(stores, {
    ...base,
    log,
    projection,
    catalog,
    takeDowns,
    suspensions,
    followChain: async () => followTo(await ledger.latestBlock()),
  });
  const uploads = new UploadsService({
    ...base,
    ...stores,
    repairs: fixity.repairs,
    turns: locks.mutex('uploads'),
    isAlone: () => stores.peers.isAlone,
  });
  const { holders } = composeCustody({ ...stores, fixityFollower });
  const vault = composeVault(stores, {
    ...base,
    operators,
    holders,
    recipients: adapters.vaultKeys.recipients,
    newestKept: options.newestVaultKey,
    faultOf: faultOfRecipient,
    onDemand: () => nudge('vault'),
    whileAlone: async (work) => stores.peers.isAlone && (await sweepAlone(stores, work)),
  });
  const relay = composeRelay(stores, {
    ...base,
    ...{ log, sealer, catalog, joining, versionsOnSale, followTo, givesPlayMoney },
  });
  const council = composeCouncil(stores, { ...base, followTo, preparation: relay.preparation });
  const { saleStateJobs, ...provenance } = composeProvenance({
    ...stores,
    ...base,
    projection,
    log,
    sealer,
    catalog,
    licensing: licensing.licensing,
    fixityProofs,
  });
  const searching = composeSearch(stores, {
    ...base,
    index: adapters.searchIndex,
    coverColors: files.coverColors,
    projection,
  });
  const erasing = composeTakeDowns(stores, {
    ...base,
    copies: copying.copyReading,
    searched: searching.indexFollower,
    catalog,
    reasons,
    fileItems: files.fileItems,
    shelf: adapters.shelf,
    documents: stores.compactionBy(logger),
    isAlone: () => stores.peers.isAlone,
    encounters: () => stores.peers.encounters,
    erasureCursor: adapters.erasureCursor,
  });
  const packaging = composePackages(stores, {
    ...base,
    ...delivery,
    proofs: provenance.provenance,
    installation,
    licenseVersions,
    agreements: publishing.agreements,
    // Papers name what the desk knows, and come after it.
    certificates: { find: (...question) => papers.certificates.find(...question) },
  });
  const desk = composeDesk(stores, {
    ...base,
    catalog,
    licensing: licensing.licensing,
    takeDownRules: takeDowns,
    requestFileDisk: adapters.requestFileDisk,
    types: media.types,
    follower,
    log,
    projection,
    profiles: organizations.profiles,
    consents: consent.consents,
    councilSeats,
    suspensions,
    installation,
    savedSearches: searching.savedSearches,
  });
  const disputing = composeDisputes(stores, base);
  const papers = composePapers(stores, {
    ...base,
    printer: adapters.paperPrinter,
    catalog,
    takeDownRules: takeDowns,
    licensing: licensing.licensing,
    licenseChecks: licensing.licenseChecks,
    licenseVersions,
    ordersService: licensing.orders,
    billing,
    statementsOfAccount,
    consents: consent.consents,
    disputes: disputing.disputes,
    provenance: provenance.provenance,
    profiles: organizations.profiles,
    installation,
    descriptions: files.descriptions,
    renditions: files.renditions,
  });
  const binding = composeBinders(stores, {
    ...base,
    ...papers,
    lists: desk.assetLists,
    billing,
    licenseVersions,
    packages: packaging.licensePackages,
    downloads,
  });
  const leadership = new Leadership(stores.peers, locks);
  const notifications = composeNotifications(stores, {
    ...base,
    ...adapters,
    inbox: stores.inbox,
    councilSeats,
    lead: leadership,
  });
  const jobs: JobRunner = new JobRunner(
    [
      watch,
      projection,
      follower,
      sealer,
      files.fileJobFollower,
      ...files.fileJobWorkers,
      fixityFollower,
      ...saleStateJobs,
      fixity.fixityRunner,
      fixity.fixityChecks,
      vault.vaultJob,
      erasing.takeDownJob,
      erasing.erasuresElsewhere,
      searching.coverFollower,
      desk.inboxFollower,
      copying.copiesJob,
      ...notifications.notificationJobs,
      new Sweeper({
        signIn: accounts.signIn,
        uploads,
        fileJobs: files.fileJobs,
        requestFiles: desk.requestFiles,
        billing,
      }),
    ],
    logger,
    { leading: leadership },
  );
  const operations = composeOperations({
    backups: {
      shelf: adapters.shelf,
      recipients: adapters.backupRecipients,
      acts: stores.backupActs,
      operators,
      signatures: accounts.signatures,
      faultOf: faultOfRecipient,
      ticketKey: options.ticketKey,
      clock,
      logger,
    },
    logStatus: { log, anchors: stores.anchors, leaves: stores.leaves, jobs, operators },
    health: {
      operators,
      documents: stores,
      files: content,
      ledger,
      isChainEmbedded: options.isChainEmbedded,
      log,
      jobs,
      disk: adapters.disk,
      fixity: fixity.fixity,
      vault: vault.keysInUse,
    },
  });
  await concepts.shipping.load();
  await foundLog({ ...base, log, signer, leaves: stores.leaves });
  return {
    signer,
    log,
    sealer,
    follower,
    projection,
    operatorOffice,
    ...organizations,
    ...accounts,
    ...concepts,
    ...assets,
    ...consent,
    ...disputing,
    ...licensing,
    billing,
    statementsOfAccount,
    ...fixity,
    ...delivery,
    ...packaging,
    ...copying,
    ...files,
    ...publishing,
    uploads,
    ...vault,
    ...relay,
    ...council,
    ...provenance,
    ...searching,
    ...erasing,
    ...operations,
    ...composeFront({
      ...base,
      catalog,
      search: searching.search,
      // Cached pages are stale after each leaf, and once the search index is ready.
      projection: {
        position: async () => (await projection.recentPosition()) + (searching.search.isReady() ? 0.5 : 0),
      },
      conceptBrowsing: concepts.conceptBrowsing,
      calls: desk.callReading,
      organizations: organizations.organizations,
      profiles: organizations.profiles,
      standIns,
      descriptions: files.descriptions,
      posters: files.posters,
    }),
    ...desk,
    ...papers,
    ...binding,
    ...notifications,
    installation,
    jobs,
  };
}
