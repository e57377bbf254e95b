import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Lane } from './caller.ts';
import { RPC_CODE, RpcError } from './json-rpc.ts';

/** `guest` puts a request in the lane of guests although it has the secret: the platform's `/rpc` sends it. */
const LANE_HEADER = 'x-lanran-lane';

export interface AccessRules {
  /** What `Authorization: Bearer` must say; null serves everybody. */
  readonly secret: string | null;
  /** The lane of everybody where no secret is asked for. */
  readonly openLane: Lane;
}

export interface AccessRefusal {
  readonly status: 401 | 403 | 415;
  readonly error: RpcError;
}

/** Null when the request may be read. */
export function accessRefusal(headers: IncomingHttpHeaders, { secret }: AccessRules): AccessRefusal | null {
  if (isFromPage(headers)) {
    return refuse(403, 'This port serves no web pages. Use the /rpc of the platform that the page is from.');
  }
  if (!isJson(headers)) {
    return refuse(415, 'Send JSON-RPC requests with "Content-Type: application/json".');
  }
  if (secret === null || hasSecret(headers, secret)) return null;
  return refuse(
    401,
    'This port asks for the secret of the chain, as "Authorization: Bearer SECRET" (chainSecret in services.json). Use the /rpc of the platform, which asks for none.',
  );
}

export function laneOf(headers: IncomingHttpHeaders, { secret, openLane }: AccessRules): Lane {
  if (headers[LANE_HEADER] === 'guest') return 'guest';
  return secret === null ? openLane : 'platform';
}

/**
 * Browsers name the site of a page (Fetch Metadata, W3C) or, over plain HTTP to other machines, its origin alone (RFC 6454).
 * This port has no pages, so that each is another site's. Extensions, such as wallets, send `none` or no http(s) origin.
 */
function isFromPage(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'cross-site' || site === 'same-site';
  return /^https?:/i.test(headers.origin ?? '');
}

function isJson(headers: IncomingHttpHeaders): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase() === 'application/json';
}

function hasSecret(headers: IncomingHttpHeaders, secret: string): boolean {
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${secret}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(status: AccessRefusal['status'], message: string): AccessRefusal {
  return { status, error: new RpcError(RPC_CODE.refused, message) };
}
