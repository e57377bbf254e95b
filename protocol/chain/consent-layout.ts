import { toHex, uintBytes, type Hex } from '../kernel/bytes.ts';
import type { Day } from '../kernel/day.ts';
import type { AssetId, OrganizationId } from '../kernel/ids.ts';
import { parseAddress, type Address } from '../kernel/signature.ts';
import type { RightsBits } from '../licensing/rights.ts';
import { mappingSlot, packedUint, slotAt } from './contract-state.ts';
import { LAYOUT } from './storage-layout.ts';

/* Where the contracts keep what a sale stands on: the asset, the council's consent and the organizations by their index. */

/** AssetRegistry's slot of an asset. */
export function assetSlot(assetId: AssetId): Hex {
  return mappingSlot(assetId, slotAt(LAYOUT.AssetRegistry.records));
}

export interface AssetRecord {
  /** Index of its holder; 0 for an asset that the chain doesn't know. */
  readonly holder: number;
  /** Index of its community; 0 without one. */
  readonly community: number;
  /** How many stand open. */
  readonly disputes: number;
  readonly withdrawn: boolean;
  /** Unix seconds; 0 while it was never transferred. */
  readonly custodySince: number;
}

export function decodeAssetRecord(word: Hex): AssetRecord {
  return {
    holder: Number(packedUint(word, 0, 4)),
    community: Number(packedUint(word, 4, 4)),
    disputes: Number(packedUint(word, 8, 4)),
    withdrawn: packedUint(word, 12, 1) !== 0n,
    custodySince: Number(packedUint(word, 13, 6)),
  };
}

/** Organizations' slot of the id that an index stands for. */
export function organizationIdSlot(index: number): Hex {
  return mappingSlot(indexWord(index), slotAt(LAYOUT.Organizations.ids));
}

/** Organizations' slot of the council of a community, by its index. */
export function councilSlot(index: number): Hex {
  return mappingSlot(indexWord(index), slotAt(LAYOUT.Organizations.councils));
}

export function decodeAddress(word: Hex): Address {
  return parseAddress(toHex(uintBytes(packedUint(word, 0, 20), 20)));
}

/** ConsentRegistry's slots of the consent to one asset: what was agreed, and where. */
export function consentSlots(assetId: AssetId): Hex[] {
  return pairAt(mappingSlot(assetId, slotAt(LAYOUT.ConsentRegistry.grants)));
}

/** ConsentRegistry's slots of the consent that an asset follows: that it joined, which collection, and the collection's two. */
export function joinedConsentSlots(assetId: AssetId, community: number, root: Hex): Hex[] {
  const ofCommunity = mappingSlot(indexWord(community), slotAt(LAYOUT.ConsentRegistry.collections));
  return [
    mappingSlot(assetId, slotAt(LAYOUT.ConsentRegistry.grants)),
    joinedSlot(assetId),
    ...pairAt(mappingSlot(root, ofCommunity)),
  ];
}

/** ConsentRegistry's slot of the collection that an asset joined. */
export function joinedSlot(assetId: AssetId): Hex {
  return mappingSlot(assetId, slotAt(LAYOUT.ConsentRegistry.joined));
}

/** ConsentRegistry's three slots of the consent to one use by an organization. */
export function useConsentSlots(assetId: AssetId, licensee: OrganizationId): Hex[] {
  const ofAsset = mappingSlot(assetId, slotAt(LAYOUT.ConsentRegistry.uses));
  const first = mappingSlot(licensee, ofAsset);
  return [first, slotAt(first, 1), slotAt(first, 2)];
}

/** Whether there is a consent, of the asset's own or a collection's. */
export type ConsentStanding = 'NONE' | 'OWN' | 'JOINED';
const STANDINGS: readonly ConsentStanding[] = ['NONE', 'OWN', 'JOINED'];

export function decodeStanding(word: Hex): ConsentStanding {
  return STANDINGS[Number(packedUint(word, 15, 1))] ?? 'NONE';
}

/** What a council permits, as the contract holds it. */
export interface ConsentRecord {
  /** Index of the holder whom the community trusts with the asset. */
  readonly holder: number;
  readonly media: number;
  readonly territories: bigint;
  readonly lastDay: Day;
  readonly shareBps: number;
  readonly rights: RightsBits;
  /** When it was given, Unix seconds. */
  readonly since: number;
  /** How many assets a collection has; 0 for the consent to one asset. */
  readonly size: bigint;
  /** Of the consent to one use alone. */
  readonly use: UseLimits | null;
}

export interface UseLimits {
  readonly firstDay: Day;
  readonly exclusive: boolean;
  readonly token: Address;
  readonly minPrice: bigint;
}

/** Of `consentSlots`, or the last two of `joinedConsentSlots`; null where there is no consent. */
export function decodeConsent(agreement: Hex, territories: Hex): ConsentRecord | null {
  if (decodeStanding(agreement) !== 'OWN') return null;
  return {
    holder: Number(packedUint(agreement, 0, 4)),
    media: Number(packedUint(agreement, 4, 4)),
    territories: BigInt(territories),
    lastDay: Number(packedUint(agreement, 8, 4)),
    shareBps: Number(packedUint(agreement, 12, 2)),
    rights: Number(packedUint(agreement, 14, 1)),
    since: Number(packedUint(agreement, 16, 6)),
    size: packedUint(agreement, 22, 8),
    use: null,
  };
}

/** Of `useConsentSlots`; null where there is none. */
export function decodeUseConsent(territories: Hex, price: Hex, packed: Hex): ConsentRecord | null {
  const since = Number(packedUint(packed, 20, 6));
  if (since === 0) return null;
  return {
    holder: Number(packedUint(packed, 0, 4)),
    media: Number(packedUint(packed, 4, 4)),
    territories: BigInt(territories),
    lastDay: Number(packedUint(packed, 12, 4)),
    shareBps: Number(packedUint(packed, 16, 2)),
    rights: Number(packedUint(packed, 18, 1)),
    since,
    size: 0n,
    use: {
      firstDay: Number(packedUint(packed, 8, 4)),
      exclusive: packedUint(packed, 19, 1) !== 0n,
      token: decodeAddress(price),
      minPrice: packedUint(price, 20, 12),
    },
  };
}

function pairAt(slot: Hex): Hex[] {
  return [slot, slotAt(slot, 1)];
}

function indexWord(index: number): Hex {
  return toHex(uintBytes(index, 32));
}
