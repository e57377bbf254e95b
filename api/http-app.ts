import { type Express, Router } from 'express';
import { sessionRouter, type SessionRouterOptions } from './accounts/http/session-router.ts';
import { conceptsRouter } from './concepts/http/concepts-router.ts';
import type { ConceptExports } from './concepts/services/concept-exports.ts';
import { requestFilesRouter, type RequestFilesRouterOptions } from './desk/http/request-files-router.ts';
import { copiesRouter, type CopiesRouterOptions } from './copies/http/copies-router.ts';
import { deliveryRouter } from './delivery/http/delivery-router.ts';
import { filesRouter } from './delivery/http/files-router.ts';
import { bindersRouter, type BindersRouterOptions } from './binders/http/binders-router.ts';
import { packagesRouter, type PackagesRouterOptions } from './delivery/http/packages-router.ts';
import { renditionsRouter } from './delivery/http/renditions-router.ts';
import type { DeliveriesService } from './delivery/services/deliveries.ts';
import type { DownloadsService } from './delivery/services/downloads.ts';
import type { FilmsService } from './files/services/films.ts';
import type { PictureTilesService } from './files/services/picture-tiles.ts';
import type { RenditionsService } from './files/services/renditions.ts';
import { batchRouter } from './ingest/http/batch-router.ts';
import { type UploadsRouterOptions, type UploadStore, uploadsRouter } from './ingest/http/uploads-router.ts';
import type { UploadsService } from './ingest/services/uploads.ts';
import { readBuiltPages } from './front/http/built-pages.ts';
import { pageSender, type PageSenderOptions, type Rendered } from './front/http/page-sender.ts';
import { sitemapRouter } from './front/http/sitemap-router.ts';
import type { KeptAnswers } from './front/services/kept-answers.ts';
import type { Sitemaps } from './front/services/sitemaps.ts';
import { logRouter, type PublicLog } from './log/http/log-router.ts';
import { backupsRouter } from './operations/http/backups-router.ts';
import { healthRouter } from './operations/http/health-router.ts';
import { metricsRouter } from './operations/http/metrics-router.ts';
import type { Metrics } from './operations/http/metrics.ts';
import type { BackupsService } from './operations/services/backups.ts';
import type { ReadinessService } from './operations/services/readiness.ts';
import { unsubscribeRouter } from './notifications/http/unsubscribe-router.ts';
import type { MailboxesService } from './notifications/services/mailboxes.ts';
import { papersRouter, type PapersRouterOptions } from './papers/http/papers-router.ts';
import type { Authenticate } from './platform/http/session.ts';
import { ANONYMOUS } from './platform/kernel/actor.ts';
import type { TrustedProxies } from './platform/kernel/trusted-proxies.ts';
import { agreementsRouter, type AgreementsRouterOptions } from './publishing/http/agreements-router.ts';
import { rpcRouter, type RpcRouterOptions } from './relay/http/rpc-router.ts';
import type { Trust } from '@lanran/protocol/log/trust';
import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import { buildHttpApp as buildApp } from './platform/http/app.ts';

export interface HttpAppOptions extends RpcRouterOptions {
  readonly uploads: UploadsService;
  /** Where the tus server writes: the staging area's. */
  readonly uploadStore: UploadStore;
  /** Among the processes of the platform; this one is alone unless given. */
  readonly uploadLocks?: UploadsRouterOptions['locks'];
  readonly maxFileBytes: number;
  readonly downloads: DownloadsService;
  readonly deliveries: Pick<DeliveriesService, 'openFile' | 'listFiles' | 'readSmall'>;
  readonly packages: PackagesRouterOptions['packages'];
  readonly copyReading: CopiesRouterOptions['copyReading'];
  /** Whose word is taken on where a request came from. */
  readonly trustedProxies: TrustedProxies;
  readonly backups: BackupsService;
  readonly renditions: Pick<RenditionsService, 'open'>;
  readonly tiles: Pick<PictureTilesService, 'describe' | 'read'>;
  readonly films: Pick<FilmsService, 'open'>;
  readonly certificates: PapersRouterOptions['certificates'];
  readonly invoices: PapersRouterOptions['invoices'];
  readonly registrations: PapersRouterOptions['registrations'];
  readonly accountPapers: PapersRouterOptions['accountPapers'];
  readonly numbered: PapersRouterOptions['numbered'];
  readonly binders: BindersRouterOptions['binders'];
  readonly requestFiles: RequestFilesRouterOptions['requestFiles'];
  readonly agreements: AgreementsRouterOptions['agreements'];
  readonly strangerActs: RequestFilesRouterOptions['strangerActs'];
  readonly readiness: ReadinessService;
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  readonly conceptExports: Pick<ConceptExports, 'write'>;
  readonly mailboxes: Pick<MailboxesService, 'unsubscribe'>;
  readonly log: PublicLog;
  readonly trust: Trust;
  readonly authenticate: Authenticate;
  /** As it was a second ago at most. */
  readonly authenticateLately: Authenticate;
  readonly session: SessionRouterOptions;
  readonly logger: Logger;
  readonly pages: PageSenderOptions['pages'];
  readonly sitemaps: Pick<Sitemaps, 'origin' | 'countOfAssets' | 'assets' | 'pages'>;
  /** For the pages that were rendered. */
  readonly keptAnswers: <T>() => KeptAnswers<T>;
  readonly answerStranger: PageSenderOptions['answerStranger'];
  /** The built web client; null serves the API alone. */
  readonly webDir: string | null;
  /** Mounts `/graphql`; sees the app after request ids and security headers, before the catch-all. */
  readonly mountGraphql: (app: Express) => void;
}

/** Everything the platform serves over HTTP (docs/operating.md, “Addresses”). */
export function buildHttpApp(options: HttpAppOptions): RequestListener {
  const { authenticate, uploads, uploadStore: store, maxFileBytes } = options;
  const { metrics, metricsToken: token, downloads, deliveries, publicUrl } = options;
  // Licenses are found by anybody, as by their ids.
  const findLicenseId = (number: string) => options.numbered.licenseId(ANONYMOUS, number);
  const built = readBuiltPages(options.webDir);
  return buildApp({
    ...options,
    sendPage: pageSender({ ...options, built, kept: options.keptAnswers<Rendered>() }),
    isSecure: options.session.isSecure,
    measure: metrics.middleware,
    probes: [healthRouter(options.readiness), metricsRouter({ metrics, token })],
    routes: {
      '/session': sessionRouter(options.session),
      '/uploads': Router().use(
        batchRouter({ batches: uploads.batches, authenticate }),
        uploadsRouter({
          uploads,
          store,
          maxFileBytes,
          authenticate: options.authenticateLately,
          path: '/uploads',
          locks: options.uploadLocks,
        }),
      ),
      '/files': filesRouter({ downloads, deliveries, authenticate }),
      '/copies': copiesRouter({ ...options, authenticate, findLicenseId }),
      '/delivery': deliveryRouter(deliveries, { publicUrl, findLicenseId }),
      '/packages': packagesRouter({ packages: options.packages, authenticate, findLicenseId }),
      '/binders': bindersRouter({ binders: options.binders, authenticate }),
      '/requests': requestFilesRouter({ ...options, authenticate }),
      '/agreements': agreementsRouter({ ...options, authenticate }),
      '/backups': backupsRouter(options.backups, authenticate),
      '/renditions': renditionsRouter({ ...options, authenticate }),
      '/unsubscribe': unsubscribeRouter(options.mailboxes),
      '/log': logRouter(options.log, options.trust),
      '/rpc': rpcRouter(options),
      '/': Router().use(
        conceptsRouter(options.conceptExports),
        sitemapRouter(options.sitemaps),
        papersRouter({ ...options, authenticate }),
      ),
    },
  });
}
