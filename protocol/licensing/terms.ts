import { concat, fromHex, uintBytes, ZERO_32, type Hex } from '../kernel/bytes.ts';
import { keccak256 } from '../kernel/hash.ts';
import type { AssetId, LicenseId, OrganizationId, StatementHash } from '../kernel/ids.ts';
import type { RightsBits } from './rights.ts';
import type { Address } from '../kernel/signature.ts';
import type { Wish } from './window.ts';

/** How a license came about, in the order of their numbers on chain (contracts/types/Terms.sol). */
export const ORIGINS = ['SALE', 'RENEWAL', 'SUBLICENSE', 'INVOICE'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What was agreed (docs/formats.md, "Windows, quotes, terms"). A license's id is the hash of its terms. */
export interface Terms {
  readonly assetId: AssetId;
  /** The statement of the version that is sold; the contracts can't know whether there is one. */
  readonly version: StatementHash;
  /** Who bought; a transferable license may belong to another by now. */
  readonly licensee: OrganizationId;
  readonly offerId: bigint;
  readonly wish: Wish;
  readonly token: Address;
  /** In the token's smallest unit. */
  readonly price: bigint;
  readonly communityShareBps: number;
  readonly operatorShareBps: number;
  readonly rights: RightsBits;
  readonly origin: Origin;
  /** The license that it renews or was granted under; null for a sale or an invoice. */
  readonly parent: LicenseId | null;
  readonly territoriesHash: Hex;
}

/** `abi.encode(terms)`: seventeen words, 544 bytes. @throws RangeError when a number does not fit its type */
export function encodeTerms(terms: Terms): Uint8Array {
  const { wish } = terms;
  return concat(
    fromHex(terms.assetId),
    fromHex(terms.version),
    fromHex(terms.licensee),
    word(terms.offerId, 8),
    word(wish.media, 4),
    word(wish.territories, 32),
    word(wish.firstDay, 4),
    word(wish.lastDay, 4),
    word(Number(wish.exclusive), 1),
    word(BigInt(terms.token), 20),
    word(terms.price, 32),
    word(terms.communityShareBps, 2),
    word(terms.operatorShareBps, 2),
    word(terms.rights, 1),
    word(ORIGINS.indexOf(terms.origin), 1),
    fromHex(terms.parent ?? ZERO_32),
    fromHex(terms.territoriesHash),
  );
}

/** Bytes that are more than the type's own would hash to a license that the contracts never issue. */
function word(value: bigint | number, byteLength: number): Uint8Array {
  return concat(new Uint8Array(32 - byteLength), uintBytes(value, byteLength));
}

/** keccak256 of the encoded terms. */
export function licenseIdOf(terms: Terms): LicenseId {
  return keccak256(encodeTerms(terms)) as LicenseId;
}
