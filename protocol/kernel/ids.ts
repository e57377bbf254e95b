import { concat, fromHex, parseBytes32, toHex, uintBytes, utf8, ZERO_32, type Hex } from './bytes.ts';
import { FormatError } from './errors.ts';
import { keccak256 } from './hash.ts';

export type OrganizationId = Hex & { readonly __brand: 'OrganizationId' };
export type AssetId = Hex & { readonly __brand: 'AssetId' };
export type LogId = Hex & { readonly __brand: 'LogId' };
export type StatementHash = Hex & { readonly __brand: 'StatementHash' };
/** keccak256 of a license's terms; on chain the same 32 bytes as a number. */
export type LicenseId = Hex & { readonly __brand: 'LicenseId' };
/** Statement field `community`: a salted commitment to a community's id, or zero when none stands behind the asset. */
export type CommunityCommitment = Hex & { readonly __brand: 'CommunityCommitment' };

// The brands mark values that went through these parsers, hence the casts.
export function parseOrganizationId(value: unknown, field = 'organizationId'): OrganizationId {
  const id = parseBytes32(value, field);
  if (id === ZERO_32) throw new FormatError(field, 'must not be zero');
  return id as OrganizationId;
}

export function parseAssetId(value: unknown, field = 'assetId'): AssetId {
  return parseBytes32(value, field) as AssetId;
}

export function parseLogId(value: unknown, field = 'logId'): LogId {
  return parseBytes32(value, field) as LogId;
}

export function parseStatementHash(value: unknown, field = 'statementHash'): StatementHash {
  return parseBytes32(value, field) as StatementHash;
}

/** @throws FormatError unless the text is 0x and 64 hex digits, in capital letters or not */
export function parseLicenseId(value: unknown, field = 'licenseId'): LicenseId {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{64}$/.test(value)) {
    throw new FormatError(field, 'must be the 0x and 64 hex digits that the license itself shows as its id');
  }
  return value.toLowerCase() as LicenseId;
}

/** The id as contracts give it, a number. @throws RangeError beyond 256 bits */
export function licenseIdFrom(number: bigint): LicenseId {
  return toHex(uintBytes(number, 32)) as LicenseId;
}

export function parseCommunityCommitment(value: unknown, field = 'community'): CommunityCommitment {
  return parseBytes32(value, field) as CommunityCommitment;
}

export const NO_COMMUNITY = ZERO_32 as CommunityCommitment;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** keccak256(utf8("lanran:organization:" ‖ slug)). @throws FormatError when the slug is not lower-case words joined by `-` */
export function organizationIdOf(slug: string): OrganizationId {
  if (!SLUG.test(slug) || slug.length > 64) {
    throw new FormatError('slug', 'must be at most 64 characters a-z, 0-9, in words joined by -');
  }
  return keccak256(utf8(`lanran:organization:${slug}`)) as OrganizationId;
}

/** keccak256(abi.encode(organizationId, salt)): nobody else can claim an id made with this organization's. */
export function assetIdOf(organizationId: OrganizationId, salt: Hex): AssetId {
  return hashPair(organizationId, salt) as AssetId;
}

/** keccak256(abi.encode(communityId, salt)); opened on chain when the asset is first offered. */
export function communityCommitment(communityId: OrganizationId, salt: Hex): CommunityCommitment {
  return hashPair(communityId, salt) as CommunityCommitment;
}

function hashPair(id: Hex, salt: Hex): Hex {
  return keccak256(concat(fromHex(id), fromHex(parseBytes32(salt, 'salt'))));
}

/** 32 bytes of the platform's cryptographic randomness: salts, log ids. */
export function randomBytes32(): Hex {
  return toHex(globalThis.crypto.getRandomValues(new Uint8Array(32)));
}
