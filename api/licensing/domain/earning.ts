import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  organizationIdOf,
} from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Hex } from '@lanran/protocol/kernel/bytes';

export const EARNING_KINDS = ['SHARE', 'CLAIM'] as const;
export type EarningKind = (typeof EARNING_KINDS)[number];

/** What the market credited to an organization, or paid out to it. */
export interface Earning {
  readonly organizationId: OrganizationId;
  /** SHARE: its part of a sale. CLAIM: paid to its payout address. */
  readonly kind: EarningKind;
  /** Null for a claim, which is of everything credited. */
  readonly licenseId: LicenseId | null;
  readonly assetId: AssetId | null;
  /** In the token's smallest unit. */
  readonly amount: bigint;
  readonly token: Address;
  readonly at: Date;
  readonly transaction: Hex;
  readonly leafIndex: number;
}

/** `LicenseMarket.OPERATOR_ACCOUNT`. */
export const OPERATOR_ACCOUNT = organizationIdOf('operator');
const ALL_BPS = 10_000n;

/** Who is credited how much of a sale: the rule of LicenseMarket. Sublicenses and invoices are paid outside it. */
export function sharesOf(
  { price, communityShareBps, operatorShareBps, origin }: Terms,
  { holder, community }: { readonly holder: OrganizationId; readonly community: OrganizationId | null },
): { readonly organizationId: OrganizationId; readonly amount: bigint }[] {
  if (origin !== 'SALE' && origin !== 'RENEWAL') return [];
  const communityShare = (price * BigInt(communityShareBps) + ALL_BPS - 1n) / ALL_BPS;
  const operatorShare = (price * BigInt(operatorShareBps)) / ALL_BPS;
  const shares = [
    ...(community === null ? [] : [{ organizationId: community, amount: communityShare }]),
    { organizationId: OPERATOR_ACCOUNT, amount: operatorShare },
    { organizationId: holder, amount: price - communityShare - operatorShare },
  ];
  return shares.filter(({ amount }) => amount > 0n);
}
