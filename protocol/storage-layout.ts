import type { Hex } from './bytes.ts';
import { mappingSlot, packedUint, slotAt } from './contract-state.ts';
import type { OrganizationId } from './ids.ts';
import type { Address } from './signature.ts';

/*
 * Where the contracts keep what bundles prove. The numbers are solc's (contracts/abi/storage-layout.ts); a test compares them.
 * Contracts are not upgradeable, so a layout never changes under an address.
 */
export const LAYOUT = {
  ProvenanceLog: { sizes: 1, roots: 2, lanes: 4 },
  Organizations: { members: 2 },
  LicenseToken: { licenses: 7 },
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
}

export function decodeMember(word: Hex): MemberRecord {
  return {
    role: Number(packedUint(word, 0, 1)),
    admittedSize: packedUint(word, 1, 8),
    removedSize: packedUint(word, 9, 8),
  };
}

/** LicenseToken's slots of a license's terms hash, and of its media, days, offer id and mark of revocation. */
export function licenseSlots(licenseId: bigint): Hex[] {
  const record = mappingSlot(slotAt(`0x${licenseId.toString(16)}`), slotAt(LAYOUT.LicenseToken.licenses));
  return [slotAt(record, 1), slotAt(record, 3)];
}

export function isRevoked(word: Hex): boolean {
  return packedUint(word, 21, 1) !== 0n;
}
