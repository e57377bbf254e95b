import type { Request } from 'express';
import { type Actor, ANONYMOUS } from '../kernel/actor.ts';
import { SignInRequiredError } from '../kernel/errors.ts';
import { clearSessionCookie, readSessionCookie } from './session-cookie.ts';

/** Who a session token stands for; SignInRequiredError when it is unknown, expired or revoked. */
export type Authenticate = (token: string) => Promise<Actor>;

/** Who sent a request, and by which session. */
export interface Identity {
  readonly actor: Actor;
  /** Null for a stranger. */
  readonly token: string | null;
}

/** RFC 6750 §2.1 */
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;
const TOKEN = /^[\w.~+/-]+=*$/;

/**
 * The one place where requests are told apart: by `Authorization: Bearer`, else by the session cookie, else anonymous. A
 * cookie that stands for nobody is taken back with the answer.
 * @throws SignInRequiredError
 */
export async function identify(request: Request, authenticate: Authenticate): Promise<Identity> {
  const header = request.get('Authorization');
  if (header !== undefined) {
    const token = BEARER.exec(header)?.[1];
    if (token === undefined) throw new SignInRequiredError();
    return { actor: await authenticate(token), token };
  }
  const token = readSessionCookie(request);
  if (token === null) return { actor: ANONYMOUS, token };
  try {
    if (!TOKEN.test(token)) throw new SignInRequiredError();
    return { actor: await authenticate(token), token };
  } catch (error) {
    const { res: response } = request;
    // A stream that is under way asks again who reads it.
    if (error instanceof SignInRequiredError && response?.headersSent === false) clearSessionCookie(response);
    throw error;
  }
}

/** The actor of a request; anonymous without a session. */
export async function actorOf(request: Request, authenticate: Authenticate): Promise<Actor> {
  return (await identify(request, authenticate)).actor;
}

/** The actor of a request whose answer is under way; anonymous once its session is over. */
export async function presentReaderOf(request: Request, authenticate: Authenticate): Promise<Actor> {
  try {
    return await actorOf(request, authenticate);
  } catch (error) {
    if (error instanceof SignInRequiredError) return ANONYMOUS;
    throw error;
  }
}

/** What stands in `Authorization: Bearer`, known to us or not. */
export function bearerOf(request: Request): string | null {
  return BEARER.exec(request.get('Authorization') ?? '')?.[1] ?? null;
}

/** The session a request names, known to us or not. */
export function sessionTokenOf(request: Request): string | null {
  const header = request.get('Authorization');
  return header === undefined ? readSessionCookie(request) : bearerOf(request);
}
