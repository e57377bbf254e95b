import type { Request, RequestHandler } from 'express';
import { CrossSiteError } from '../kernel/errors.ts';
import { readSessionCookie } from './session-cookie.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Browsers send the cookie with whatever page asks, so that an act it authorizes must come from a page of ours: as the browser
 * says (Fetch Metadata, W3C), or, over plain HTTP where it says nothing, by the Origin (RFC 6454).
 */
export const refuseCrossSite: RequestHandler = (request, _response, next) => {
  const isByCookie = request.get('Authorization') === undefined && readSessionCookie(request) !== null;
  if (isByCookie && !READS.has(request.method) && !isOfOwnOrigin(request)) throw new CrossSiteError();
  next();
};

/** For what opens a session: a page of another site, which browsers name, can't do it; clients that are none name nothing. */
export const refuseForeignPages: RequestHandler = (request, _response, next) => {
  const isNamed = request.get('Sec-Fetch-Site') !== undefined || request.get('Origin') !== undefined;
  if (isNamed && !isOfOwnOrigin(request)) throw new CrossSiteError();
  next();
};

/**
 * Whether a page of another site asks. Who is no page says nothing, or, as the extensions that wallets are, names no site
 * and no http(s) origin.
 */
export function isFromForeignPage(request: Request, publicUrl: URL): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'cross-site' || site === 'same-site';
  const origin = request.get('Origin');
  if (origin === undefined || !/^https?:/i.test(origin)) return false;
  return origin !== publicUrl.origin && !isOfOwnOrigin(request);
}

function isOfOwnOrigin(request: Request): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('Origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === request.get('Host')?.toLowerCase();
}
