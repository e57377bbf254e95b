import type { Request } from 'express';
import { type Actor, ANONYMOUS } from '../domain/actor.ts';
import { SignInRequiredError } from '../domain/errors.ts';

/** Who a session token stands for; SignInRequiredError when it is unknown, expired or revoked. */
export type Authenticate = (token: string) => Promise<Actor>;

/** RFC 6750 §2.1 */
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/** The actor of a request; anonymous without an Authorization header. */
export async function actorOf(request: Request, authenticate: Authenticate): Promise<Actor> {
  const header = request.get('Authorization');
  if (header === undefined) return ANONYMOUS;
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new SignInRequiredError();
  return authenticate(token);
}
