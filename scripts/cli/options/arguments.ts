import { isHex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, type LicenseId, parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { listMemberships, type Organization } from '@lanran/sdk/organizations/organizations';
import { readRecoveryText, type RecoveryText } from '@lanran/sdk/vault/recovery-text';
import { parseOption } from '../output.ts';

export function parseAssetArgument(text: string, name = 'ASSET'): AssetId {
  return parseOption(name, () => parseAssetId(text.toLowerCase()));
}

/** A license's id, e.g. `0x5d…`. */
export function parseLicenseArgument(text: string): LicenseId {
  return parseOption('LICENSE', () => parseLicenseId(text));
}

/** An order's id: the one of the license it will have. */
export function parseOrderArgument(text: string): LicenseId {
  if (!isHex(text, 32))
    throw new ArgumentError('ORDER', 'must be the 0x and 64 hex digits that lanran orders shows as its id');
  return parseLicenseId(text);
}

/** An offer's number, from 1. */
export function parseOfferArgument(text: string): bigint {
  if (!/^[1-9]\d{0,19}$/.test(text))
    throw new ArgumentError('OFFER', `${JSON.stringify(text)} is not the number of an offer, such as 12.`);
  return BigInt(text);
}

export function parseAddressArgument(argument: string, text: string): Address {
  return parseOption(argument, () => parseAddress(text.toLowerCase()));
}

/** Null when the option was not given. */
export function parseAddressOption(option: string, text: string | undefined): Address | null {
  return text === undefined ? null : parseAddressArgument(option, text);
}

/** `--version --offer` as commander gives them; what is left out is chosen by the platform. @throws ArgumentError */
export function parseSaleOptions({
  version,
  offer,
}: {
  readonly version?: string;
  readonly offer?: string;
}): {
  readonly version?: number;
  readonly offerId?: bigint;
} {
  const number = parseVersionOption(version);
  if (offer !== undefined && !/^\d{1,19}$/.test(offer))
    throw new ArgumentError('--offer', 'must be the number of an offer, such as 3.');
  return {
    ...(number !== null && { version: number }),
    ...(offer !== undefined && { offerId: BigInt(offer) }),
  };
}

/** Null where none is named. @throws ArgumentError */
export function parseVersionOption(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new ArgumentError('--version', 'must be the number of a version, such as 2.');
  return Number(text);
}

const MAX_CHARACTERS = 2_000;

/** `--reason`: words for people, kept by the platform beside their hash on chain. @throws ArgumentError */
export function parseReasonOption(text: string): string {
  const reason = text.normalize('NFC').trim();
  const { length } = Array.from(reason);
  if (length >= 1 && length <= MAX_CHARACTERS) return reason;
  throw new ArgumentError('--reason', `must have 1 to ${MAX_CHARACTERS} characters; it has ${length}.`);
}

const ADVICE: Readonly<Record<Exclude<RecoveryText['kind'], 'recipient'>, string>> = {
  identity:
    'is the secret part, an identity; nothing was sent, but it stands in the history of this shell. Delete it there, make a new key with age-keygen, and give its public key, age1….',
  'other-key': 'is a key of another kind. Make one with age-keygen, and give its public key, age1….',
  mistyped: 'has characters that are wrong or missing. Copy the public key once more, whole.',
  'no-key': 'is no age recipient. Give the public key that age-keygen prints, age1….',
};

/** @throws ArgumentError before anything is sent; it never repeats the text, which may be a secret */
export function requireRecipient(text: string): string {
  const read = readRecoveryText(text);
  if (read.kind === 'recipient') return read.recipient;
  throw new ArgumentError('RECIPIENT', ADVICE[read.kind]);
}

export interface PartyOptions {
  readonly organization?: string;
}

/** What is listed: of the named organization, else of each that the key belongs to. @throws ArgumentError */
async function parties({ api }: Platform, { organization }: PartyOptions): Promise<Organization[]> {
  const own = (await listMemberships(api)).map((membership) => membership.organization);
  if (organization === undefined) return own;
  const named = own.find(({ id, slug }) => id === organization || slug === organization);
  if (named === undefined)
    throw new ArgumentError('--organization', `your key belongs to no organization ${organization}.`);
  return [named];
}

/** What those organizations have to do with, each thing once. */
export async function listOfParties<T extends { readonly id: string }>(
  platform: Platform,
  options: PartyOptions,
  list: (organization: Organization) => Promise<T[]>,
): Promise<T[]> {
  const found = new Map<string, T>();
  for (const organization of await parties(platform, options))
    for (const item of await list(organization)) found.set(item.id, item);
  return [...found.values()];
}
