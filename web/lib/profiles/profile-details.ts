import { ClientError } from '@lanran/sdk/kernel/errors';
import {
  type BillingDetails,
  billingDetailsOf,
  billingInput,
  billingFieldIn,
  isBillingDetails,
} from './billing-details.ts';
import type { ShownBeforehand, ShownBilling, ShownContact } from './fragments.ts';

/** A text in both languages, as it is typed: nothing is an empty line. */
export interface TypedText {
  readonly en: string;
  readonly zh: string;
}

/** Whom to ask, what is said beforehand and where to pay, as it is typed. */
export interface ProfileDetails {
  readonly email: string;
  readonly telephone: string;
  readonly contactName: string;
  readonly postalAddress: string;
  readonly website: string;
  /** Id of an asset, or the address of its page. */
  readonly pictureAsset: string;
  readonly logoAsset: string;
  readonly bankDetails: string;
  readonly billing: BillingDetails;
  readonly welcome: TypedText;
  readonly never: TypedText;
  readonly answersWithinDays: string;
  /** YYYY-MM-DD */
  readonly closedUntil: string;
  readonly closedReason: TypedText;
}

export type SavedDetails = ShownContact &
  ShownBeforehand &
  ShownBilling & {
    readonly pictureAsset: { readonly id: string } | null;
    readonly logoAsset: { readonly id: string } | null;
  };

const LINES = [
  ...([
    'email',
    'telephone',
    'contactName',
    'postalAddress',
    'website',
    'pictureAsset',
    'logoAsset',
  ] as const),
  ...(['bankDetails', 'answersWithinDays', 'closedUntil'] as const),
];
const TEXTS = ['welcome', 'never', 'closedReason'] as const;

export function detailsOf(saved: SavedDetails): ProfileDetails {
  const { contact, website, pictureAsset, logoAsset, bankDetails, answersWithinDays, closedUntil } = saved;
  return {
    email: contact?.email ?? '',
    telephone: contact?.telephone ?? '',
    contactName: contact?.name ?? '',
    postalAddress: contact?.postalAddress ?? '',
    website: website ?? '',
    pictureAsset: pictureAsset?.id ?? '',
    logoAsset: logoAsset?.id ?? '',
    bankDetails: bankDetails ?? '',
    billing: billingDetailsOf(saved.billing),
    welcome: typedText(saved.welcome),
    never: typedText(saved.never),
    answersWithinDays: answersWithinDays?.toString() ?? '',
    closedUntil: closedUntil ?? '',
    closedReason: typedText(saved.closedReason),
  };
}

/** What was typed before a reload; null when it is not understood. */
export function readDetails(value: unknown): ProfileDetails | null {
  const found = (value ?? {}) as Partial<Record<keyof ProfileDetails, unknown>>;
  const isWhole =
    LINES.every((line) => typeof found[line] === 'string') &&
    TEXTS.every((text) => isTypedText(found[text])) &&
    isBillingDetails(found.billing);
  return isWhole ? (found as unknown as ProfileDetails) : null;
}

/**
 * As mutation updateProfile takes it: what is empty is deleted. What only communities and institutions say is left out for others.
 * @throws ClientError naming a field that can't be sent
 */
export function detailsInput(details: ProfileDetails, kind: string) {
  const { email, telephone, contactName: name, postalAddress } = details;
  const contact = { email, telephone, name, postalAddress };
  return {
    contact,
    website: details.website,
    pictureAsset: assetIdIn(details.pictureAsset),
    logoAsset: assetIdIn(details.logoAsset),
    bankDetails: details.bankDetails,
    billing: billingInput(details.billing),
    ...(speaksBeforehand(kind) && {
      welcome: givenText(details.welcome),
      never: givenText(details.never),
      answersWithinDays: daysIn(details.answersWithinDays),
      closedUntil: details.closedUntil === '' ? null : details.closedUntil,
      closedReason: details.closedUntil === '' ? null : givenText(details.closedReason),
    }),
  };
}

export function speaksBeforehand(kind: string): boolean {
  return kind === 'COMMUNITY' || kind === 'INSTITUTION';
}

const FIELDS =
  /^input\.(contact\.(email|telephone|name|postalAddress)|website|(picture|logo)Asset|bankDetails|(welcome|never|closedReason)\.(en|zh)|answersWithinDays|closedUntil)$/;

/** The field of this form that was refused, as the platform names it; null for any other failure. */
export function faultIn(error: unknown): string | null {
  const isInput = error instanceof ClientError && error.code === 'BAD_INPUT';
  if (!isInput || error.field === null) return null;
  return FIELDS.test(error.field) || billingFieldIn(error.field) !== null ? error.field : null;
}

function daysIn(text: string): number | null {
  const days = text.trim();
  if (days === '') return null;
  if (/^\d{1,3}$/.test(days)) return Number(days);
  throw new ClientError('BAD_INPUT', 'answersWithinDays must be a whole number.', {
    field: 'input.answersWithinDays',
  });
}

function assetIdIn(text: string): string | null {
  const typed = text.trim();
  return typed === '' ? null : (/0x[0-9a-f]{64}/i.exec(typed)?.[0] ?? typed);
}

function typedText(text: { readonly en: string | null; readonly zh: string | null } | null): TypedText {
  return { en: text?.en ?? '', zh: text?.zh ?? '' };
}

function givenText({ en, zh }: TypedText): TypedText | null {
  return en.trim() === '' && zh.trim() === '' ? null : { en, zh };
}

function isTypedText(value: unknown): value is TypedText {
  const { en, zh } = (value ?? {}) as Partial<Record<keyof TypedText, unknown>>;
  return typeof en === 'string' && typeof zh === 'string';
}
