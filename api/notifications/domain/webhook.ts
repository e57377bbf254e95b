import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { INBOX_KINDS, type InboxKind } from '../../desk/domain/inbox-item.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';

/** Of one organization. */
export const MAX_WEBHOOKS = 10;
const MAX_URL = 2_000;
/** After a rotation both secrets sign for so long. */
export const FORMER_SECRET_MS = 24 * 3_600_000;
/** A webhook to which nothing arrived for so long is switched off. */
export const FAILING_AT_MOST_MS = 5 * 24 * 3_600_000;

export interface Webhook {
  readonly id: string;
  readonly organizationId: OrganizationId;
  readonly url: string;
  readonly kinds: readonly InboxKind[];
  /** Sealed: a copy of the database signs nothing. */
  readonly secret: string;
  /** The secret before, until it is over. */
  readonly former: { readonly secret: string; readonly until: Date } | null;
  readonly createdAt: Date;
  /** Since when nothing arrived; null after what arrived last. */
  readonly failingSince: Date | null;
  /** Null while it is on. */
  readonly offAt: Date | null;
}

/** @throws BadInputError unless it is HTTPS, or, where that is allowed, HTTP */
export function parseWebhookUrl(text: string, { allowsHttp }: { readonly allowsHttp: boolean }): URL {
  const url = text.length <= MAX_URL && URL.canParse(text) ? new URL(text) : null;
  const protocols = allowsHttp ? ['https:', 'http:'] : ['https:'];
  if (url === null || !protocols.includes(url.protocol))
    throw new BadInputError(
      'url',
      `must be an address that begins with https://, of at most ${MAX_URL} characters.`,
    );
  if (url.username !== '' || url.password !== '')
    throw new BadInputError('url', 'must have no user and no password. Check the signature instead.');
  if (url.hash !== '') throw new BadInputError('url', 'must have no part after #: it is not sent.');
  return url;
}

/** In the order of INBOX_KINDS, each once. @throws BadInputError for none */
export function parseWebhookKinds(kinds: readonly InboxKind[]): InboxKind[] {
  if (kinds.length === 0) throw new BadInputError('kinds', 'must name at least one kind.');
  return INBOX_KINDS.filter((kind) => kinds.includes(kind));
}
