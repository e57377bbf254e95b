import { INBOX_KINDS } from '@lanran/sdk/desk/inbox-kinds';
import type { InboxItem, InboxKind } from './documents.ts';

export function kindOf(text: string | null): InboxKind | null {
  return INBOX_KINDS.find((kind) => kind === text) ?? null;
}

/** Where to act; null where there is nothing to open. */
export function pathOf({ kind, asset, license, request, recipient, orderId }: InboxItem): string | null {
  const ofAsset = asset === null ? null : `/assets/${asset.id}`;
  const ofCouncil = recipient?.kind === 'COMMUNITY' ? `/council/${recipient.id}` : null;
  switch (kind) {
    case 'ASKED':
    case 'ANSWERED':
    case 'AGREED':
    case 'DECLINED':
    case 'REQUEST_ENDS':
      return request === null ? null : `/requests/${request.id}`;
    case 'OFFERED':
      return ofAsset === null ? null : `${ofAsset}/license`;
    case 'BOUGHT':
    case 'SHARE_EARNED':
      // Owners of a council's Safe are no party of licenses.
      if (ofCouncil !== null) return `${ofCouncil}/earnings`;
      return license === null ? null : `/licenses/${license.id}`;
    case 'LICENSE_ENDS':
    case 'LICENSE_REVOKED':
      return license === null || ofCouncil !== null ? ofAsset : `/licenses/${license.id}`;
    case 'ASSET_REVISED':
      return ofAsset === null ? null : `${ofAsset}/versions`;
    case 'ASSET_TAKEN_DOWN':
      return ofAsset;
    case 'DISPUTED':
      return ofCouncil === null ? ofAsset : `${ofCouncil}/disputes`;
    case 'CONSENT_WITHDRAWN':
      return ofAsset ?? (recipient === null ? null : `/institution/${recipient.id}`);
    case 'SEARCH_FOUND':
      return '/searches';
    case 'SIGNATURE_WAITS':
      return ofCouncil === null ? null : `${ofCouncil}/signatures`;
    case 'PAYMENT_ASKED':
      return orderId === null ? null : `/orders/${orderId}`;
    case 'ADMISSION_ASKED':
      return '/admin#requests';
  }
}

interface InboxDay {
  /** YYYY-MM-DD, of UTC. */
  readonly day: string;
  readonly items: readonly InboxItem[];
}

/** In the order of the items, in which times may differ a little from the order of writing. */
export function daysOf(items: readonly InboxItem[]): InboxDay[] {
  const days = new Map<string, InboxItem[]>();
  for (const item of items) {
    const day = item.at.slice(0, 10);
    const known = days.get(day);
    if (known === undefined) days.set(day, [item]);
    else known.push(item);
  }
  return [...days].map(([day, ofDay]) => ({ day, items: ofDay }));
}
