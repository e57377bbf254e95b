import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrganizationKind } from '../../platform/kernel/actor.ts';
import { type LocalizedText, requireOneDirection } from '../../platform/kernel/localized-text.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';

export const ADMISSION_REQUEST_STATES = [
  'WAITING',
  'ASKED_BACK',
  'REFUSED',
  'WITHDRAWN',
  'ADMITTED',
] as const;
export type AdmissionRequestState = (typeof ADMISSION_REQUEST_STATES)[number];

/** What one key asked for, for that key and the accreditor alone. One a key and organization: asked again, it is renewed. */
export interface AdmissionRequest {
  readonly organizationId: OrganizationId;
  readonly slug: string;
  readonly kind: OrganizationKind;
  readonly name: LocalizedText;
  /** The key that asks. */
  readonly requestedBy: Hex;
  readonly requestedAt: Date;
  readonly state: AdmissionRequestState;
  /** An e-mail address or a telephone number; null in requests made before it was asked for. */
  readonly contact: string | null;
  /** Who asks, and why. */
  readonly letter: string | null;
  /** What the accreditor asked back last. */
  readonly question: string | null;
  readonly answer: string | null;
  /** Why it was refused. */
  readonly reason: string | null;
}

/** No decision was made, and the asker did not take it back. */
export function isOpen({ state }: Pick<AdmissionRequest, 'state'>): boolean {
  return state === 'WAITING' || state === 'ASKED_BACK';
}

const MAX_CONTACT = 200;
const MAX_WORDS = 4_000;
/** Line breaks and tabs are text. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u;

/** One line; null when nothing was given. @throws BadInputError */
export function parseContact(text: string | null | undefined): string | null {
  const contact = text?.normalize('NFC').trim() ?? '';
  if (contact === '') return null;
  requireOneDirection(contact, 'contact');
  if (contact.length <= MAX_CONTACT && !/\p{Cc}|\p{Surrogate}/u.test(contact)) return contact;
  throw new BadInputError('contact', `must be at most ${MAX_CONTACT} characters on one line.`);
}

/** Several lines; null when nothing was given. @throws BadInputError */
export function parseWords(text: string | null | undefined, field: string): string | null {
  const words = text?.normalize('NFC').trim() ?? '';
  if (words === '') return null;
  requireOneDirection(words, field);
  if (words.length <= MAX_WORDS && !UNWRITABLE.test(words)) return words;
  throw new BadInputError(field, `must be at most ${MAX_WORDS} characters, without control characters.`);
}

/** @throws BadInputError when nothing was given */
export function requireWords(text: string, field: string): string {
  const words = parseWords(text, field);
  if (words === null) throw new BadInputError(field, 'must say something.');
  return words;
}
