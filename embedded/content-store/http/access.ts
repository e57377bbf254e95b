import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Audience } from '../blocks/block-index.ts';
import { sha256 } from '../dag/cids.ts';
import { ForbiddenError, NotAuthorizedError } from '../errors.ts';
import type { RpcCall } from './rpc-call.ts';

/**
 * Who asks. The platform shows its token; everyone else sees public content only.
 * @throws NotAuthorizedError for a wrong token, which is a mistake and not a stranger.
 */
export function audienceOf(request: IncomingMessage, token: string | null): Audience {
  const shown = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (shown === undefined || token === null) return 'anyone';
  if (timingSafeEqual(digest(shown), digest(token))) return 'platform';
  throw new NotAuthorizedError('The bearer token is not the one this store was started with (TOKEN).');
}

/** @throws NotAuthorizedError */
export function requirePlatform(audience: Audience, act: string): void {
  if (audience === 'platform') return;
  throw new NotAuthorizedError(
    `${act} needs "Authorization: Bearer <TOKEN>" with the TOKEN this store was started with.`,
  );
}

/** Whoever has the token; everyone, where the store was started without one. @throws NotAuthorizedError */
export function requireOperator({ audience, isOpen }: RpcCall, act: string): void {
  if (!isOpen) requirePlatform(audience, act);
}

/** @throws ForbiddenError unless the request comes from this machine. */
export function requireLoopback(request: IncomingMessage): void {
  if (isFromLoopback(request)) return;
  throw new ForbiddenError('This command is served on the loopback interface only.');
}

export function isFromLoopback(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

/** Pages in a browser can send requests here, but always say so. @throws ForbiddenError */
export function refuseBrowserPages(request: IncomingMessage): void {
  if (request.headers.origin === undefined) return;
  throw new ForbiddenError(
    'The RPC is not served to web pages (the request has an Origin header). Use the gateway.',
  );
}

function digest(text: string): Buffer {
  return sha256(Buffer.from(text));
}
