import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type RunningContentStore, startContentStore } from '@lanran/embedded/content-store/server';
import { originOf } from '@lanran/protocol/log/checkpoint';
import type { BodyField } from '@lanran/protocol/log/body';
import { type Hex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { todayOf } from '@lanran/protocol/kernel/day';
import {
  type AssetId,
  type OrganizationId,
  organizationIdOf,
  parseLogId,
  randomBytes32,
  type LicenseId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { generateNoteKey } from '@lanran/protocol/log/note';
import { buildTrust } from '@lanran/protocol/log/trust';
import pino from 'pino';
import { IpfsContentStore } from '../../../api/storage/adapters/ipfs/ipfs-content-store.ts';
import { DiskRenditionStore } from '../../../api/files/adapters/disk-rendition-store.ts';
import { SharpPictureMaker } from '../../../api/files/adapters/sharp-picture-maker.ts';
import { SharpTileMaker } from '../../../api/files/adapters/sharp-tile-maker.ts';
import { FfmpegFilmMaker } from '../../../api/files/adapters/ffmpeg-film-maker.ts';
import { FilmsService } from '../../../api/files/services/films.ts';
import { Posters } from '../../../api/files/services/posters.ts';
import { PictureTilesService } from '../../../api/files/services/picture-tiles.ts';
import { DiskStagingArea } from '../../../api/ingest/adapters/disk-staging-area.ts';
import type { Actor, MemberRole } from '../../../api/platform/kernel/actor.ts';
import type { Asset, AssetFile } from '../../../api/assets/domain/asset.ts';
import { SignInRequiredError } from '../../../api/platform/kernel/errors.ts';
import type { FileJob } from '../../../api/files/domain/file-job.ts';
import { NO_PROXIES } from '../../../api/platform/kernel/trusted-proxies.ts';
import { LicensedListing } from '../../../api/delivery/services/licensed-listing.ts';
import { SmallFiles } from '../../../api/delivery/services/small-files.ts';
import type { ManifestPlace } from '../../../api/assets/ports/manifest-store.ts';
import type { LateDigests } from '../../../api/files/domain/technical-metadata.ts';
import type { FixityFile } from '../../../api/fixity/domain/fixity.ts';
import { KeyedMutex } from '@lanran/api/platform/concurrency/keyed-mutex';
import { ConceptExports } from '@lanran/api/concepts/services/concept-exports';
import { SHIPPED_READER } from '../../support/concepts.ts';
import { buildHttpApp, type HttpAppOptions } from '../../../api/http-app.ts';
import { Metrics } from '../../../api/operations/http/metrics.ts';
import type { MetricsSources } from '../../../api/operations/http/scraped-gauges.ts';
import type { FailPoint } from '../../../api/platform/kernel/fail-points.ts';
import { CHAIN_SENDS } from '@lanran/api/relay/http/rpc-router';
import { RateLimit } from '@lanran/api/platform/http/rate-limit';
import { BackupsService } from '../../../api/operations/services/backups.ts';
import { type DeliverableLicense, DeliveriesService } from '../../../api/delivery/services/deliveries.ts';
import { DownloadsService } from '../../../api/delivery/services/downloads.ts';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import type { FileDescription } from '../../../api/files/domain/picture.ts';
import { FileDescriptions } from '../../../api/files/services/file-descriptions.ts';
import { FixityRepairs } from '../../../api/fixity/services/fixity-repairs.ts';
import { ReadinessService } from '../../../api/operations/services/readiness.ts';
import { RenditionsService, type RenditionsServiceOptions } from '../../../api/files/services/renditions.ts';
import { KeptAnswers } from '../../../api/front/services/kept-answers.ts';
import { Sitemaps } from '../../../api/front/services/sitemaps.ts';
import { UploadsService } from '../../../api/ingest/services/uploads.ts';
import type { VersionFilesOptions } from '../../../api/assets/services/version-files.ts';
import type { AssetVersion } from '../../../api/assets/domain/asset-version.ts';
import type { OpenedVersion } from '../../../api/licensing/services/license-versions.ts';
import { versionOf } from '../../support/asset-versions.ts';
import { InMemoryFileDescriptions, InMemoryPosters } from '../graphql/in-memory-stores.ts';
import { InMemoryDeliveryTokens } from './in-memory-delivery-tokens.ts';
import { InMemoryDraftFiles } from './in-memory-draft-files.ts';
import { NOTHING_TAKEN_DOWN } from '../../support/nothing-taken-down.ts';

export const MUSEUM = organizationIdOf('museum');
export const STUDIO = organizationIdOf('studio');
export const STRANGERS = organizationIdOf('strangers');
/** As behind a server with a certificate. */
export const PUBLIC_URL = 'https://lanran.example.org';
export const METRICS_TOKEN = 'a-collector-elsewhere-sends-it';
/** Days that a license of these tests still lasts. */
export const LICENSE_DAYS = 30;
const DAY_MS = 86_400_000;
export const MAX_FILE_BYTES = 100_000_000;
export const QUOTA_BYTES = 500_000_000;
/** How long an upload that is not whole is kept. */
export const KEPT_MS = 86_400_000;

/** Session tokens of the people in these tests. */
export const SESSIONS: Readonly<Record<string, Actor>> = {
  editor: member(MUSEUM, 'EDITOR'),
  viewer: member(MUSEUM, 'VIEWER'),
  studio: member(STUDIO, 'EDITOR'),
  stranger: member(STRANGERS, 'OWNER'),
};

function member(organizationId: typeof MUSEUM, role: MemberRole): Actor {
  const address = `0x${'11'.repeat(20)}` as const;
  return { kind: 'member', address, memberships: [{ organizationId, kind: 'INSTITUTION', role }] };
}

/** What these tests don't ask for. */
const NO_SIGN_IN = {
  signIn: async () => Promise.reject(new SignInRequiredError()),
  signOut: async () => undefined,
};

/** Without the built web client. */
const NO_PAGES = {
  pages: { describe: async () => ({ exists: true, head: null, paint: null }) },
  sitemaps: new Sitemaps({
    catalog: { listPublished: async () => [] },
    organizations: { list: async () => ({ items: [], hasNextPage: false, totalCount: 0 }) },
    calls: { list: async () => ({ items: [], hasNextPage: false, totalCount: 0 }) },
    conceptBrowsing: SHIPPED_READER,
    projections: { position: async () => 0 },
    publicUrl: () => new URL(PUBLIC_URL),
  }),
  keptAnswers: <T>() =>
    new KeptAnswers<T>({ projections: { position: async () => 0 }, clock: { now: () => new Date() } }),
  answerStranger: async () => null,
};

/** The files half of the platform, served on a random port over a real content store and a real disk. */
export class FilesPlatform {
  readonly drafts = new InMemoryDraftFiles();
  readonly assets = new Map<AssetId, Asset>();
  /** By the root of their tree. */
  readonly manifests = new Map<Hex, AssetFile[]>();
  readonly licenses: { id: LicenseId; licensee: OrganizationId; assetId: AssetId }[] = [];
  /** Bodies of an asset's statements, for versions before the current one. */
  readonly history = new Map<AssetId, BodyField[][]>();
  /** As the contract would say. */
  readonly liveLicenses = new Set<LicenseId>();
  /** Whose they are by the chain; others are the studio's. */
  readonly movedLicenses = new Map<LicenseId, OrganizationId>();
  /** What fixity knows of files, by SHA-256. */
  readonly damaged = new Map<string, FixityFile>();
  /** What the bytes of files were found to be. */
  readonly described = new Map<string, FileDescription>();
  /** Further digests of files that a job has read. */
  readonly digested = new Map<string, LateDigests>();
  readonly logLines: Record<string, unknown>[] = [];
  readonly reached: FailPoint[] = [];
  now = new Date();
  readonly stagingDir: string;
  readonly renditionsDir: string;
  readonly staging: DiskStagingArea;
  readonly content: IpfsContentStore;
  readonly uploads: UploadsService;
  vault = { check: async () => undefined };
  disk = { check: async () => undefined };
  metricsSources: MetricsSources = {
    stores: {
      documents: { check: async () => undefined },
      files: { check: async () => undefined },
      chain: { check: async () => undefined },
    },
    log: {
      status: async () => ({ size: 7, anchoredSize: 5, anchoredAt: new Date(2_000) }),
      appendedAt: async (index) => (index === 5 ? new Date(3_000) : null),
    },
    jobs: { states: async () => [{ name: 'sealer', state: 'FAILED', behind: 2 }], isLeading: true },
    disk: { read: async () => ({ freeBytes: 10, totalBytes: 100 }) },
    fixity: {
      overview: async () => ({
        files: 12,
        bad: 1,
        oldestReadAt: new Date(1_000),
        isMissed: true,
        lastRun: { endedAt: new Date(5_000) },
      }),
    },
    memory: {
      processes: () => new Map([['document-store', 40]]),
      limitBytes: () => 500,
      machineBytes: () => 800,
    },
  };
  readonly deliveryTokens = new InMemoryDeliveryTokens();
  /** Versions that licenses of an asset open. */
  readonly openedVersions = new Map<AssetId, readonly AssetVersion[]>();
  /** Of the clock that delivery tokens end by. */
  daysAhead = 0;
  /** Of the clock that words about licenses grow old by. */
  licenseAheadMs = 0;
  readonly fileJobs = new Map<string, FileJob>();
  #deliveries: DeliveriesService | null = null;
  #downloads: DownloadsService | null = null;
  #tiles: PictureTilesService | null = null;
  #films: FilmsService | null = null;
  readonly posters = new InMemoryPosters();
  readonly #store: RunningContentStore;
  readonly #directory: string;
  #server: Server | null = null;
  url = '';

  private constructor(options: { directory: string; stagingDir: string; store: RunningContentStore }) {
    this.#directory = options.directory;
    this.#store = options.store;
    this.stagingDir = options.stagingDir;
    this.renditionsDir = join(options.directory, 'renditions');
    const failPoints = { reach: (name: FailPoint) => void this.reached.push(name) };
    this.staging = new DiskStagingArea({
      directory: this.stagingDir,
      failPoints,
      reservedBytes: 65_536,
      keptMs: KEPT_MS,
    });
    this.content = new IpfsContentStore({
      apiUrl: this.#store.url,
      sharedDir: this.stagingDir,
      token: 'token',
    });
    this.uploads = new UploadsService({
      organizations: { find: async () => null },
      drafts: this.drafts,
      staging: this.staging,
      // What these do is tested over the real services.
      repairs: new FixityRepairs({} as never),
      clock: { now: () => this.now },
      failPoints,
      maxFileBytes: MAX_FILE_BYTES,
      quotaBytes: QUOTA_BYTES,
      turns: new KeyedMutex(),
    });
  }

  static async start(
    overrides: { stagingDir?: string; app?: Partial<HttpAppOptions> } = {},
  ): Promise<FilesPlatform> {
    const directory = await mkdtemp(join(tmpdir(), 'lanran-http-'));
    const stagingDir = overrides.stagingDir ?? join(directory, 'staging');
    await mkdir(stagingDir, { recursive: true });
    const store = await startContentStore({
      dataDirectory: join(directory, 'content-store'),
      sharedDirectory: stagingDir,
      token: 'token',
    });
    const platform = new FilesPlatform({ directory, stagingDir, store });
    await platform.#serve(overrides.app ?? {});
    return platform;
  }

  /** Ends the content store alone, as when its process dies. */
  async stopContentStore(): Promise<void> {
    await this.#store.close();
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    await this.staging.stop();
    await this.#store.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #serve(overrides: Partial<HttpAppOptions>): Promise<void> {
    const published = {
      assets: { find: async (assetId: AssetId) => this.assets.get(assetId) ?? null },
      manifests: {
        find: async (root: Hex, index: number) => this.manifests.get(root)?.[index] ?? null,
        findMany: async (places: readonly ManifestPlace[]) =>
          places.map(({ root, index }) => this.manifests.get(root)?.[index] ?? null),
        list: async (root: Hex, from: number, to: number) =>
          (this.manifests.get(root) ?? []).map((file, index) => ({ ...file, index })).slice(from, to),
      },
      leaves: {
        listByKinds: async (assetId: AssetId) => (this.history.get(assetId) ?? []).map((body) => ({ body })),
      },
    };
    const renditions = this.#renditionsOver(published);
    const descriptions = {
      findMany: async (sha256s: readonly string[]) =>
        sha256s.flatMap((sha256) => this.described.get(sha256) ?? []),
    };
    const downloads = new DownloadsService({
      ...published,
      onDamage: () => undefined,
      onReadable: () => undefined,
      licenses: {
        listHeld: async (organizationIds, assetId) =>
          this.licenses
            .filter((license) => license.assetId === assetId && organizationIds.includes(license.licensee))
            .map(({ id }) => ({
              id,
              terms: {
                assetId,
                version: parseStatementHash(ZERO_32),
                wish: { lastDay: todayOf(Date.now() / 1_000) + LICENSE_DAYS },
              },
              takenVersions: [],
            })),
      },
      licenseVersions: { openedBy: async ({ terms }) => this.#openedOf(terms.assetId) },
      ledger: {
        isLicenseStanding: async (licenseId) => this.liveLicenses.has(licenseId),
        licenseeOf: async (licenseId) => this.movedLicenses.get(licenseId) ?? STUDIO,
      },
      content: this.content,
      descriptions,
      fixityFiles: {
        find: async (_assetId, { sha256 }) => this.damaged.get(sha256) ?? null,
        listBad: async () => [...this.damaged.values()],
      },
      takenDown: NOTHING_TAKEN_DOWN,
      clock: { now: () => new Date(Date.now() + this.licenseAheadMs) },
    });
    this.#downloads = downloads;
    const clock = { now: () => new Date(Date.now() + this.daysAhead * DAY_MS) };
    const store = new DiskRenditionStore({ directory: this.renditionsDir });
    this.#films = new FilmsService({
      ...published,
      content: this.content,
      renditions: store,
      films: new FfmpegFilmMaker({ scratchDir: join(this.renditionsDir, 'scratch-films') }),
      posters: new Posters({
        posters: this.posters,
        covers: { offerCover: async () => undefined, removeCover: async () => undefined },
        manifests: published.manifests,
        pictures: new SharpPictureMaker({ scratchDir: join(this.renditionsDir, 'scratch-posters') }),
        renditions: store,
      }),
    });
    this.#tiles = new PictureTilesService({
      downloads,
      content: this.content,
      renditions: new DiskRenditionStore({ directory: this.renditionsDir }),
      tiles: new SharpTileMaker({ scratchDir: join(this.renditionsDir, 'scratch-tiles') }),
      fileJobs: { find: async (id) => this.fileJobs.get(id) ?? null },
    });
    this.#deliveries = new DeliveriesService({
      deliveryTokens: this.deliveryTokens,
      licenses: { find: async (id) => this.#findLicense(id) },
      downloads,
      smallFiles: new SmallFiles({ downloads, content: this.content }),
      listing: new LicensedListing({
        downloads,
        manifests: published.manifests,
        descriptions,
        inspections: {
          findDigests: async (sha256s) => sha256s.flatMap((sha256) => this.digested.get(sha256) ?? []),
        },
      }),
      clock,
    });
    const checks = {
      documents: { check: async () => undefined },
      files: this.content,
      chain: { check: async () => undefined },
    };
    const logId = parseLogId(randomBytes32());
    const checkpointKey = generateNoteKey(originOf(logId)).vkey;
    const app = buildHttpApp({
      webDir: null,
      uploads: this.uploads,
      uploadStore: this.staging.uploads,
      maxFileBytes: MAX_FILE_BYTES,
      downloads,
      deliveries: this.#deliveries,
      packages: {} as never,
      binders: {} as never,
      copyReading: {} as never,
      requestFiles: {} as never,
      certificates: {} as never,
      invoices: {} as never,
      registrations: {} as never,
      accountPapers: {} as never,
      numbered: {} as never,
      agreements: {} as never,
      strangerActs: { take: () => true },
      mailboxes: { unsubscribe: async () => undefined },
      publicUrl: () => new URL(PUBLIC_URL),
      trustedProxies: NO_PROXIES,
      conceptExports: new ConceptExports({
        concepts: SHIPPED_READER,
        publicUrl: () => new URL(PUBLIC_URL),
      }),
      backups: new BackupsService({} as never),
      renditions,
      films: this.#films,
      tiles: this.#tiles,
      metrics: new Metrics(this.metricsSources),
      metricsToken: METRICS_TOKEN,
      readiness: new ReadinessService({
        keptMs: 0,
        checks,
        vault: { check: () => this.vault.check() },
        disk: { check: () => this.disk.check() },
        answerWithinMs: 1_000,
      }),
      log: { checkpoint: async () => 'note', tile: async () => null, leaves: async () => null },
      trust: buildTrust({ logId, checkpointKey, chainId: '31337', contracts: {} }),
      chainRpcUrl: 'http://127.0.0.1:9',
      chainSecret: null,
      chainSenders: null,
      chainSends: new RateLimit(CHAIN_SENDS),
      authenticate,
      authenticateLately: authenticate,
      session: { signIn: NO_SIGN_IN, isSecure: false },
      logger: pino({ level: 'info' }, this.#collectLines()),
      mountGraphql: () => undefined,
      ...NO_PAGES,
      ...overrides,
    });
    const server = createServer(app);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  get films(): FilmsService {
    if (this.#films === null) throw new Error('not served yet');
    return this.#films;
  }

  get tiles(): PictureTilesService {
    if (this.#tiles === null) throw new Error('not served yet');
    return this.#tiles;
  }

  get downloads(): DownloadsService {
    if (this.#downloads === null) throw new Error('not served yet');
    return this.#downloads;
  }

  get deliveries(): DeliveriesService {
    if (this.#deliveries === null) throw new Error('not served yet');
    return this.#deliveries;
  }

  /** Every license opens the present version, unless `openedVersions` says otherwise. */
  #openedOf(assetId: AssetId): OpenedVersion[] {
    const asset = this.assets.get(assetId);
    const present = asset === undefined ? [] : [versionOf(asset)];
    return (this.openedVersions.get(assetId) ?? present).map((version) => ({ version, takenAt: null }));
  }

  #findLicense(id: LicenseId): DeliverableLicense | null {
    const license = this.licenses.find((candidate) => candidate.id === id);
    if (license === undefined) return null;
    const { licensee, assetId } = license;
    const lastDay = todayOf(Date.now() / 1_000) + LICENSE_DAYS;
    return { licensee, isRevoked: !this.liveLicenses.has(id), terms: { assetId, wish: { lastDay } } };
  }

  #renditionsOver(published: VersionFilesOptions & Pick<RenditionsServiceOptions, 'assets'>) {
    const { content, renditionsDir } = this;
    const pictures = new SharpPictureMaker({
      scratchDir: join(renditionsDir, 'scratch'),
      maxPixels: 120_000_000,
    });
    const renditions = new DiskRenditionStore({ directory: renditionsDir });
    const descriptions = new FileDescriptions({
      types: new FileTypeDetector(),
      descriptions: new InMemoryFileDescriptions(),
      content,
      pictures,
      renditions,
    });
    return new RenditionsService({
      ...published,
      posters: this.posters,
      descriptions,
      content,
      pictures,
      renditions,
    });
  }

  #collectLines(): Writable {
    return new Writable({
      write: (line: Buffer, _encoding, done) => {
        this.logLines.push(JSON.parse(line.toString()) as Record<string, unknown>);
        done();
      },
    });
  }
}

async function authenticate(token: string): Promise<Actor> {
  const actor = SESSIONS[token];
  if (actor === undefined) throw new SignInRequiredError();
  return actor;
}
