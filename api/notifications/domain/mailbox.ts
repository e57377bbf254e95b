import type { Hex } from '@lanran/protocol/kernel/bytes';
import { INBOX_KINDS, type InboxKind } from '../../desk/domain/inbox-item.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';

export const MAIL_LANGUAGES = ['zh', 'en'] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** REFUSED: the address's mail server refuses it. UNSUBSCRIBED: by the link in a mail. */
export const MAIL_STOPS = ['REFUSED', 'UNSUBSCRIBED'] as const;
export type MailStop = (typeof MAIL_STOPS)[number];

export interface Confirmation {
  /** SHA-256 of the code. */
  readonly codeHash: Hex;
  /** The code, sealed until it is sent. */
  readonly sealed: string;
  readonly until: Date;
}

/** What a person wants by e-mail, and where. */
export interface Mailbox {
  readonly address: Hex;
  readonly language: MailLanguage;
  readonly kinds: readonly InboxKind[];
  /** Null until one is named. */
  readonly email: string | null;
  /** Null until whoever reads that address said so; then mail is sent. */
  readonly confirmedAt: Date | null;
  /** Until the code that is sent to the address is used or over. */
  readonly confirmation: Confirmation | null;
  /** Null while mail is sent. */
  readonly stopped: { readonly why: MailStop; readonly at: Date; readonly answer: string | null } | null;
  /** In the links that end mail without signing in. */
  readonly unsubscribeKey: string;
}

const DEFAULT_KINDS: readonly InboxKind[] = [
  'ASKED',
  'ANSWERED',
  'AGREED',
  'OFFERED',
  'LICENSE_ENDS',
  'LICENSE_REVOKED',
  'ASSET_TAKEN_DOWN',
  'DISPUTED',
  'ADMISSION_ASKED',
  'SIGNATURE_WAITS',
  'PAYMENT_ASKED',
];

export function emptyMailbox(address: Hex, unsubscribeKey: string): Mailbox {
  return {
    address,
    language: 'en',
    kinds: DEFAULT_KINDS,
    email: null,
    confirmedAt: null,
    confirmation: null,
    stopped: null,
    unsubscribeKey,
  };
}

/** Is mail sent there? */
export function takesMail(
  mailbox: Mailbox,
): mailbox is Mailbox & { readonly email: string; readonly confirmedAt: Date } {
  return mailbox.email !== null && mailbox.confirmedAt !== null && mailbox.stopped === null;
}

/** In the order of INBOX_KINDS, each once. */
export function orderKinds(kinds: readonly InboxKind[]): InboxKind[] {
  return INBOX_KINDS.filter((kind) => kinds.includes(kind));
}

const MAX_EMAIL = 254;
/** Stricter than RFC 5321: no quotes, comments or address literals, so that a text is one address wherever it is put. */
const EMAIL =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** @throws BadInputError */
export function parseEmail(text: string, field: string): string {
  const email = text.normalize('NFC').trim();
  const local = email.slice(0, email.lastIndexOf('@'));
  if (Buffer.byteLength(email) <= MAX_EMAIL && Buffer.byteLength(local) <= 64 && EMAIL.test(email))
    return email;
  throw new BadInputError(field, 'must be one e-mail address, such as name@example.org.');
}
