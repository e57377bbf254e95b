import { EventEmitter, once } from 'node:events';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { originOf } from '@lanran/protocol/log/checkpoint';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { formatVerifierKey, generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { buildTrust, type Trust } from '@lanran/protocol/log/trust';
import { DirectoryDiskSpace } from '@lanran/api/platform/process/directory-disk-space';
import { DiskRenditionStore } from '@lanran/api/files/adapters/disk-rendition-store';
import { MediaInspection } from '@lanran/api/files/adapters/inspection/media-inspection';
import { SharpPerceptualHasher } from '@lanran/api/files/adapters/sharp-perceptual-hasher';
import { SharpPictureMaker } from '@lanran/api/files/adapters/sharp-picture-maker';
import { ThreadedContentDigester } from '@lanran/api/ingest/adapters/threaded-content-digester';
import { ThreadedLateDigester } from '@lanran/api/ingest/adapters/threaded-secondary-digester';
import { DiskStagingArea } from '@lanran/api/ingest/adapters/disk-staging-area';
import { faultOfRecipient } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { PayloadFiles } from '@lanran/api/vault/adapters/payload-files';
import { VaultContentStore } from '@lanran/api/vault/adapters/vault-content-store';
import { VaultCustody } from '@lanran/api/custody/jobs/original-holders';
import { VaultJob } from '@lanran/api/vault/jobs/vault-upkeep';
import { ChainFollower } from '@lanran/api/log/jobs/chain-follower';
import { FixityFiles } from '@lanran/api/fixity/jobs/register-originals';
import { FixityRunner } from '@lanran/api/fixity/jobs/fixity-runner';
import { LogProjection } from '@lanran/api/log/jobs/log-projection';
import { FileJobFollower } from '@lanran/api/files/jobs/file-job-follower';
import { FileJobPlan } from '@lanran/api/files/jobs/file-job-kind';
import { FileJobWorker } from '@lanran/api/files/jobs/file-job-worker';
import { applyTo, readModelsOver } from '@lanran/api/log/jobs/projections';
import { TakeDownJob } from '@lanran/api/takedowns/jobs/take-down-job';
import { Sealer } from '@lanran/api/log/jobs/checkpoint-anchoring';
import type { FailPoint, FailPoints } from '@lanran/api/platform/kernel/fail-points';
import type { OperatorOffice } from '@lanran/api/organizations/ports/operator-office';
import { ActPreparation } from '@lanran/api/relay/services/act-preparation';
import { AccountsService } from '@lanran/api/accounts/services/accounts';
import { DemoAccountsService } from '@lanran/api/accounts/services/demo-accounts';
import { FirstStartService } from '@lanran/api/accounts/services/first-start';
import { InvitationsService } from '@lanran/api/accounts/services/invitations';
import { BackupsService } from '@lanran/api/operations/services/backups';
import { BatchPublishing } from '@lanran/api/publishing/services/batch-publishing';
import { HealthService } from '@lanran/api/operations/services/health';
import { OperatorOfficeService } from '@lanran/api/accounts/services/operator-office';
import { Operators } from '@lanran/api/organizations/services/operators';
import { CatalogService } from '@lanran/api/assets/services/catalog';
import { CheckpointSigner } from '@lanran/api/log/services/checkpoint-signer';
import { CouncilDesk } from '@lanran/api/council/services/council-desk';
import { CouncilSeats } from '@lanran/api/organizations/services/council-seats';
import { DisputesService } from '@lanran/api/disputes/services/disputes';
import { CollectionJoining } from '@lanran/api/consent/services/collection-joining';
import { CollectionsService } from '@lanran/api/consent/services/collections';
import { OrganizationsService } from '@lanran/api/organizations/services/organizations';
import { AdmissionRequests } from '@lanran/api/organizations/services/admission-requests';
import { ConsentRefusals } from '@lanran/api/consent/services/consent-refusals';
import { ConsentsInForce } from '@lanran/api/consent/services/consents-in-force';
import { DamageReports } from '@lanran/api/fixity/services/damage-reports';
import { DeliveriesService } from '@lanran/api/delivery/services/deliveries';
import { DownloadsService } from '@lanran/api/delivery/services/downloads';
import { SavedMappings } from '@lanran/api/publishing/services/saved-mappings';
import { DraftImports } from '@lanran/api/publishing/services/draft-imports';
import { DraftsService } from '@lanran/api/publishing/services/drafts';
import { FacetCounts } from '@lanran/api/assets/services/facet-counts';
import { FileDescriptions } from '@lanran/api/files/services/file-descriptions';
import { FileInspections } from '@lanran/api/files/services/file-inspections';
import { FileItems } from '@lanran/api/files/services/file-listing';
import { LateDigesting } from '@lanran/api/files/services/secondary-digests';
import { MissingPictures } from '@lanran/api/files/services/missing-pictures';
import { Posters } from '@lanran/api/files/services/posters';
import { FileJobsService } from '@lanran/api/files/services/file-jobs';
import { EarningsService } from '@lanran/api/licensing/services/earnings';
import { FixityCheck } from '@lanran/api/fixity/services/fixity-check';
import { FixityRepairs } from '@lanran/api/fixity/services/fixity-repairs';
import { FixityProofs } from '@lanran/api/fixity/services/fixity-proofs';
import { FixityRuns } from '@lanran/api/fixity/services/fixity-runs';
import { FixityService } from '@lanran/api/fixity/services/fixity-service';
import { foundLog } from '@lanran/api/log/services/genesis';
import { LicenseChecks } from '@lanran/api/licensing/services/license-checks';
import { LicenseVersions } from '@lanran/api/licensing/services/license-versions';
import { LicensingService } from '@lanran/api/licensing/services/licensing';
import { LogStatusService } from '@lanran/api/operations/services/log-status';
import { LogTree } from '@lanran/api/log/services/log-tree';
import { Materialization } from '@lanran/api/relay/services/materialization';
import { OrdersService } from '@lanran/api/licensing/services/orders';
import { ProfilesService } from '@lanran/api/organizations/services/profiles';
import { ProvenanceService } from '@lanran/api/provenance/services/provenance';
import { PublishedBefore } from '@lanran/api/publishing/services/duplicate-files';
import { PublishingService } from '@lanran/api/publishing/services/publishing';
import { ReadableAgain } from '@lanran/api/fixity/services/recheck-unreadable';
import { Erasing } from '@lanran/api/takedowns/services/erasing';
import { ErasingFiles } from '@lanran/api/takedowns/services/erasing-files';
import { ManifestOwners } from '@lanran/api/takedowns/services/manifest-owners';
import { OrphanManifests } from '@lanran/api/takedowns/services/orphan-manifests';
import { Turns } from '@lanran/api/platform/concurrency/keyed-mutex';
import { TakeDownPlans } from '@lanran/api/takedowns/services/take-down-plans';
import { TakeDownScopes } from '@lanran/api/takedowns/services/take-down-scopes';
import { TakeDowns } from '@lanran/api/assets/services/take-downs';
import { ReasonsService } from '@lanran/api/assets/services/reasons';
import { RelayService } from '@lanran/api/relay/services/relay';
import { RevisionsService } from '@lanran/api/publishing/services/revisions';
import { SealedDrafts } from '@lanran/api/ingest/services/upload-encryption';
import { SignInService } from '@lanran/api/accounts/services/sign-in';
import { SignedStatementsService } from '@lanran/api/publishing/services/signed-statements';
import { StatementHistory } from '@lanran/api/provenance/services/statement-history';
import { StatementLog } from '@lanran/api/log/services/statement-log';
import { StatementPublisher } from '@lanran/api/publishing/services/statement-publisher';
import { Suspensions } from '@lanran/api/organizations/services/suspensions';
import { Throttle } from '@lanran/api/platform/concurrency/throttle';
import { UploadsService } from '@lanran/api/ingest/services/uploads';
import { VaultKeysInUse } from '@lanran/api/vault/services/vault-keys-in-use';
import { VaultService } from '@lanran/api/vault/services/recovery-keys';
import { VersionsOnSale } from '@lanran/api/licensing/services/versions-on-sale';
import { VersionsService } from '@lanran/api/assets/services/versions';
import { WatchedContent } from '@lanran/api/storage/services/damage-reporting-content';
import { NO_ACCOUNT_LIMITS, NO_SIGN_IN_LIMITS, NONCE_KEY } from './limits.ts';
import { RememberedCheckpoint } from './remembered-checkpoint.ts';
import type { Stack } from './stack.ts';

export const PUBLIC_URL = 'http://127.0.0.1:4000';

/** A clock that stands still until it is moved. */
export class TestClock {
  #now = new Date();

  now(): Date {
    return this.#now;
  }

  /** Back to the machine's time, which blocks follow. */
  catchUp(): void {
    this.#now = new Date();
  }

  pass(seconds: number): void {
    this.#now = new Date(this.#now.getTime() + seconds * 1000);
  }
}

export class KilledHereError extends Error {
  override readonly name = 'KilledHereError';
}

/** Breaks off the work at the fail point it is armed for, once: what a kill leaves behind, without losing the test. */
export class BreakingFailPoints implements FailPoints {
  #armed: FailPoint | null = null;
  #held: { readonly name: FailPoint; stop(): Promise<void> } | null = null;

  arm(name: FailPoint): void {
    this.#armed = name;
  }

  /** Work stops at the fail point, once, until it is let go on. */
  hold(name: FailPoint): HeldWork {
    const work = new EventEmitter();
    const [reached, released] = [once(work, 'reached'), once(work, 'released')];
    const stop = async () => {
      work.emit('reached');
      await released;
    };
    this.#held = { name, stop };
    return { reached, goOn: () => work.emit('released') };
  }

  async reach(name: FailPoint): Promise<void> {
    if (name === this.#held?.name) {
      const { stop } = this.#held;
      this.#held = null;
      await stop();
    }
    if (name !== this.#armed) return;
    this.#armed = null;
    throw new KilledHereError(name);
  }
}

export interface HeldWork {
  /** Resolves when the work has come to the fail point. */
  readonly reached: Promise<unknown>;
  goOn(): void;
}

export type Services = Awaited<ReturnType<typeof openServices>>;

/**
 * The api's services over a stack, as `compose` builds them, with a clock and fail points that the test holds. Opened again with
 * the same checkpoint key they are the platform after a restart.
 */
export async function openServices(
  stack: Stack,
  {
    checkpointKey: kept,
    quotaBytes = null,
    office = null,
  }: {
    readonly checkpointKey?: string;
    readonly quotaBytes?: number | null;
    readonly office?: OperatorOffice | null;
  } = {},
) {
  const { stores, ledger, logId } = stack;
  const clock = new TestClock();
  const publicUrl = () => new URL(PUBLIC_URL);
  const failPoints = new BreakingFailPoints();
  const vaultKeys = new VaultKeys(stack.vaultKeys);
  const content = new VaultContentStore({
    ...stores,
    objects: stack.content,
    vault: vaultKeys,
    payloads: new PayloadFiles(`${stack.stagingDir}/sealing`),
    failPoints,
  });
  const keysInUse = new VaultKeysInUse({
    ...stores,
    recipients: vaultKeys.recipients,
    newestKept: () => vaultKeys.recipient.text,
  });
  const sealedDrafts = new SealedDrafts(stores);
  const staging = new DiskStagingArea({
    directory: stack.stagingDir,
    failPoints,
    sealing: { vault: vaultKeys, isSealed: (draftId) => sealedDrafts.isSealed(draftId) },
    reservedBytes: 65_536,
  });
  const checkpointKey = kept ?? generateNoteKey(originOf(logId)).skey;
  const key = parseSigningKey(checkpointKey);
  const vkey = formatVerifierKey(key);
  const trust = trustOf(stack, vkey);
  const tree = new LogTree(stores.leaves, stores.tiles);
  const memory = new RememberedCheckpoint();
  const signer = new CheckpointSigner({ logId, key, memory, leaves: stores.leaves, tree });
  const log = new StatementLog({
    leaves: stores.leaves,
    tree,
    signer,
    clock,
  });
  const sealer = new Sealer({
    log,
    ledger,
    anchors: stores.anchors,
    clock,
    failPoints,
    everyLeaves: 1_000,
    everySeconds: 60,
  });
  const follower = new ChainFollower({
    ledger,
    log,
    cursors: stores.cursors,
    confirmations: 0,
    everyMs: 1_000,
  });
  const projection = new LogProjection({
    leaves: stores.leaves,
    cursors: stores.cursors,
    apply: applyTo(readModelsOver(stores)),
    everyMs: 1_000,
  });
  const renditionsDir = `${stack.stagingDir}-renditions`;
  const [sealingKey = null] = vaultKeys.deriveKeys('renditions');
  const renditions = new DiskRenditionStore({ directory: renditionsDir, sealingKey });
  const pictures = new SharpPictureMaker({ scratchDir: `${renditionsDir}/scratch` });
  const damageReports = new DamageReports({
    ...stores,
    runs: {
      begin: (subject) => fixityRuns.begin(subject),
      register: () => fixityRuns.register(),
    },
    clock,
    logger: { warn: () => undefined },
    onBegin: () => undefined,
  });
  const reported: Promise<void>[] = [];
  const watched = new WatchedContent(content, (cid) => void reported.push(damageReports.reportContent(cid)));
  const descriptions = new FileDescriptions({
    ...stores,
    content: watched,
    types: new FileTypeDetector(),
    pictures,
    renditions,
  });
  const inspection = new MediaInspection({ scratchDir: `${renditionsDir}/scratch` });
  const inspections = new FileInspections({ ...stores, content: watched, inspectors: inspection.inspectors });
  const digesting = new LateDigesting({
    ...stores,
    content: watched,
    renditions,
    digester: new ThreadedLateDigester(),
    perceptual: new SharpPerceptualHasher(),
  });
  const queue = {
    ...stores,
    store: stores.fileJobs,
    plan: new FileJobPlan([]),
    covers: stores.descriptions,
    descriptions,
    clock,
    logger: { warn: () => undefined },
    everyMs: 1_000,
  };
  const facets = new FacetCounts({ ...stores, projections: projection });
  const catalog = new CatalogService({ ...stores, facets, clock });
  const joining = new CollectionJoining({ ...stores, ledger });
  const consents = new ConsentsInForce({ ...stores, clock });
  const takenDown = new TakeDowns(stores);
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
  const followTo = async (blockNumber: number) => {
    await follower.followTo(blockNumber);
    await projection.followTo((await log.size()) - 1);
  };
  const operatorOffice = new OperatorOfficeService({ office, logId });
  const operators = new Operators({ office: operatorOffice, roles: ledger.roles });
  const digester = new ThreadedContentDigester();
  const fixityCheck = new FixityCheck({
    content,
    digester,
    throttle: new Throttle({ bytesPerSecond: Infinity, now: () => 0, wait: async () => undefined }),
    logger: { warn: () => undefined },
  });
  const fixityFollower = new FixityFiles({ ...stores, everyMs: 1_000 });
  const fixityRuns = new FixityRuns({
    ...stores,
    signer,
    log,
    register: fixityFollower,
    check: fixityCheck,
    clock,
    failPoints,
  });
  // Threads are kept: from the sources they take a second to start.
  const reading = { runs: fixityRuns, digester: { rest: async () => undefined } };
  const schedule = { everyDays: 30 };
  const fixity = new FixityService({
    ...stores,
    schedule,
    runs: fixityRuns,
    catalog,
    operators,
    clock,
    onBegin: () => undefined,
  });
  const licenseVersions = new LicenseVersions(stores);
  const downloads = new DownloadsService({
    ...stores,
    ledger,
    licenseVersions,
    content,
    takenDown,
    clock,
    onDamage: (assetId, file) => void reported.push(damageReports.report(assetId, file)),
    onReadable: (assetId, file) => void reported.push(damageReports.reportReadable(assetId, file)),
  });
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
  const preparation = new ActPreparation({ catalog, materialization, joining, versions: versionsOnSale });
  const acting = { ledger, preparation, follower: { followTo }, clock, failPoints };
  const reasons = new ReasonsService({ ...stores, catalog, clock });
  const scopes = new TakeDownScopes({ ...stores, clock });
  const fileItems = new FileItems({ ...stores, descriptions, inspections });
  const owners = new ManifestOwners(stores);
  const erasingFiles = new ErasingFiles({ ...stores, owners, renditions, vault: content, failPoints });
  const erasing = new Erasing({
    ...stores,
    files: erasingFiles,
    orphans: new OrphanManifests({ ...stores, owners, files: erasingFiles, assetTurns }),
    staging,
    vault: content,
    documents: stores.compactionBy({ warn: () => undefined }),
    onErased: (root) => fileItems.forget(root),
    failPoints,
  });
  const councilSeats = new CouncilSeats({ ...stores, wallets: ledger.safes, clock });
  await foundLog({ log, leaves: stores.leaves, signer, logId, trust, clock, failPoints });
  return {
    stack,
    clock,
    failPoints,
    staging,
    content,
    vaultJob: new VaultJob({
      ...stores,
      vault: content,
      custody: new VaultCustody({ ...stores, fixityFollower }),
      keysInUse,
      everyMs: 1_000,
    }),
    checkpointKey,
    trust,
    log,
    sealer,
    follower,
    projection,
    catalog,
    fixity,
    fixityRuns,
    fixityFollower,
    fixityRunner: new FixityRunner('ALL', reading, { ...stores, schedule, clock }),
    fixityChecks: new FixityRunner('ASSET', {
      ...reading,
      readableAgain: new ReadableAgain({ ...stores, content, runs: fixityRuns }),
    }),
    digester,
    descriptions,
    inspections,
    digesting,
    fileItems,
    renditions,
    pictures,
    fileJobFollower: new FileJobFollower(queue),
    fileJobWorker: new FileJobWorker({ ...queue, lane: 'light' }),
    missingPictures: new MissingPictures({ ...stores, descriptions }),
    posters: new Posters({ ...stores, covers: stores.descriptions, pictures, renditions }),
    fileJobs: new FileJobsService({ store: stores.fileJobs, clock, kinds: [], nudge: () => undefined }),
    profiles: new ProfilesService({ ...stores, seats: councilSeats }),
    disputes: new DisputesService({ disputes: stores.disputes, roles: ledger.roles, clock }),
    reasons,
    takeDowns: takenDown,
    takeDownPlans: new TakeDownPlans({ ...stores, catalog, owners, scopes, reasons, shelf: null, clock }),
    takeDownJob: new TakeDownJob({ ...stores, scopes, erasing, assetTurns, clock, everyMs: 1_000 }),
    licensing,
    earnings: new EarningsService(stores),
    licenseChecks: new LicenseChecks({ ...stores, clock }),
    licenseVersions,
    joining,
    orders: new OrdersService({ catalog, orders: stores.orders }),
    consents,
    backups: new BackupsService({ shelf: null, operators, clock } as never),
    vault: new VaultService({
      ...stores,
      operators,
      keysInUse,
      faultOf: faultOfRecipient,
      clock,
      onDemand: () => undefined,
    }),
    health: new HealthService({
      operators,
      documents: stores,
      files: content,
      ledger,
      isChainEmbedded: true,
      log,
      jobs: { states: async () => [] },
      disk: new DirectoryDiskSpace(stack.stagingDir),
      fixity,
      vault: keysInUse,
    }),
    collections: new CollectionsService({ ...stores, catalog, clock }),
    drafts,
    revisions,
    versions: new VersionsService({ ...stores, takenDown }),
    materialization,
    uploads: new UploadsService({
      organizations: stores.organizations,
      drafts: stores.drafts,
      staging,
      repairs: new FixityRepairs({ ...stores, fixity, content, staging, check: fixityCheck, clock }),
      clock,
      maxFileBytes: 100_000_000,
      quotaBytes,
    }),
    imports: new DraftImports({ drafts, store: stores.drafts, suspensions, clock }),
    savedMappings: new SavedMappings({ ...stores, clock }),
    publishing,
    publishedBefore,
    batches: new BatchPublishing({ ...publication, store: stores.drafts, publishing }),
    relay: new RelayService({ ...acting, requests: stores.relayedRequests }),
    councilDesk: new CouncilDesk({
      ...acting,
      safes: stores.safes,
      wallets: ledger.safes,
      organizations: stores.organizations,
    }),
    councilSeats,
    refusals: new ConsentRefusals({ ...stores, catalog, consents, seats: councilSeats, clock }),
    admissionRequests: new AdmissionRequests({
      organizations: stores.organizations,
      requests: stores.admissionRequests,
      profiles: new OrganizationsService({ ...stores, clock }),
      roles: ledger.roles,
      clock,
    }),
    downloads,
    /** Resolves when all that readers found is seen to. */
    damageSeenTo: () => Promise.all(reported),
    watched,
    deliveries: new DeliveriesService({ ...stores, downloads, clock }),
    history: new StatementHistory({ ...stores, logId, catalog }),
    signedStatements: new SignedStatementsService({ ...stores, logId, log, publisher, catalog, clock }),
    logStatus: new LogStatusService({
      log,
      anchors: stores.anchors,
      jobs: { states: async () => [] },
      operators,
    }),
    provenance: new ProvenanceService({
      ...stores,
      logId,
      checkpointKey: vkey,
      log,
      ledger,
      sealer,
      catalog,
      licensing,
      fixityProofs: new FixityProofs(stores),
    }),
    accounts: new AccountsService({
      accounts: stores.accounts,
      clock,
      limits: NO_ACCOUNT_LIMITS,
    }),
    demoAccounts: new DemoAccountsService({ keys: [], organizations: stores.organizations, publicUrl }),
    invitations: new InvitationsService({
      ...stores,
      seats: councilSeats,
      roles: ledger.roles,
      clock,
    }),
    firstStart: new FirstStartService({ firstStart: null, logId, failPoints }),
    operatorOffice,
    operators,
    signIn: new SignInService({
      ...stores,
      clock,
      publicUrl,
      chainId: stack.chainId,
      sessionHours: 12,
      nonceKey: NONCE_KEY,
      limits: NO_SIGN_IN_LIMITS,
    }),
  };
}

function trustOf({ logId, chainId, contracts }: Stack, checkpointKey: string): Trust {
  const addresses = Object.entries<Hex>(contracts).map(
    ([name, address]) => [name, parseAddress(address.toLowerCase())] as const,
  );
  return buildTrust({
    logId,
    checkpointKey,
    chainId: chainId.toString(),
    contracts: Object.fromEntries(addresses),
  });
}
