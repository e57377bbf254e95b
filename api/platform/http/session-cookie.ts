import type { Request, Response } from 'express';

const NAME = 'lanran_session';
/** What no script reads, and no other site's page sends (RFC 6265bis §4.1.2). */
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict';

/** The session token in the request's cookie; null without one. */
export function readSessionCookie(request: Request): string | null {
  for (const pair of (request.get('Cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === NAME) return pair.slice(at + 1).trim();
  }
  return null;
}

export interface CookieSession {
  readonly token: string;
  readonly expiresAt: Date;
  /** Sent over HTTPS alone: where the platform is reached by it. */
  readonly isSecure: boolean;
}

export function setSessionCookie(response: Response, { token, expiresAt, isSecure }: CookieSession): void {
  const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
  const secure = isSecure ? '; Secure' : '';
  response.append('Set-Cookie', `${NAME}=${token}; Max-Age=${maxAge}; ${ATTRIBUTES}${secure}`);
}

export function clearSessionCookie(response: Response): void {
  response.append('Set-Cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}`);
}
