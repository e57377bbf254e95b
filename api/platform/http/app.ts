import type { RequestListener } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { TrustedProxies } from '../kernel/trusted-proxies.ts';
import { BadInputError, NotFoundError } from '../kernel/errors.ts';
import { answerErrors } from './error-answer.ts';
import { logRequests } from './request-context.ts';
import { refuseCrossSite } from './cross-site-guard.ts';
import { type SendPage, webRouter } from './web-router.ts';

export interface HttpAppOptions {
  /** Whose word is taken on where a request came from. */
  readonly trustedProxies: TrustedProxies;
  /** Browsers are asked to come back by HTTPS alone. */
  readonly isSecure: boolean;
  readonly logger: Logger;
  /** Counts and times every request. */
  readonly measure: RequestHandler;
  /** Served to everybody, pages of other sites too. */
  readonly probes: readonly RequestHandler[];
  /** By the path that each is mounted at. */
  readonly routes: Readonly<Record<string, RequestHandler>>;
  /** Mounts `/graphql`; sees the app after request ids and security headers, before the catch-all. */
  readonly mountGraphql: (app: Express) => void;
  /** The built web client; null serves the API alone. */
  readonly webDir: string | null;
  /** Serves the client's page. */
  readonly sendPage: SendPage;
}

/** The HTTP server: what every answer has, the routes, GraphQL, and the pages. */
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
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', options.trustedProxies);
  app.use(logRequests(options.logger), secureHeaders(options.isSecure));
  app.use(options.measure, refuseNoPath, ...options.probes, refuseCrossSite);
  for (const [path, route] of Object.entries(options.routes)) app.use(path, route);
  options.mountGraphql(app);
  const web = options.webDir === null ? null : webRouter(options.webDir, options.sendPage);
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
