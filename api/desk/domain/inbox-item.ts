import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';

export const INBOX_KINDS = [
  /** A request came, or a call for proposals got a proposal. */
  'ASKED',
  /** The other side wrote into a thread: a message or other terms. */
  'ANSWERED',
  'AGREED',
  'DECLINED',
  /** A license was sold. */
  'BOUGHT',
  /** A request ends in 3 days without an agreement. */
  'REQUEST_ENDS',
  /** A license ends in 60, 30 or 7 days. */
  'LICENSE_ENDS',
  'LICENSE_REVOKED',
  'ASSET_REVISED',
  'ASSET_TAKEN_DOWN',
  'DISPUTED',
  'CONSENT_WITHDRAWN',
  'SHARE_EARNED',
  'SEARCH_FOUND',
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

/** What an item is about; what does not apply is null. */
export interface InboxSubject {
  readonly assetId: AssetId | null;
  readonly requestId: string | null;
  readonly licenseId: Hex | null;
  readonly searchId: string | null;
  readonly callId: string | null;
}

/** One thing that an organization, or a person of none, is told. Stored once for the organization, not for each member. */
export interface InboxItem {
  /** Made from recipient, kind and cause: the same cause gives one item, however often it is followed. */
  readonly id: string;
  /** Ascends in the order of writing, over all recipients. */
  readonly sequence: number;
  readonly recipient: OrganizationId | Hex;
  readonly kind: InboxKind;
  readonly subject: InboxSubject;
  /** Who caused it; null when a day did. */
  readonly by: OrganizationId | null;
  /** Days that remain, for *_ENDS; assets found, for SEARCH_FOUND; null for others. */
  readonly count: number | null;
  readonly at: Date;
}
