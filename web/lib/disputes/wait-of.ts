import type { Dispute } from './documents.ts';

/** Until when its disputant waits before it can dispute the asset again; null when nothing keeps it from that. */
export function waitOf({ allowedAt }: Pick<Dispute, 'allowedAt'>): string | null {
  return allowedAt !== null && Date.parse(allowedAt) > Date.now() ? allowedAt : null;
}
