import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { PriceRule } from '@lanran/protocol/licensing/pricing';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Window } from '@lanran/protocol/licensing/window';

export interface Offer extends Window {
  readonly id: string;
  readonly assetId: AssetId;
  readonly holder: OrganizationId;
  readonly exclusive: boolean;
  /** Zero for the chain's own coin. */
  readonly token: Address;
  /** Of a license, or with a rule of a month, in the token's smallest unit. */
  readonly price: bigint;
  /** How the price depends on the use; flat: not at all. */
  readonly rule: PriceRule;
  /** The one organization that can take it; null: anybody. */
  readonly licensee: OrganizationId | null;
  readonly communityShareBps: number;
  readonly rights: RightsBits;
  readonly isClosed: boolean;
  readonly projectedIndex: number;
}

/** The end of a license before its last day. */
export interface Revocation {
  /** keccak256 of the reasons, of which we may have the text (StatedReason). */
  readonly reasonHash: Hex;
  readonly at: Date;
}

/** A version that a licensee took in place of the one that was sold. */
export interface TakenVersion {
  readonly version: StatementHash;
  readonly at: Date;
}

export interface License {
  /** Hash of its terms. */
  readonly id: LicenseId;
  readonly terms: Terms;
  /** In the order in which they were taken; the chain takes any hash, so that one may name no version. */
  readonly takenVersions: readonly TakenVersion[];
  /** Who sold it. */
  readonly holder: OrganizationId;
  /** Who has it now. */
  readonly licensee: OrganizationId;
  readonly isRevoked: boolean;
  /** Of itself, not of the license it was granted under. */
  readonly revocation: Revocation | null;
  readonly transaction: Hex;
  readonly soldAt: Date;
  /** The leaf of its sale: the order of lists, whatever happens to it later. */
  readonly soldIndex: number;
  readonly projectedIndex: number;
}

/** Conditions that all must hold. */
export interface LicenseFilter {
  readonly licensee?: OrganizationId;
  readonly assetId?: AssetId;
  readonly holder?: OrganizationId;
  /** Sublicenses that were granted under one of these. */
  readonly grantedUnder?: readonly LicenseId[];
}

/** That there is a license, and of what. */
export type SoldLicense = Pick<License, 'id'> & Pick<Terms, 'assetId'>;

/** A sale that leaves room for others. */
export interface SaleBeside extends Pick<License, 'soldAt'>, Pick<Terms, 'assetId' | 'offerId'> {
  readonly window: Window;
}
