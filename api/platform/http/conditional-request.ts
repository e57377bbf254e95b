import type { Request } from 'express';

/** Does the one who asks want another state alone (If-Match, RFC 9110 §13.1.1)? A weak tag is never the same there. */
export function isOfAnother(request: Request, etag: string): boolean {
  const wanted = request.get('If-Match');
  if (wanted === undefined) return false;
  const tags = wanted.split(',').map((tag) => tag.trim());
  return !tags.includes('*') && !tags.includes(etag);
}

/** Does the one who asks have this state already (If-None-Match, RFC 9110 §13.1.2)? */
export function isUnchanged(request: Request, etag: string): boolean {
  const known = request.get('If-None-Match');
  if (known === undefined) return false;
  const tags = known.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
