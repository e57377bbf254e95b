import type { RequestListener } from 'node:http';
import type { Trust } from '@lanran/protocol/log/trust';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { TrustedProxies } from '../kernel/trusted-proxies.ts';
import { BadInputError, NotFoundError } from '../kernel/errors.ts';
import type { BackupsService } from '../../operations/services/backups.ts';
import type { DeliveriesService } from '../../delivery/services/deliveries.ts';
import type { DownloadsService } from '../../delivery/services/downloads.ts';
import type { ReadinessService } from '../../operations/services/readiness.ts';
import type { FilmsService } from '../../files/services/films.ts';
import type { TilesService } from '../../files/services/picture-tiles.ts';
import type { RenditionsService } from '../../files/services/renditions.ts';
import type { UploadsService } from '../../ingest/services/uploads.ts';
import { answerErrors } from './error-answer.ts';
import { backupsRouter } from '../../operations/http/backups-router.ts';
import { deliveryRouter } from '../../delivery/http/delivery-router.ts';
import { filesRouter } from '../../delivery/http/files-router.ts';
import { healthRouter } from '../../operations/http/health-router.ts';
import { logRouter, type PublicLog } from '../../log/http/log-router.ts';
import type { Metrics } from '../../operations/http/metrics.ts';
import { metricsRouter } from '../../operations/http/metrics-router.ts';
import { renditionsRouter } from '../../delivery/http/renditions-router.ts';
import { logRequests } from './request-context.ts';
import { rpcRouter, type RpcRouterOptions } from '../../relay/http/rpc-router.ts';
import { refuseCrossSite } from './cross-site-guard.ts';
import { sessionRouter, type SessionRouterOptions } from '../../accounts/http/session-router.ts';
import type { Authenticate } from './session.ts';
import { type UploadStore, uploadsRouter } from '../../ingest/http/uploads-router.ts';
import { webRouter } from './web-router.ts';

export interface HttpAppOptions extends RpcRouterOptions {
  readonly uploads: UploadsService;
  /** Where the tus server writes: the staging area's. */
  readonly uploadStore: UploadStore;
  readonly maxFileBytes: number;
  readonly downloads: DownloadsService;
  readonly deliveries: Pick<DeliveriesService, 'openFile' | 'listFiles'>;
  /** Whose word is taken on where a request came from. */
  readonly trustedProxies: TrustedProxies;
  readonly backups: BackupsService;
  readonly renditions: Pick<RenditionsService, 'open'>;
  readonly tiles: Pick<TilesService, 'describe' | 'read'>;
  readonly films: Pick<FilmsService, 'open'>;
  readonly readiness: ReadinessService;
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  readonly log: PublicLog;
  readonly trust: Trust;
  readonly authenticate: Authenticate;
  readonly session: SessionRouterOptions;
  readonly logger: Logger;
  /** The built web client; null serves the API alone. */
  readonly webDir: string | null;
  /** Mounts `/graphql`; sees the app after request ids and security headers, before the catch-all. */
  readonly mountGraphql: (app: Express) => void;
}

/** Everything the platform serves over HTTP (DESIGN §9). */
export function buildHttpApp(options: HttpAppOptions): RequestListener {
  const app = buildApp(options);
  return (request, response) => {
    request.url = toOriginForm(request.url ?? '');
    app(request, response);
  };
}

/**
 * Proxies may send a whole URL (RFC 9112 §3.2.2). Express answers one that it can't read before any middleware, so that the
 * answer had no request id, no log line and no security headers; `*` reaches them, and is refused after them.
 */
function toOriginForm(target: string): string {
  if (target.startsWith('/') || target === '*') return target;
  if (!URL.canParse(target)) return '*';
  const { pathname, search } = new URL(target);
  return pathname + search;
}

function buildApp(options: HttpAppOptions): Express {
  const { authenticate, uploads, uploadStore: store, maxFileBytes } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', options.trustedProxies);
  app.use(logRequests(options.logger), secureHeaders(options.session.isSecure));
  app.use(options.metrics.middleware, refuseNoPath);
  app.use(healthRouter(options.readiness));
  app.use(metricsRouter({ metrics: options.metrics, token: options.metricsToken }));
  app.use(refuseCrossSite);
  app.use('/session', sessionRouter(options.session));
  app.use('/uploads', uploadsRouter({ uploads, store, maxFileBytes, authenticate, path: '/uploads' }));
  const { downloads, deliveries } = options;
  app.use('/files', filesRouter({ downloads, deliveries, authenticate }));
  app.use('/delivery', deliveryRouter(deliveries, options.publicUrl));
  app.use('/backups', backupsRouter(options.backups, authenticate));
  app.use('/renditions', renditionsRouter({ ...options, authenticate }));
  app.use('/log', logRouter(options.log, options.trust));
  app.use('/rpc', rpcRouter(options));
  options.mountGraphql(app);
  const web = options.webDir === null ? null : webRouter(options.webDir);
  if (web !== null) app.use(web);
  app.use((request) => {
    throw new NotFoundError(`${request.method} ${request.path.slice(0, 100)}`);
  });
  app.use(answerErrors);
  return app;
}

const refuseNoPath: RequestHandler = (request, _response, next) => {
  if (!request.url.startsWith('/')) throw new BadInputError('target', 'must be a path or a URL.');
  next();
};

/** A year, as RFC 6797 §7.1 has it; not for subdomains, which may be others'. */
const HTTPS_FOR = 'max-age=31536000';

/** For an API: nothing of it is a page, is framed, or is guessed at. Routes that serve more say so themselves. */
function secureHeaders(isSecure: boolean): RequestHandler {
  const headers = {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(isSecure && { 'Strict-Transport-Security': HTTPS_FOR }),
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}
