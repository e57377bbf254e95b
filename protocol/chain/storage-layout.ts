import { toHex, uintBytes, type Hex } from '../kernel/bytes.ts';
import { mappingSlot, packedUint, slotAt } from './contract-state.ts';
import type { Day } from '../kernel/day.ts';
import type { LicenseId, OrganizationId } from '../kernel/ids.ts';
import type { RightsBits } from '../licensing/rights.ts';
import { parseAddress, type Address } from '../kernel/signature.ts';

/*
 * Where the contracts keep what bundles prove. The numbers are solc's (contracts/abi/storage-layout.ts); a test compares them.
 * Contracts are not upgradeable, so a layout never changes under an address.
 */
export const LAYOUT = {
  ProvenanceLog: { sizes: 1, roots: 2, lanes: 4 },
  Organizations: { members: 2, ids: 3, accounts: 4, councils: 6 },
  AssetRegistry: { records: 1 },
  ConsentRegistry: { grants: 0, joined: 1, collections: 2, uses: 3 },
  LicenseToken: { records: 6 },
} as const;

/** ProvenanceLog's slot of the four anchored sizes. */
export function sizesSlot(): Hex {
  return slotAt(LAYOUT.ProvenanceLog.sizes);
}

/** ProvenanceLog's slot of the root in a lane. */
export function rootSlot(lane: number): Hex {
  return slotAt(LAYOUT.ProvenanceLog.roots, lane);
}

/** Four uint64, lane 0 in the lowest bits. */
export function decodeSizes(word: Hex): bigint[] {
  return Array.from({ length: LAYOUT.ProvenanceLog.lanes }, (_, lane) => packedUint(word, 8 * lane, 8));
}

/** The slots that prove an anchored tree in `lane`, in the order a bundle's anchor has them. */
export function anchorSlots(lane: number): Hex[] {
  return [sizesSlot(), rootSlot(lane)];
}

/** Organizations' slot of a member's record. */
export function memberSlot(organizationId: OrganizationId, key: Address): Hex {
  return mappingSlot(key, mappingSlot(organizationId, slotAt(LAYOUT.Organizations.members)));
}

export interface MemberRecord {
  /** 0 none, 1 viewer, 2 editor, 3 owner. */
  readonly role: number;
  readonly admittedSize: bigint;
  readonly removedSize: bigint;
  /** Whether it was a member then. Only of a former one does `removedSize` say anything. */
  readonly current: boolean;
}

export function decodeMember(word: Hex): MemberRecord {
  return {
    role: Number(packedUint(word, 0, 1)),
    admittedSize: packedUint(word, 1, 8),
    removedSize: packedUint(word, 9, 8),
    current: packedUint(word, 21, 1) !== 0n,
  };
}

/** The last 20 bytes of an organization's id, under which its licenses lie; no key controls this address. */
export function licenseAccountOf(organizationId: OrganizationId): Address {
  return parseAddress(`0x${organizationId.slice(-40)}`);
}

/** Organizations' slot of the id to which a license account belongs. An account is too short to tell it. */
export function accountSlot(account: Address): Hex {
  return mappingSlot(account, slotAt(LAYOUT.Organizations.accounts));
}

/**
 * LicenseToken's slot of a license's record; for a sublicense, also that of the license it was granted under, with which it
 * ends.
 */
export function licenseSlots(licenseId: LicenseId, grantedUnder: LicenseId | null = null): Hex[] {
  const ids = grantedUnder === null ? [licenseId] : [licenseId, grantedUnder];
  return ids.map((id) => mappingSlot(id, slotAt(LAYOUT.LicenseToken.records)));
}

export interface LicenseRecord {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly rights: RightsBits;
  readonly exclusive: boolean;
  /** Itself; a sublicense also ends with the license it was granted under. */
  readonly revoked: boolean;
  readonly isSublicense: boolean;
  /** The license account it lies in; zero for a license that was never issued. */
  readonly account: Address;
}

export function decodeLicenseRecord(word: Hex): LicenseRecord {
  return {
    firstDay: Number(packedUint(word, 0, 4)),
    lastDay: Number(packedUint(word, 4, 4)),
    rights: Number(packedUint(word, 8, 1)),
    exclusive: packedUint(word, 9, 1) !== 0n,
    revoked: packedUint(word, 10, 1) !== 0n,
    isSublicense: packedUint(word, 11, 1) !== 0n,
    account: parseAddress(toHex(uintBytes(packedUint(word, 12, 20), 20))),
  };
}
