import { type Hex, toPlainHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';

export const INBOX_KINDS = [
  /** A request came, or a call for proposals got a proposal. */
  'ASKED',
  /** The other side wrote into a thread: a message or other terms. */
  'ANSWERED',
  'AGREED',
  'DECLINED',
  /** An offer was opened that only this organization can take. */
  'OFFERED',
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
  /** An organization waits for the accreditor’s decision. */
  'ADMISSION_ASKED',
  /** An act of a council’s Safe waits for signatures of its other owners. */
  'SIGNATURE_WAITS',
  /** A holder asks again for the payment of an invoice. */
  'PAYMENT_ASKED',
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

/** An organization, or the account of a person: of one who belongs to none, or whose saved search it is. */
export type InboxRecipient = OrganizationId | Hex;

/** Ids of organizations have 32 bytes, those of accounts 20. */
export function isOrganization(recipient: InboxRecipient): recipient is OrganizationId {
  return recipient.length === ORGANIZATION_ID_LENGTH;
}

const ORGANIZATION_ID_LENGTH = 66;

/** What an item is about; what does not apply is null. */
export interface InboxSubject {
  readonly assetId: AssetId | null;
  readonly requestId: string | null;
  /** Of PAYMENT_ASKED: the order of a line of the invoice. */
  readonly licenseId: Hex | null;
  readonly searchId: string | null;
  readonly callId: string | null;
}

/** A notice to an organization, or to a person who belongs to none. An organization has it once, not once a member. */
export interface InboxItem {
  /** Made from recipient, kind and cause: the same cause gives one item, however often it is followed. */
  readonly id: string;
  /** Ascends in the order of writing, over all recipients. */
  readonly sequence: number;
  readonly recipient: InboxRecipient;
  readonly kind: InboxKind;
  readonly subject: InboxSubject;
  /** Who caused it; null when a day did. */
  readonly by: OrganizationId | null;
  /** Days that remain, for *_ENDS; assets found, for SEARCH_FOUND; null for others. */
  readonly count: number | null;
  readonly at: Date;
  /** The only accounts that see the item in the organization’s inbox; all who read it unless given. */
  readonly readers?: readonly Hex[];
}

export function isToldTo({ readers }: Pick<InboxItem, 'readers'>, account: Hex): boolean {
  return readers?.includes(account) ?? true;
}

/** Its place is given when it is written. */
export type NewInboxItem = Omit<InboxItem, 'sequence'>;

const NO_SUBJECT: InboxSubject = {
  assetId: null,
  requestId: null,
  licenseId: null,
  searchId: null,
  callId: null,
};

interface Notice extends Pick<InboxItem, 'kind' | 'at' | 'readers'> {
  /** What made it: the same cause gives each recipient one item. */
  readonly cause: string;
  readonly subject: Partial<InboxSubject>;
  readonly by?: OrganizationId | null;
  readonly count?: number | null;
}

/** One item for each recipient, but for who caused it. */
export function itemsFor(
  recipients: readonly (InboxRecipient | null)[],
  { cause, subject, by = null, count = null, ...notice }: Notice,
): NewInboxItem[] {
  const told = new Set(recipients.filter((recipient) => recipient !== null && recipient !== by));
  return [...told].flatMap((recipient) =>
    recipient === null
      ? []
      : [
          {
            ...notice,
            id: idOf(recipient, notice.kind, cause),
            recipient,
            by,
            count,
            subject: { ...NO_SUBJECT, ...subject },
          },
        ],
  );
}

function idOf(recipient: InboxRecipient, kind: InboxKind, cause: string): string {
  return toPlainHex(sha256(utf8([recipient, kind, cause].join('/')))).slice(0, 32);
}
