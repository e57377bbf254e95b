import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, parseLogId } from '@lanran/protocol/kernel/ids';
import { formatVerifierKey, parseSigningKey } from '@lanran/protocol/log/note';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { buildTrust } from '@lanran/protocol/log/trust';
import { faultOfRecipient } from './age/identity.ts';
import { VaultKeys } from './age/vault-keys.ts';
import { EthersLedger } from './chain/adapters/ethers-ledger.ts';
import { EthersTransactionReader } from './chain/adapters/transaction-reader.ts';
import { IpfsContentStore } from './storage/adapters/ipfs/ipfs-content-store.ts';
import { FileTypeDetector } from './files/adapters/file-type-detector.ts';
import { MediaInspection } from './files/adapters/inspection/media-inspection.ts';
import { SharpPerceptualHasher } from './files/adapters/sharp-perceptual-hasher.ts';
import { FfmpegFilmMaker } from './files/adapters/ffmpeg-film-maker.ts';
import { ThreadedModelPainter } from './files/adapters/model/threaded-model-painter.ts';
import { DiskRenditionStore } from './files/adapters/disk-rendition-store.ts';
import { SharpPictureMaker } from './files/adapters/sharp-picture-maker.ts';
import { SharpTileMaker } from './files/adapters/sharp-tile-maker.ts';
import { connectMongo, type MongoStores } from './platform/mongo/connection.ts';
import { KillingFailPoints, NO_FAIL_POINTS } from './platform/process/killing-fail-points.ts';
import { DiskBackupRecipient } from './operations/adapters/disk-backup-recipient.ts';
import { DiskBackupShelf } from './operations/adapters/disk-backup-shelf.ts';
import { SignedCheckpointFile } from './log/adapters/signed-checkpoint-file.ts';
import { ThreadedContentDigester } from './ingest/adapters/threaded-content-digester.ts';
import { ThreadedLateDigester } from './ingest/adapters/threaded-secondary-digester.ts';
import { DirectoryDiskSpace } from './platform/process/directory-disk-space.ts';
import { DiskStagingArea } from './ingest/adapters/disk-staging-area.ts';
import { PayloadFiles } from './vault/adapters/payload-files.ts';
import { VaultContentStore } from './vault/adapters/vault-content-store.ts';
import type { Config } from './platform/config/config.ts';
import { MissingVaultKeyError } from './platform/kernel/errors.ts';
import { FILE_JOB_LANES } from './files/domain/file-job.ts';
import { buildGraphql } from './platform/graphql/server.ts';
import { Metrics } from './operations/http/metrics.ts';
import { buildHttpApp } from './platform/http/app.ts';
import { RateLimit } from './platform/http/rate-limit.ts';
import { identify } from './platform/http/session.ts';
import { setTimeout as waitMs } from 'node:timers/promises';
import { ChainFollower } from './log/jobs/chain-follower.ts';
import { FixityFiles } from './fixity/jobs/register-originals.ts';
import { FixityRunner } from './fixity/jobs/fixity-runner.ts';
import { type Job, JobRunner } from './platform/jobs/job-runner.ts';
import { LogProjection } from './log/jobs/log-projection.ts';
import { DigestKind } from './files/jobs/secondary-digest-kind.ts';
import { InspectKind } from './files/jobs/inspect-kind.ts';
import { FileJobFollower } from './files/jobs/file-job-follower.ts';
import { type FileJobKind, FileJobPlan } from './files/jobs/file-job-kind.ts';
import { filmKind } from './files/jobs/film-kind.ts';
import { modelKind } from './files/jobs/model-kind.ts';
import { tilesKind } from './files/jobs/picture-tiles-kind.ts';
import { FileJobWorker } from './files/jobs/file-job-worker.ts';
import { applyTo, readModelsOver } from './log/jobs/projections.ts';
import { Sealer } from './log/jobs/checkpoint-anchoring.ts';
import { Sweeper } from './operations/jobs/sweeper.ts';
import { TakeDownJob } from './takedowns/jobs/take-down-job.ts';
import { VaultCustody } from './custody/jobs/original-holders.ts';
import { VaultJob } from './vault/jobs/vault-upkeep.ts';
import type { Clock } from './platform/kernel/clock.ts';
import type { FirstStart } from './accounts/ports/first-start.ts';
import type { Deployment } from './chain/ports/ledger.ts';
import type { OperatorOffice } from './organizations/ports/operator-office.ts';
import { AccountsService } from './accounts/services/accounts.ts';
import { ActPreparation } from './relay/services/act-preparation.ts';
import { BackupsService } from './operations/services/backups.ts';
import { BatchPublishing } from './publishing/services/batch-publishing.ts';
import { HealthService } from './operations/services/health.ts';
import { OperatorOfficeService } from './accounts/services/operator-office.ts';
import { Operators } from './organizations/services/operators.ts';
import { ChainSenders } from './relay/services/chain-senders.ts';
import { CatalogService } from './assets/services/catalog.ts';
import { CheckpointSigner } from './log/services/checkpoint-signer.ts';
import { CouncilDesk } from './council/services/council-desk.ts';
import { CouncilSeats } from './organizations/services/council-seats.ts';
import { DisputesService } from './disputes/services/disputes.ts';
import { type DemoKey, DemoAccountsService } from './accounts/services/demo-accounts.ts';
import { FreshSignatures } from './accounts/services/fresh-signatures.ts';
import { FirstStartService } from './accounts/services/first-start.ts';
import { DamageReports } from './fixity/services/damage-reports.ts';
import { DeliveriesService } from './delivery/services/deliveries.ts';
import { InvitationsService } from './accounts/services/invitations.ts';
import { CollectionJoining } from './consent/services/collection-joining.ts';
import { CollectionsService } from './consent/services/collections.ts';
import { AdmissionRequests } from './organizations/services/admission-requests.ts';
import { ConsentRefusals } from './consent/services/consent-refusals.ts';
import { ConsentsInForce } from './consent/services/consents-in-force.ts';
import { DownloadsService } from './delivery/services/downloads.ts';
import { DraftImports } from './publishing/services/draft-imports.ts';
import { DraftsService } from './publishing/services/drafts.ts';
import { FacetCounts } from './assets/services/facet-counts.ts';
import { FileDescriptions } from './files/services/file-descriptions.ts';
import { FileInspections } from './files/services/file-inspections.ts';
import { FileItems } from './files/services/file-listing.ts';
import { LateDigesting } from './files/services/secondary-digests.ts';
import { Erasing } from './takedowns/services/erasing.ts';
import { ErasingFiles } from './takedowns/services/erasing-files.ts';
import { ManifestOwners } from './takedowns/services/manifest-owners.ts';
import { OrphanManifests } from './takedowns/services/orphan-manifests.ts';
import { Turns } from './platform/concurrency/keyed-mutex.ts';
import { FilmsService } from './files/services/films.ts';
import { FileJobsService } from './files/services/file-jobs.ts';
import { EarningsService } from './licensing/services/earnings.ts';
import { FixityCheck } from './fixity/services/fixity-check.ts';
import { FixityRepairs } from './fixity/services/fixity-repairs.ts';
import { FixityProofs } from './fixity/services/fixity-proofs.ts';
import { FixityRuns } from './fixity/services/fixity-runs.ts';
import { FixityService } from './fixity/services/fixity-service.ts';
import { foundLog } from './log/services/genesis.ts';
import { InstallationService } from './chain/services/installation.ts';
import { LicenseChecks } from './licensing/services/license-checks.ts';
import { LicenseVersions } from './licensing/services/license-versions.ts';
import { LicensingService } from './licensing/services/licensing.ts';
import { LogStatusService } from './operations/services/log-status.ts';
import { LogTree } from './log/services/log-tree.ts';
import { Materialization } from './relay/services/materialization.ts';
import { OrdersService } from './licensing/services/orders.ts';
import { OrganizationsService } from './organizations/services/organizations.ts';
import { ModelsService } from './files/services/models.ts';
import { MissingPictures } from './files/services/missing-pictures.ts';
import { Posters } from './files/services/posters.ts';
import { ProfilesService } from './organizations/services/profiles.ts';
import { ProvenanceService } from './provenance/services/provenance.ts';
import { PublishedBefore } from './publishing/services/duplicate-files.ts';
import { PublishingService } from './publishing/services/publishing.ts';
import { ReadableAgain } from './fixity/services/recheck-unreadable.ts';
import { ReadinessService } from './operations/services/readiness.ts';
import { ReasonsService } from './assets/services/reasons.ts';
import { RelayService } from './relay/services/relay.ts';
import { RenditionsService } from './files/services/renditions.ts';
import { RevisionsService } from './publishing/services/revisions.ts';
import { SavedMappings } from './publishing/services/saved-mappings.ts';
import { SealedDrafts } from './ingest/services/upload-encryption.ts';
import { SignInNonces } from './accounts/services/sign-in-nonces.ts';
import { SignInService } from './accounts/services/sign-in.ts';
import { SignedStatementsService } from './publishing/services/signed-statements.ts';
import { StatementHistory } from './provenance/services/statement-history.ts';
import { StatementLog } from './log/services/statement-log.ts';
import { StatementPublisher } from './publishing/services/statement-publisher.ts';
import { Suspensions } from './organizations/services/suspensions.ts';
import { Throttle } from './platform/concurrency/throttle.ts';
import { TakeDownPlans } from './takedowns/services/take-down-plans.ts';
import { TakeDownScopes } from './takedowns/services/take-down-scopes.ts';
import { TakeDowns } from './assets/services/take-downs.ts';
import { TilesService } from './files/services/picture-tiles.ts';
import { UploadsService } from './ingest/services/uploads.ts';
import { VaultKeysInUse } from './vault/services/vault-keys-in-use.ts';
import { VaultService } from './vault/services/recovery-keys.ts';
import { VersionsOnSale } from './licensing/services/versions-on-sale.ts';
import { VersionsService } from './assets/services/versions.ts';
import { WatchedContent } from './storage/services/damage-reporting-content.ts';

const ANSWER_WITHIN_MS = 8_000;
const FOLLOW_EVERY_MS = 2_000;
const DAY_MS = 86_400_000;
/** 5 TiB: what one file of a film may have. */
const MAX_FILE_BYTES = 5 * 2 ** 40;

/** Of one network, such as a museum's behind one address. */
const WRONG_SECRETS = { most: 60, windowMs: 300_000 };
const FAILED_SIGN_INS = { most: 60, windowMs: 300_000 };
const NEW_ACCOUNTS = { most: 60, windowMs: 300_000 };
const SESSIONS_OF_UNKNOWN_KEYS = { most: 300, windowMs: 600_000 };
const ACTS_OF_UNKNOWN_KEYS = { most: 300, windowMs: 600_000 };
/** Of everybody: at most 590 MB a day of keystores. */
const NEW_ACCOUNTS_OF_ALL = { most: 500, windowMs: 300_000 };

/** What only who starts the platform knows. */
export interface Surroundings {
  /** Null where the accreditor was known when the contracts were deployed. */
  readonly firstStart?: FirstStart | null;
  /** Null: nobody is the operator. */
  readonly operatorOffice?: OperatorOffice | null;
  /** Given out on this machine alone, to every account of it: so never the operator's. */
  readonly demoKeys?: readonly DemoKey[];
  /** The vault keys as they are kept now, the newest first; those of the configuration unless given. */
  readonly keptVaultKeys?: () => readonly string[];
  /** Hears how far the start is, often. */
  readonly onProgress?: (line: string) => void;
}

export type { DemoKey, FirstStart, OperatorOffice };

export interface Platform {
  readonly listener: RequestListener;
  /** Lets running jobs finish and closes every connection. */
  stop(): Promise<void>;
}

/** Puts the platform together: the only place where adapters are constructed (DESIGN §3). */
export async function compose(
  config: Config,
  logger: Logger,
  {
    firstStart = null,
    operatorOffice: keptOffice = null,
    demoKeys = [],
    keptVaultKeys = () => config.keys.vault,
    onProgress = () => undefined,
  }: Surroundings = {},
): Promise<Platform> {
  const clock: Clock = { now: () => new Date() };
  const failPoints = config.failPoint === null ? NO_FAIL_POINTS : new KillingFailPoints(config.failPoint);
  const deployment = readDeployment(config);
  const logId = parseLogId(config.deployment.logId);
  const key = parseSigningKey(config.keys.checkpoint);
  const checkpointKey = formatVerifierKey(key);
  const trust = buildTrust({
    logId,
    checkpointKey,
    chainId: deployment.chainId.toString(),
    contracts: trusted(deployment),
  });

  const stores = await connectMongo({ uri: config.mongoUri, answerWithinMs: ANSWER_WITHIN_MS });
  const ledger = new EthersLedger({
    rpcUrl: config.chain.rpcUrl,
    rpcSecret: config.keys.chainSecret,
    deployment,
    relayerKey: config.keys.relayer,
    timeoutMs: ANSWER_WITHIN_MS,
  });
  const vaultKeys = new VaultKeys(config.keys.vault);
  const keysInUse = new VaultKeysInUse({
    ...stores,
    recipients: vaultKeys.recipients,
    newestKept: () => new VaultKeys(keptVaultKeys()).recipient.text,
  });
  const content = new VaultContentStore({
    ...stores,
    objects: new IpfsContentStore({
      apiUrl: config.ipfs.apiUrl,
      sharedDir: config.ipfs.sharedDir,
      token: config.keys.ipfsToken,
    }),
    vault: vaultKeys,
    // In the folder that an embedded store takes files from.
    payloads: new PayloadFiles(`${config.stagingDir}/sealing`),
    failPoints,
  });
  const sealedDrafts = new SealedDrafts(stores);
  const staging = new DiskStagingArea({
    directory: config.stagingDir,
    failPoints,
    sealing: { vault: vaultKeys, isSealed: (draftId) => sealedDrafts.isSealed(draftId) },
    keptMs: config.uploads.keptDays * DAY_MS,
  });

  const tree = new LogTree(stores.leaves, stores.tiles);
  const memory = new SignedCheckpointFile(config.dataDir);
  const signer = new CheckpointSigner({ logId, key, memory, leaves: stores.leaves, tree });
  const log = new StatementLog({
    leaves: stores.leaves,
    tree,
    signer,
    clock,
    onAppend: () => {
      jobs.nudge('sealer');
      jobs.nudge('file-jobs');
    },
  });
  const sealer = new Sealer({ log, ledger, anchors: stores.anchors, clock, failPoints, ...config.sealer });
  const follower = new ChainFollower({
    ledger,
    log,
    cursors: stores.cursors,
    confirmations: config.chain.confirmations,
    everyMs: FOLLOW_EVERY_MS,
  });
  const projection = buildProjection(stores);
  const pictures = new SharpPictureMaker({ scratchDir: `${config.renditionsDir}/scratch` });
  const [sealingKey = null] = vaultKeys.deriveKeys('renditions');
  const renditions = new DiskRenditionStore({ directory: config.renditionsDir, sealingKey });
  const damageReports = new DamageReports({
    ...stores,
    runs: {
      begin: (subject) => fixityRuns.begin(subject),
      register: () => fixityRuns.register(),
    },
    clock,
    logger,
    onBegin: () => jobs.nudge('fixity-checks'),
  });
  const watched = new WatchedContent(content, (cid) => void damageReports.reportContent(cid));
  const descriptions = new FileDescriptions({
    ...stores,
    content: watched,
    types: new FileTypeDetector(),
    pictures,
    renditions,
  });
  const inspection = new MediaInspection({ scratchDir: `${config.renditionsDir}/scratch` });
  const inspections = new FileInspections({ ...stores, content: watched, inspectors: inspection.inspectors });
  const lateDigester = new ThreadedLateDigester();
  const digesting = new LateDigesting({
    ...stores,
    content: watched,
    renditions,
    digester: lateDigester,
    perceptual: new SharpPerceptualHasher(),
  });
  const takenDown = new TakeDowns(stores);
  const licenseVersions = new LicenseVersions(stores);
  const downloads = new DownloadsService({
    ...stores,
    ledger,
    licenseVersions,
    content,
    takenDown,
    clock,
    onDamage: (assetId, file) => void damageReports.report(assetId, file),
    onReadable: (assetId, file) => void damageReports.reportReadable(assetId, file),
  });
  const tiles = new TilesService({
    downloads,
    content: watched,
    renditions,
    tiles: new SharpTileMaker({ scratchDir: `${config.renditionsDir}/scratch-tiles` }),
    fileJobs: stores.fileJobs,
  });
  const posters = new Posters({ ...stores, covers: stores.descriptions, pictures, renditions });
  const films = new FilmsService({
    ...stores,
    content: watched,
    renditions,
    posters,
    films: new FfmpegFilmMaker({ scratchDir: `${config.renditionsDir}/scratch-films` }),
  });
  const models = new ModelsService({
    ...stores,
    content: watched,
    posters,
    painter: new ThreadedModelPainter(),
  });
  // What is done for each published file, once it is described.
  const kinds: FileJobKind[] = [
    new InspectKind(inspections),
    new DigestKind(digesting),
    tilesKind(tiles),
    filmKind(films),
    modelKind(models),
  ];
  const nudgeFileJobs = () => FILE_JOB_LANES.forEach((lane) => jobs.nudge(`file-jobs-${lane}`));
  const queue = {
    ...stores,
    store: stores.fileJobs,
    plan: new FileJobPlan(kinds),
    descriptions,
    covers: stores.descriptions,
    clock,
    logger,
    everyMs: FOLLOW_EVERY_MS,
    onEnqueue: nudgeFileJobs,
  };
  const fileItems = new FileItems({ ...stores, descriptions, inspections });
  const fileJobs = new FileJobsService({ store: stores.fileJobs, clock, kinds, nudge: nudgeFileJobs });

  const facets = new FacetCounts({ ...stores, projections: projection });
  const catalog = new CatalogService({ ...stores, facets, clock });
  const organizations = new OrganizationsService({ ...stores, clock });
  const joining = new CollectionJoining({ ...stores, ledger });
  const consents = new ConsentsInForce({ ...stores, clock });
  const versionsOnSale = new VersionsOnSale({ ...stores, takenDown });
  const licensing = new LicensingService({
    ...stores,
    ledger,
    catalog,
    joining,
    versions: versionsOnSale,
    clock,
  });
  const drafts = new DraftsService({ ...stores, staging, clock });
  const operatorOffice = new OperatorOfficeService({ office: keptOffice, logId });
  const operators = new Operators({ office: operatorOffice, roles: ledger.roles });
  const digester = new ThreadedContentDigester();
  const fixityFollower = new FixityFiles({ ...stores, everyMs: FOLLOW_EVERY_MS });
  const checkOf = (bytesPerSecond: number) =>
    new FixityCheck({ content, digester, throttle: throttleOf(bytesPerSecond), logger });
  const fixityRuns = new FixityRuns({
    ...stores,
    signer,
    log,
    register: fixityFollower,
    check: checkOf(config.fixity.bytesPerSecond),
    clock,
    failPoints,
  });
  const fixity = new FixityService({
    ...stores,
    schedule: config.fixity,
    runs: fixityRuns,
    catalog,
    operators,
    clock,
    onBegin: () => {
      jobs.nudge('fixity');
      jobs.nudge('fixity-checks');
    },
  });
  // Who brings a file back waits for its check.
  const repairs = new FixityRepairs({
    ...stores,
    fixity,
    content,
    staging,
    check: checkOf(Number.POSITIVE_INFINITY),
    clock,
  });
  const uploads = new UploadsService({
    organizations: stores.organizations,
    drafts: stores.drafts,
    staging,
    repairs,
    clock,
    maxFileBytes: MAX_FILE_BYTES,
    quotaBytes: config.uploads.quotaBytes,
  });
  const followTo = async (blockNumber: number) => {
    await follower.followTo(blockNumber);
    await projection.followTo((await log.size()) - 1);
  };
  const suspensions = new Suspensions({ organizations: stores.organizations, clock });
  const revisions = new RevisionsService({
    catalog,
    suspensions,
    drafts,
    leaves: stores.leaves,
    takenDown,
    chain: { follow: async () => followTo(await ledger.latestBlock()) },
    clock,
  });
  const assetTurns = new Turns<AssetId>();
  const publisher = new StatementPublisher({
    ...stores,
    renditions,
    drafts,
    staging,
    content,
    log,
    revisions,
    suspensions,
    failPoints,
    assetTurns,
  });
  const publication = { logId, drafts, publisher, projections: projection };
  const publishedBefore = new PublishedBefore(stores);
  const publishing = new PublishingService({
    ...stores,
    ...publication,
    staging,
    revisions,
    suspensions,
    publishedBefore,
    clock,
  });
  const materialization = new Materialization({ ledger, leaves: stores.leaves, log, sealer });
  const acting = {
    ledger,
    preparation: new ActPreparation({ catalog, materialization, joining, versions: versionsOnSale }),
    follower: { followTo },
    clock,
    failPoints,
  };
  const relay = new RelayService({ ...acting, requests: stores.relayedRequests });
  const councilDesk = new CouncilDesk({
    ...acting,
    safes: stores.safes,
    wallets: ledger.safes,
    organizations: stores.organizations,
  });
  const councilSeats = new CouncilSeats({ ...stores, wallets: ledger.safes, clock });
  const publicUrl = () => new URL(config.server.publicUrl);
  // The same in every API process, as the vault key is.
  const [nonceKey = randomBytes(32)] = vaultKeys.deriveKeys('sign-in nonces');
  const signIn = new SignInService({
    ...stores,
    clock,
    publicUrl,
    chainId: deployment.chainId,
    sessionHours: config.sessionHours,
    nonceKey,
    limits: {
      failures: new RateLimit(FAILED_SIGN_INS),
      unknownKeys: new RateLimit(SESSIONS_OF_UNKNOWN_KEYS),
      isOfficeHolder: (address) => operators.isOfficeHolder(address),
    },
  });
  const provenance = new ProvenanceService({
    ...stores,
    logId,
    checkpointKey,
    log,
    ledger,
    sealer,
    catalog,
    licensing,
    fixityProofs: new FixityProofs(stores),
  });
  const installation = new InstallationService({ logId, checkpointKey, ledger });

  const { dataDir, backupProgram } = config;
  const shelf = backupProgram === null ? null : new DiskBackupShelf({ dataDir, program: backupProgram });
  const backups = new BackupsService({
    shelf,
    recipients: new DiskBackupRecipient(dataDir),
    acts: stores.backupActs,
    operators,
    signatures: new FreshSignatures({
      nonces: new SignInNonces({ key: nonceKey, used: stores.nonces }),
      clock,
      logId,
      publicUrl,
    }),
    faultOf: faultOfRecipient,
    clock,
    logger,
  });
  const reasons = new ReasonsService({ ...stores, catalog, clock });
  const scopes = new TakeDownScopes({ ...stores, clock });
  const owners = new ManifestOwners(stores);
  const takeDownPlans = new TakeDownPlans({ ...stores, catalog, owners, scopes, reasons, shelf, clock });
  const erasingFiles = new ErasingFiles({ ...stores, owners, renditions, vault: content, failPoints });
  const erasing = new Erasing({
    ...stores,
    files: erasingFiles,
    orphans: new OrphanManifests({ ...stores, owners, files: erasingFiles, assetTurns }),
    staging,
    vault: content,
    documents: stores.compactionBy(logger),
    onErased: (root) => fileItems.forget(root),
    failPoints,
  });
  const reading = { runs: fixityRuns, digester };
  const jobs = new JobRunner(
    [
      projection,
      follower,
      sealer,
      new FileJobFollower(queue),
      ...FILE_JOB_LANES.map((lane) => new FileJobWorker({ ...queue, lane })),
      fixityFollower,
      new FixityRunner('ALL', reading, { ...stores, schedule: config.fixity, clock }),
      new FixityRunner('ASSET', {
        ...reading,
        readableAgain: new ReadableAgain({ ...stores, content, runs: fixityRuns }),
      }),
      new VaultJob({
        ...stores,
        vault: content,
        custody: new VaultCustody({ ...stores, fixityFollower }),
        keysInUse,
        everyMs: FOLLOW_EVERY_MS,
      }),
      new TakeDownJob({ ...stores, scopes, erasing, assetTurns, clock, everyMs: FOLLOW_EVERY_MS }),
      new Sweeper({ signIn, uploads, fileJobs }),
    ],
    logger,
  );
  await foundLog({ log, leaves: stores.leaves, signer, logId, trust, clock, failPoints });
  await uploads.sweep((checked, all) =>
    onProgress(`staged ${checked.toLocaleString('en')} of ${all.toLocaleString('en')} files checked`),
  );
  await warnOfMissingKeys(keysInUse, logger);
  await catchUp(follower);
  await catchUp(projection);
  jobs.start();

  const authenticate = (token: string) => signIn.authenticate(token);
  const deliveries = new DeliveriesService({ ...stores, downloads, clock });
  const disk = new DirectoryDiskSpace(dataDir);
  const logStatus = new LogStatusService({ log, anchors: stores.anchors, jobs, operators });
  const graphql = await buildGraphql({
    identify: (request) => identify(request, authenticate),
    strangerActs: new RateLimit(ACTS_OF_UNKNOWN_KEYS),
    signIn,
    accounts: new AccountsService({
      accounts: stores.accounts,
      clock,
      limits: {
        wrongSecrets: new RateLimit(WRONG_SECRETS),
        newAccounts: new RateLimit(NEW_ACCOUNTS),
        newAccountsOfAll: new RateLimit(NEW_ACCOUNTS_OF_ALL),
      },
    }),
    demoAccounts: new DemoAccountsService({ keys: demoKeys, organizations: stores.organizations, publicUrl }),
    deliveries,
    invitations: new InvitationsService({
      ...stores,
      seats: councilSeats,
      roles: ledger.roles,
      clock,
    }),
    firstStart: new FirstStartService({ firstStart, logId, failPoints }),
    operatorOffice,
    operators,
    organizations,
    profiles: new ProfilesService({ ...stores, seats: councilSeats }),
    drafts,
    imports: new DraftImports({ drafts, store: stores.drafts, suspensions, clock }),
    savedMappings: new SavedMappings({ ...stores, clock }),
    publishing,
    publishedBefore,
    batches: new BatchPublishing({ ...publication, store: stores.drafts, publishing }),
    catalog,
    descriptions,
    inspections,
    digesting,
    fileItems,
    fileJobs,
    posters,
    missingPictures: new MissingPictures({ ...stores, descriptions }),
    uploads,
    disputes: new DisputesService({ disputes: stores.disputes, roles: ledger.roles, clock }),
    reasons,
    takeDowns: takenDown,
    takeDownPlans,
    licensing,
    earnings: new EarningsService(stores),
    licenseChecks: new LicenseChecks({ ...stores, clock }),
    licenseVersions,
    orders: new OrdersService({ catalog, orders: stores.orders }),
    consents,
    collections: new CollectionsService({ ...stores, catalog, clock }),
    provenance,
    revisions,
    versions: new VersionsService({ ...stores, takenDown }),
    history: new StatementHistory({ ...stores, logId, catalog }),
    signedStatements: new SignedStatementsService({ ...stores, logId, log, publisher, catalog, clock }),
    logStatus,
    relay,
    councilDesk,
    councilSeats,
    refusals: new ConsentRefusals({ ...stores, catalog, consents, seats: councilSeats, clock }),
    admissionRequests: new AdmissionRequests({
      organizations: stores.organizations,
      requests: stores.admissionRequests,
      profiles: organizations,
      roles: ledger.roles,
      clock,
    }),
    materialization,
    installation,
    backups,
    fixity,
    vault: new VaultService({
      ...stores,
      operators,
      keysInUse,
      faultOf: faultOfRecipient,
      clock,
      onDemand: () => jobs.nudge('vault'),
    }),
    health: new HealthService({
      operators,
      documents: stores,
      files: content,
      ledger,
      isChainEmbedded: config.chain.isEmbedded,
      log,
      jobs,
      disk,
      fixity,
      vault: keysInUse,
    }),
    logger,
  });
  const listener = buildHttpApp({
    metrics: new Metrics({ log: logStatus, jobs, disk, fixity }),
    metricsToken: config.keys.metrics,
    uploads,
    uploadStore: staging.uploads,
    maxFileBytes: MAX_FILE_BYTES,
    backups,
    downloads,
    deliveries,
    publicUrl,
    trustedProxies: config.server.trustedProxies,
    tiles,
    films,
    renditions: new RenditionsService({
      ...stores,
      posters,
      descriptions,
      content: watched,
      pictures,
      renditions,
    }),
    readiness: new ReadinessService({
      checks: { documents: stores, files: content, chain: ledger },
      vault: keysInUse,
      disk,
    }),
    log,
    trust,
    chainRpcUrl: config.chain.rpcUrl,
    chainSecret: config.keys.chainSecret,
    // Elsewhere senders pay for what they send.
    chainSenders: config.chain.isEmbedded
      ? new ChainSenders({
          organizations: stores.organizations,
          roles: ledger.roles,
          wallets: ledger.safes,
          transactions: new EthersTransactionReader(),
        })
      : null,
    webDir: config.server.webDir,
    authenticate,
    session: { signIn, isSecure: publicUrl().protocol === 'https:' },
    logger,
    mountGraphql: (app) => graphql.mount(app),
  });
  const stop = async () => {
    await graphql.stop();
    fixityRuns.stop();
    await jobs.stop();
    await digester.rest();
    await lateDigester.stop();
    await inspection.stop();
    await staging.stop();
    ledger.close();
    await stores.close();
  };
  return { listener, stop };
}

function throttleOf(bytesPerSecond: number): Throttle {
  return new Throttle({
    bytesPerSecond,
    now: () => performance.now(),
    wait: (ms, signal) => waitMs(ms, undefined, { signal }),
  });
}

/** What needs no lost key is served all the same. */
async function warnOfMissingKeys(keys: VaultKeysInUse, logger: Logger): Promise<void> {
  await keys.prepare();
  try {
    await keys.check();
  } catch (error) {
    if (!(error instanceof MissingVaultKeyError)) throw error;
    logger.error(error.message);
  }
}

/** After a crash the read models may lag behind chain and log: whoever is served sees everything that was acknowledged. */
async function catchUp(follower: Job): Promise<void> {
  while ((await follower.run()) === 'more');
}

function buildProjection(stores: MongoStores): LogProjection {
  return new LogProjection({
    leaves: stores.leaves,
    cursors: stores.cursors,
    apply: applyTo(readModelsOver(stores)),
    everyMs: FOLLOW_EVERY_MS,
  });
}

function readDeployment({ deployment }: Config): Deployment {
  // Addresses were checked with the rest of the configuration.
  return { chainId: deployment.chainId, contracts: deployment.contracts as Readonly<Record<string, Hex>> };
}

function trusted({ contracts }: Deployment): Record<string, Address> {
  return Object.fromEntries(
    Object.entries(contracts).map(([name, address]) => [name, parseAddress(address.toLowerCase())]),
  );
}
