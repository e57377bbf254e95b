import express, { Router } from 'express';
import { callerOf } from '../../platform/kernel/caller.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { SignInService } from '../services/sign-in.ts';
import { refuseForeignPages } from '../../platform/http/cross-site-guard.ts';
import { clearSessionCookie, setSessionCookie } from '../../platform/http/session-cookie.ts';
import { sessionTokenOf } from '../../platform/http/session.ts';

export interface SessionRouterOptions {
  readonly signIn: Pick<SignInService, 'signIn' | 'signOut'>;
  /** Is the platform reached over HTTPS? */
  readonly isSecure: boolean;
}

/** `POST` and `DELETE /session`: signing in and out where the token is a cookie that no script can read. */
export function sessionRouter({ signIn, isSecure }: SessionRouterOptions): Router {
  const router = Router();
  router.use(refuseForeignPages);
  router.post('/', express.json({ limit: '16kb' }), async (request, response) => {
    const proof = { message: textIn(request.body, 'message'), signature: textIn(request.body, 'signature') };
    const { token, address, expiresAt } = await signIn.signIn(callerOf(request).network, proof);
    setSessionCookie(response, { token, expiresAt, isSecure });
    response.set('Cache-Control', 'no-store').json({ address, expiresAt: expiresAt.toISOString() });
  });
  router.delete('/', async (request, response) => {
    const token = sessionTokenOf(request);
    if (token !== null) await signIn.signOut(token);
    clearSessionCookie(response);
    response.status(204).set('Cache-Control', 'no-store').end();
  });
  return router;
}

function textIn(body: unknown, field: 'message' | 'signature'): string {
  const values: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const value = values[field];
  if (typeof value === 'string') return value;
  throw new BadInputError(field, 'must be a text. Send JSON with `message` and `signature`.');
}
