import { ALL_RIGHTS } from '@lanran/protocol/licensing/rights';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OWN_LOCKS } from '../../support/own-locks.ts';
import type { OrganizationStore } from '@lanran/api/organizations/ports/organization-store';
import { generateIdentity } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { DiskRequestFiles } from '@lanran/api/desk/adapters/disk-request-files';
import { composeDesk } from '@lanran/api/desk/compose';
import { requestFilesRouter } from '@lanran/api/desk/http/request-files-router';
import type { RequestFiles } from '@lanran/api/desk/services/request-files';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import { answerErrors } from '@lanran/api/platform/http/error-answer';
import { logRequests } from '@lanran/api/platform/http/request-context';
import { AesSecretSeal } from '@lanran/api/notifications/adapters/aes-secret-seal';
import { HttpsWebhookSender } from '@lanran/api/notifications/adapters/https-webhook-sender';
import { composeNotifications } from '@lanran/api/notifications/compose';
import type { Mail } from '@lanran/api/notifications/ports/mailer';
import { composeSearch } from '@lanran/api/search/compose';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import type { MemberRole } from '@lanran/api/platform/kernel/actor';
import type { Asset, AssetMetadata } from '@lanran/api/assets/domain/asset';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { Offer } from '@lanran/api/licensing/domain/license';
import type { Order } from '@lanran/api/licensing/domain/order';
import type { OrderStore } from '@lanran/api/licensing/ports/order-store';
import { NO_PROXIES, type TrustedProxies } from '@lanran/api/platform/kernel/trusted-proxies';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import type { Organization } from '@lanran/api/organizations/domain/organization';
import { identify } from '@lanran/api/platform/http/session';
import { RateLimit } from '@lanran/api/platform/http/rate-limit';
import type { GraphqlServer } from '@lanran/api/platform/graphql/server';
import { type GraphqlServices, serveGraphql } from '@lanran/api/graphql';
import type { Ledger } from '@lanran/api/chain/ports/ledger';
import { AccountsService } from '@lanran/api/accounts/services/accounts';
import { DemoAccountsService } from '@lanran/api/accounts/services/demo-accounts';
import { FirstStartService } from '@lanran/api/accounts/services/first-start';
import { DeliveriesService } from '@lanran/api/delivery/services/deliveries';
import { InvitationsService } from '@lanran/api/accounts/services/invitations';
import { RecoveryKeysService } from '@lanran/api/vault/services/recovery-keys';
import { BackupsService } from '@lanran/api/operations/services/backups';
import { BatchPublishing } from '@lanran/api/publishing/services/batch-publishing';
import { FixityService } from '@lanran/api/fixity/services/fixity-service';
import { HealthService } from '@lanran/api/operations/services/health';
import { CatalogService } from '@lanran/api/assets/services/catalog';
import { ShownStandIns } from '@lanran/api/assets/services/shown-stand-ins';
import { ConceptBrowsing } from '@lanran/api/concepts/services/concept-browsing';
import { ConceptImports } from '@lanran/api/concepts/services/concept-imports';
import { ConceptProposals } from '@lanran/api/concepts/services/concept-proposals';
import { CouncilDesk } from '@lanran/api/council/services/council-desk';
import type { SafeWallet } from '@lanran/api/chain/domain/safe-wallet';
import { Suspensions } from '@lanran/api/organizations/services/suspensions';
import { CouncilSeats } from '@lanran/api/organizations/services/council-seats';
import { DisputesService } from '@lanran/api/disputes/services/disputes';
import { CollectionsService } from '@lanran/api/consent/services/collections';
import { AdmissionRequests } from '@lanran/api/organizations/services/admission-requests';
import { ConsentRefusals } from '@lanran/api/consent/services/consent-refusals';
import { ConsentsInForce } from '@lanran/api/consent/services/consents-in-force';
import { SavedMappings } from '@lanran/api/publishing/services/saved-mappings';
import { DraftImports } from '@lanran/api/publishing/services/draft-imports';
import { AgreementsService } from '@lanran/api/publishing/services/agreements';
import { DraftsService } from '@lanran/api/publishing/services/drafts';
import { TermCounts } from '@lanran/api/assets/services/term-counts';
import { Posters } from '@lanran/api/files/services/posters';
import { MissingPictures } from '@lanran/api/files/services/missing-pictures';
import { FileJobsService } from '@lanran/api/files/services/file-jobs';
import { FileInspections } from '@lanran/api/files/services/file-inspections';
import { FileListing } from '@lanran/api/files/services/file-listing';
import { FileReferences } from '@lanran/api/files/services/file-references';
import { SecondaryDigestsService } from '@lanran/api/files/services/secondary-digests';
import { FileDescriptions } from '@lanran/api/files/services/file-descriptions';
import { EarningsService } from '@lanran/api/licensing/services/earnings';
import { InstallationService } from '@lanran/api/chain/services/installation';
import { NumberedThings } from '@lanran/api/papers/services/numbered-things';
import { LicenseChecks } from '@lanran/api/licensing/services/license-checks';
import { QuoteReasons } from '@lanran/api/licensing/services/quote-reasons';
import { LicensingService } from '@lanran/api/licensing/services/licensing';
import { LicensingFacts } from '@lanran/api/licensing/services/licensing-facts';
import { LogStatusService } from '@lanran/api/operations/services/log-status';
import { Materialization } from '@lanran/api/relay/services/materialization';
import { OperatorOfficeService } from '@lanran/api/accounts/services/operator-office';
import { Operators } from '@lanran/api/organizations/services/operators';
import { OrdersService } from '@lanran/api/licensing/services/orders';
import { OrganizationsService } from '@lanran/api/organizations/services/organizations';
import { emptyProfile } from '@lanran/api/organizations/domain/profile';
import { ProfilesService } from '@lanran/api/organizations/services/profiles';
import { ProvenanceService } from '@lanran/api/provenance/services/provenance';
import { DuplicateFiles } from '@lanran/api/publishing/services/duplicate-files';
import { PublishingService } from '@lanran/api/publishing/services/publishing';
import { ReasonsService } from '@lanran/api/assets/services/reasons';
import { BatchRelayService } from '@lanran/api/relay/services/batch-relay';
import { RelayService } from '@lanran/api/relay/services/relay';
import { RevisionsService } from '@lanran/api/publishing/services/revisions';
import { SignInService } from '@lanran/api/accounts/services/sign-in';
import { SignedStatementsService } from '@lanran/api/publishing/services/signed-statements';
import { StatementHistory } from '@lanran/api/provenance/services/statement-history';
import { TakeDownPlans } from '@lanran/api/takedowns/services/take-down-plans';
import { UploadsService } from '@lanran/api/ingest/services/uploads';
import { VersionsService } from '@lanran/api/assets/services/versions';
import { FLAT_PRICE } from '@lanran/protocol/licensing/pricing';
import { type Hex, toHex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { parseDay } from '@lanran/protocol/kernel/day';
import {
  assetIdOf,
  type LicenseId,
  type OrganizationId,
  organizationIdOf,
  parseLogId,
  parseStatementHash,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { WORLD } from '@lanran/protocol/territories/territories';
import { InMemoryAccounts, InMemoryInvitations } from './in-memory-people.ts';
import {
  InMemoryAssets,
  InMemoryConsents,
  InMemoryDisputes,
  InMemoryFileDescriptions,
  InMemoryLicenses,
  InMemoryManifests,
  InMemoryUsedNonces,
  InMemoryOffers,
  InMemoryOrganizations,
  InMemoryProfiles,
  InMemoryReasons,
  InMemorySessions,
  NoCollectionConsents,
  NoStandings,
} from './in-memory-stores.ts';
import { LicenseVersions } from '@lanran/api/licensing/services/license-versions';
import { SHIPPED_READER } from '../../support/concepts.ts';
import { versionOf } from '../../support/asset-versions.ts';
import { InMemoryOffice } from '../../support/in-memory-office.ts';
import { InMemoryAssetLists } from '../../support/in-memory-asset-lists.ts';
import { InMemorySavedSearches } from '../../support/in-memory-saved-searches.ts';
import { InMemoryRequestFiles } from '../../support/in-memory-request-files.ts';
import { InMemoryInbox } from '../../support/in-memory-inbox.ts';
import { InMemoryCalls } from '../../support/in-memory-calls.ts';
import { InMemoryRequests } from '../../support/in-memory-requests.ts';
import { InMemoryInspections } from '../../support/in-memory-inspections.ts';
import {
  InMemoryCursors,
  InMemoryDeliveries,
  InMemoryMailboxes,
  InMemoryWebhooks,
} from '../../support/in-memory-notifications.ts';
import {
  NO_ACCOUNT_LIMITS,
  NO_NOTIFICATION_LIMITS,
  NO_SIGN_IN_LIMITS,
  NONCE_KEY,
} from '../../support/limits.ts';

export const MUSEUM = organizationIdOf('museum');
export const STUDIO = organizationIdOf('studio');
export const NOW = new Date('2026-11-25T08:00:00Z');
export const TOKEN_ADDRESS = parseAddress(`0x${'70'.repeat(20)}`);
const CURATOR: Hex = `0x${'c0'.repeat(20)}`;
/** A demonstration's key, which is the curator's. */
export const DEMO_KEY = {
  name: 'institution',
  address: CURATOR,
  privateKey: `0x${'01'.repeat(32)}`,
} as const;
export const LOG_ID = parseLogId(`0x${'4c'.repeat(32)}`);
const PRODUCER: Hex = `0x${'50'.repeat(20)}`;
/** Of no organization. */
const STRANGER: Hex = `0x${'57'.repeat(20)}`;

export interface GraphqlAnswer {
  readonly status: number;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** Files of other types are not inspected. */
const inspectorOfExr = { appliesTo: (mediaType: string) => mediaType === 'image/x-exr' };

/** GraphQL served over HTTP, its services over maps: a museum and a studio with one key each. */
export class GraphqlStage {
  readonly organizations = new InMemoryOrganizations();
  readonly assets = new InMemoryAssets();
  readonly consents = new InMemoryConsents();
  readonly disputes = new InMemoryDisputes();
  readonly reasons = new InMemoryReasons();
  readonly profiles = new InMemoryProfiles();
  readonly offers = new InMemoryOffers();
  readonly licenses = new InMemoryLicenses();
  readonly manifests = new InMemoryManifests();
  readonly descriptions = new InMemoryFileDescriptions();
  readonly inspections = new InMemoryInspections();
  readonly sessions = new InMemorySessions();
  readonly accounts = new InMemoryAccounts();
  readonly invitations = new InMemoryInvitations();
  readonly office = new InMemoryOffice();
  readonly savedSearches = new InMemorySavedSearches();
  /** Of pictures, by the root of their file manifest. */
  readonly colors = new Map<Hex, readonly AssetColor[]>();
  readonly requests = new InMemoryRequests();
  readonly requestFiles = new InMemoryRequestFiles();
  readonly inbox = new InMemoryInbox();
  readonly calls = new InMemoryCalls();
  /** Of the log, by the asset that they are about. */
  readonly leaves = new Map<string, LoggedStatement[]>();
  /** Contract wallets by their addresses. */
  readonly safes = new Map<Hex, SafeWallet>();
  /** Organizations that take no requests, until a day. */
  readonly closedDoors = new Map<OrganizationId, number>();
  /** What the services take for the present time. */
  now = NOW;
  /** Leaves of the log. */
  logSize = 0;
  readonly orders = new Map<LicenseId, Order>();
  readonly assetLists = new InMemoryAssetLists();
  /** Bytes of files of threads. */
  readonly requestFilesDir = mkdtempSync(join(tmpdir(), 'lanran-stage-request-files-'));
  readonly requestFileDisk = new DiskRequestFiles({
    directory: this.requestFilesDir,
    vault: new VaultKeys([generateIdentity()]),
    reservedBytes: 0,
  });
  readonly mailboxes = new InMemoryMailboxes();
  readonly webhooks = new InMemoryWebhooks();
  readonly deliveries = new InMemoryDeliveries();
  /** What the mail server was given. */
  readonly mails: Mail[] = [];
  readonly #searchDir = mkdtempSync(join(tmpdir(), 'lanran-stage-search-'));
  readonly searchIndex = new LocalAssetIndex(this.#searchDir);
  readonly logLines: { readonly fields: object; readonly message: string }[] = [];
  #graphql: GraphqlServer | null = null;
  #server: Server | null = null;
  url = '';
  /** Where people reach the platform. */
  publicUrl = 'http://127.0.0.1:4000';
  sweepRequestFiles: () => Promise<void> = async () => undefined;

  static async start(
    options: {
      readonly trustedProxies?: TrustedProxies;
      /** By keys of no organization, from one network in a minute. */
      readonly strangerActs?: number;
    } = {},
  ): Promise<GraphqlStage> {
    const stage = new GraphqlStage();
    await stage.organizations.project(buildOrganization('museum', 'INSTITUTION', CURATOR));
    await stage.organizations.project(buildOrganization('studio', 'STUDIO', PRODUCER));
    await stage.#serve(options.trustedProxies ?? NO_PROXIES, options.strangerActs ?? 5);
    return stage;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    await this.#graphql?.stop();
    await this.searchIndex.close();
    rmSync(this.#searchDir, { recursive: true });
    rmSync(this.requestFilesDir, { recursive: true });
  }

  /** A session token. */
  async signIn(who: 'curator' | 'producer' | 'stranger'): Promise<string> {
    return this.signInKey({ curator: CURATOR, producer: PRODUCER, stranger: STRANGER }[who]);
  }

  /** A session token of any key. */
  async signInKey(address: Hex): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const tokenHash = toHex(createHash('sha256').update(token).digest());
    await this.sessions.insert({ tokenHash, address, expiresAt: new Date(this.now.getTime() + 3_600_000) });
    return token;
  }

  async ask(
    query: string,
    options: {
      readonly variables?: Record<string, unknown>;
      readonly token?: string;
      readonly headers?: Record<string, string>;
    } = {},
  ): Promise<GraphqlAnswer> {
    const body = JSON.stringify({ query, variables: options.variables ?? {} });
    return this.post(body, options.token, options.headers);
  }

  async post(body: string, token?: string, headers: Record<string, string> = {}): Promise<GraphqlAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body,
    });
    const answer = (await response.json()) as Partial<GraphqlAnswer>;
    return { status: response.status, data: answer.data ?? null, errors: answer.errors ?? [] };
  }

  async #serve(trustedProxies: TrustedProxies, strangerActs: number): Promise<void> {
    const logger = {
      error: (fields: object, message: string) => void this.logLines.push({ fields, message }),
    };
    const services = this.#services();
    this.sweepRequestFiles = () => services.requestFiles.sweep();
    this.#graphql = await serveGraphql(services, {
      identify: (request) => identify(request, (token) => services.signIn.authenticate(token)),
      logger,
      strangerActs: new RateLimit({ most: strangerActs, windowMs: 60_000 }),
    });
    const app = express();
    app.set('trust proxy', trustedProxies);
    this.#graphql.mount(app);
    app.use(logRequests(pino({ enabled: false })));
    app.use(
      '/requests',
      requestFilesRouter({
        requestFiles: services.requestFiles,
        strangerActs: new RateLimit({ most: strangerActs, windowMs: 60_000 }),
        authenticate: (token) => services.signIn.authenticate(token),
      }),
    );
    app.use(answerErrors);
    const server = createServer(app);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  #services(): GraphqlServices & { readonly requestFiles: RequestFiles } {
    const { organizations, assets, consents, offers, licenses, sessions } = this;
    const [standings, collectionConsents] = [new NoStandings(), new NoCollectionConsents()];
    const clock = { now: () => this.now };
    const publicUrl = () => new URL(this.publicUrl);
    const councilSeats = new CouncilSeats({
      organizations,
      wallets: { find: async (address) => this.safes.get(address) ?? null },
      clock,
    });
    const consentsInForce = new ConsentsInForce({ assets, consents, standings, collectionConsents, clock });
    const installation = new InstallationService({
      logId: LOG_ID,
      checkpointKey: 'key',
      ledger: LEDGER,
      givesPlayMoney: true,
    });
    let asked = 0;
    const terms = new TermCounts({
      assets,
      concepts: SHIPPED_READER,
      projections: { position: async () => asked++ },
    });
    const catalog = new CatalogService({
      assets,
      terms,
      manifests: this.manifests,
      concepts: SHIPPED_READER,
      clock,
    });
    const descriptions = new FileDescriptions({ descriptions: this.descriptions } as never);
    const inspections = new FileInspections({
      inspections: this.inspections,
      inspectors: [inspectorOfExr],
    } as never);
    const searching = composeSearch(
      {
        organizations: uncounted(organizations),
        assets,
        concepts: SHIPPED_READER,
        savedSearches: this.savedSearches,
        descriptions: this.descriptions,
        cursors: {} as never,
      },
      {
        index: this.searchIndex,
        projection: { position: async () => asked++ },
        coverColors: { findMany: async () => this.colors },
        lookEveryMs: 1_000,
        clock,
        logger: { info: () => undefined, warn: () => undefined } as never,
      },
    );
    const licensing = new LicensingService({
      ledger: LEDGER,
      catalog,
      joining: { findJoinable: async () => null },
      collections: { listContaining: async () => [] },
      collectionConsents: { find: async () => null, listGranted: async () => [] },
      consents,
      standings,
      offers,
      useConsents: { listByAsset: async () => [], listByCommunity: async () => [] },
      licenses,
      organizations,
      versions: {
        choose: async ({ id }) => versionOf(await catalog.find(id).then(requireFound)),
        require: async (assetId) => versionOf(await catalog.find(assetId).then(requireFound)),
      },
      clock,
    });
    const licensingFacts = new LicensingFacts({
      catalog,
      consents,
      collections: { listContainingAny: async () => new Map() },
      collectionConsents,
      standings,
      organizations,
      takeDowns: { of: async (ids) => ids.map(() => []) },
      licensing,
      versions: { require: async (assetId) => versionOf(await catalog.find(assetId).then(requireFound)) },
      clock,
    });
    const fileItems = new FileListing({ manifests: this.manifests, descriptions, inspections });
    const licenseChecks = new LicenseChecks({ licenses, clock });
    return {
      quoteReasons: new QuoteReasons({ licensing, licenseChecks, reasons: this.reasons }),
      // The first page is counted over the stores in MongoDB alone.
      publications: { list: async () => [] },
      shownOrganizations: { list: async () => [] },
      catalog,
      ...searching,
      descriptions,
      inspections,
      fileItems,
      fileReferences: new FileReferences({ manifests: this.manifests, inspections, fileItems }),
      digesting: new SecondaryDigestsService({ inspections: this.inspections } as never),
      conceptBrowsing: new ConceptBrowsing(SHIPPED_READER),
      conceptProposals: new ConceptProposals({} as never),
      conceptImports: new ConceptImports({} as never),
      organizations: new OrganizationsService({ organizations, clock }),
      orders: new OrdersService({
        catalog,
        organizations,
        seats: councilSeats,
        orders: { find: async (id) => this.orders.get(id) ?? null } satisfies Pick<
          OrderStore,
          'find'
        > as never,
      }),
      profiles: new ProfilesService({
        profiles: this.profiles,
        organizations,
        seats: councilSeats,
        standIns: new ShownStandIns(assets),
        clock,
      }),
      disputes: new DisputesService({
        disputes: this.disputes,
        roles: { isAccreditor: async () => false },
        clock: { now: () => new Date() },
      }),
      reasons: new ReasonsService({
        reasons: this.reasons,
        leaves: { listOfKinds: async () => [] },
        catalog,
        clock,
      }),
      licensing,
      licenseVersions: new LicenseVersions({
        assets,
        leaves: { findByStatementHash: async () => null },
      }),
      consents: consentsInForce,
      installation,
      ...composeDesk(
        {
          requests: this.requests,
          requestFiles: this.requestFiles,
          inbox: this.inbox,
          bills: { findInvoice: async () => null },
          orders: { find: async () => null },
          reminders: { listSince: async () => [] },
          admissionRequests: { listAsked: async () => [] },
          safes: { listProposed: async () => [], listSignatures: async () => [] },
          assets,
          leaves: {
            list: async () => [],
            listByKinds: async (assetId) => this.leaves.get(assetId) ?? [],
          },
          cursors: {} as never,
          savedSearches: this.savedSearches,
          calls: this.calls,
          assetLists: this.assetLists,
          organizations: {
            ...uncounted(organizations),
            find: async (id) => organizations.find(id),
            listByKey: async (address) => organizations.listByKey(address),
          },
          consents,
          useConsents: { findMany: async () => [] },
          collections: { listContainingAny: async () => new Map() },
          collectionConsents,
          standings,
          disputes: this.disputes,
          offers,
          licenses,
          takeDowns: { listByAssets: async () => [] },
        },
        {
          ledger: { ...LEDGER, safes: { find: async (address) => this.safes.get(address) ?? null } },
          requestFileDisk: this.requestFileDisk,
          types: new FileTypeDetector(),
          catalog,
          licensing,
          takeDownRules: { countMissing: async () => 0 },
          follower: { position: async () => BLOCK.number },
          log: { size: async () => this.logSize },
          projection: { followTo: async () => undefined, position: async () => 0 },
          savedSearches: searching.savedSearches,
          nudge: () => undefined,
          consents: consentsInForce,
          councilSeats,
          suspensions: new Suspensions({ organizations, clock }),
          installation,
          profiles: {
            of: async (ids) =>
              ids.map((id) => ({ ...emptyProfile(id), closedUntil: this.closedDoors.get(id) ?? null })),
          },
          clock,
          locks: OWN_LOCKS,
        },
      ),
      ...composeNotifications(
        {
          organizations: { ...uncounted(organizations), find: async (id) => organizations.find(id) },
          mailboxes: this.mailboxes,
          webhooks: this.webhooks,
          deliveries: this.deliveries,
          cursors: new InMemoryCursors(),
        },
        {
          inbox: { listAfter: async () => [] },
          lead: { require: async () => undefined },
          ledger: { safes: { find: async (address) => this.safes.get(address) ?? null } },
          councilSeats,
          mailer: {
            send: async (mail) => {
              this.mails.push(mail);
              return { outcome: 'SENT' };
            },
          },
          webhookSender: new HttpsWebhookSender({ allowsPrivate: true }),
          secretSeal: new AesSecretSeal([Buffer.alloc(32, 7)]),
          allowsPrivateWebhooks: true,
          notificationLimits: {
            ...NO_NOTIFICATION_LIMITS,
            ofAccount: new RateLimit({ most: 5, windowMs: 86_400_000 }),
            toAddress: new RateLimit({ most: 1, windowMs: 60_000 }),
          },
          publicUrl,
          failPoints: { reach: () => undefined },
          locks: OWN_LOCKS,
          clock,
          nudge: () => undefined,
        },
      ),
      accounts: new AccountsService({
        accounts: this.accounts,
        clock,
        limits: { ...NO_ACCOUNT_LIMITS, wrongSecrets: new RateLimit({ most: 3, windowMs: 60_000 }) },
      }),
      demoAccounts: new DemoAccountsService({ keys: [DEMO_KEY], organizations, publicUrl }),
      invitations: new InvitationsService({
        invitations: this.invitations,
        accounts: this.accounts,
        organizations,
        leaves: { listByKinds: () => Promise.resolve([]) },
        seats: { isSpeaker: () => Promise.resolve(false) },
        roles: { isAccreditor: () => Promise.resolve(false) },
        clock,
      }),
      firstStart: new FirstStartService({
        firstStart: null,
        logId: LOG_ID,
        failPoints: { reach: () => undefined },
      }),
      signIn: new SignInService({
        nonces: new InMemoryUsedNonces(),
        sessions,
        organizations,
        clock,
        publicUrl,
        chainId: 31_337n,
        sessionHours: 1,
        nonceKey: NONCE_KEY,
        limits: { ...NO_SIGN_IN_LIMITS, failures: new RateLimit({ most: 3, windowMs: 60_000 }) },
      }),
      licenseChecks,
      numbered: new NumberedThings({
        licenses,
        assets,
        catalog,
        orders: { listIds: async () => [] },
        ordersService: { order: async () => Promise.reject(new Error('There are no orders here.')) },
        bills: { listIds: async () => [], listInvoiceIds: async () => [] },
        billing: {} as never,
      }),
      billing: { detailsOf: async () => [] } as never,
      statementsOfAccount: {} as never,
      operatorOffice: new OperatorOfficeService({ office: this.office, logId: LOG_ID }),
      operators: new Operators({ office: this.office, roles: LEDGER.roles }),
      // What these do is tested over the real services.
      collections: new CollectionsService({} as never),
      deliveries: new DeliveriesService({} as never),
      copyReading: {} as never,
      agreements: new AgreementsService({} as never),
      drafts: new DraftsService({} as never),
      revisions: new RevisionsService({} as never),
      versions: new VersionsService({} as never),
      imports: new DraftImports({} as never),
      savedMappings: new SavedMappings({} as never),
      publishing: new PublishingService({} as never),
      publishedBefore: new DuplicateFiles({} as never),
      batches: new BatchPublishing({} as never),
      provenance: new ProvenanceService({} as never),
      earnings: new EarningsService({ licenses } as never),
      history: new StatementHistory({} as never),
      signedStatements: new SignedStatementsService({} as never),
      logStatus: new LogStatusService({} as never),
      relay: new RelayService({} as never),
      batchRelay: new BatchRelayService({} as never),
      councilDesk: new CouncilDesk({} as never),
      councilSeats,
      refusals: new ConsentRefusals({} as never),
      admissionRequests: new AdmissionRequests({} as never),
      materialization: new Materialization({} as never),
      backups: new BackupsService({} as never),
      vault: new RecoveryKeysService({} as never),
      fixity: new FixityService({} as never),
      health: new HealthService({} as never),
      fileJobs: new FileJobsService({} as never),
      missingPictures: new MissingPictures({ manifests: this.manifests, descriptions, fileJobs: NO_JOBS }),
      posters: new Posters({ posters: NO_POSTERS } as never),
      uploads: new UploadsService({} as never),
      takeDowns: { of: async (ids) => ids.map(() => []) },
      takeDownPlans: new TakeDownPlans({} as never),
      licensingFacts,
    };
  }
}

const NO_POSTERS = { findMany: async (places: readonly unknown[]) => places.map(() => null) };
const NO_JOBS = { hasOfVersion: async () => false };

export const BLOCK = { number: 7, hash: `0x${'b7'.repeat(32)}`, time: NOW } as const;

/** A chain that knows nothing but its own addresses. */
const LEDGER = {
  batches: { canBatch: async () => true } as unknown as Ledger['batches'],
  quotes: { knownRights: async () => ALL_RIGHTS } as unknown as Ledger['quotes'],
  deployment: () => ({
    chainId: 31_337n,
    contracts: { LicenseMarket: TOKEN_ADDRESS },
    currencies: [{ symbol: 'TCNY', decimals: 2, kind: 'TEST', address: TOKEN_ADDRESS }],
  }),
  isMaterialized: async () => false,
  isLicenseLive: async () => true,
  operatorShareBps: async () => 250,
  areSalesPaused: async () => true,
  findBlock: async () => BLOCK,
  latestBlock: async () => BLOCK.number,
  creditsOf: async () => [{ token: TOKEN_ADDRESS, amount: 2n ** 70n }],
  roles: {
    isAccreditor: async (address: Hex) => address === CURATOR,
    hasRole: async (address: Hex) => address === CURATOR,
    accreditor: async () => CURATOR,
    accreditorSuccessor: async () => null,
  },
  forwarderNonce: async () => 2n ** 70n,
  paymentAccount: async () => ({ balance: 2n ** 70n, allowance: 0n, permitNonce: 3n }),
} satisfies Partial<Ledger> as unknown as Ledger;

export function buildOrganization(
  slug: string,
  kind: Organization['kind'],
  owner: Hex,
  role: MemberRole = 'OWNER',
): Organization {
  return {
    id: organizationIdOf(slug),
    slug,
    name: { en: slug },
    kind,
    isAdmitted: true,
    members: [{ address: owner, role }],
    payout: owner,
    council: null,
    succession: null,
    suspension: null,
    requestedBy: owner,
    requestedAt: null,
    projectedIndex: 0,
  };
}

export function buildAsset(overrides: Partial<Asset> = {}, metadata: Partial<AssetMetadata> = {}): Asset {
  return {
    id: assetIdOf(MUSEUM, randomBytes32()),
    holder: MUSEUM,
    formerHolders: [],
    custodyOffer: null,
    community: null,
    version: 1,
    metadata: {
      kind: 'PATTERN',
      access: 'LICENSED',
      title: { zh: '蝴蝶妈妈' },
      terms: [],
      synthetic: true,
      ...metadata,
    },
    filesField: { count: 0, bytes: 0, root: ZERO_32 },
    head: parseStatementHash(`0x${'5e'.repeat(32)}`),
    publishedIndex: 0,
    publishedAt: NOW,
    isWithdrawn: false,
    isTakenDown: false,
    projectedIndex: 0,
    ...overrides,
  };
}

function requireFound(asset: Asset | null): Asset {
  if (asset === null) throw new Error('no such asset');
  return asset;
}

export function buildOffer(asset: Asset, overrides: Partial<Offer> = {}): Offer {
  return {
    id: '1',
    assetId: asset.id,
    holder: asset.holder,
    media: bitsOf(['TELEVISION', 'STREAMING']),
    territories: WORLD,
    firstDay: parseDay('2026-01-01'),
    lastDay: parseDay('2027-12-31'),
    exclusive: false,
    token: TOKEN_ADDRESS,
    price: 120_000n,
    rule: FLAT_PRICE,
    licensee: null,
    communityShareBps: 0,
    rights: 0,
    isClosed: false,
    projectedIndex: 0,
    ...overrides,
  };
}

/** What search reads is not counted: it follows once for many questions. */
function uncounted({ byId }: InMemoryOrganizations): Pick<OrganizationStore, 'findMany'> {
  return { findMany: async (ids) => ids.flatMap((id) => byId.get(id) ?? []) };
}
