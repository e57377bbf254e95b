import type { Hex } from '@lanran/protocol/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import type { Window, Wish } from '@lanran/protocol/window';

/** A council's consent, as granted last. */
export interface Consent extends Omit<Window, 'firstDay'> {
  readonly assetId: AssetId;
  readonly community: OrganizationId;
  /** The holder it names; it ends with custody. */
  readonly holder: OrganizationId;
  readonly shareBps: number;
  readonly isWithdrawn: boolean;
  readonly projectedIndex: number;
}

export interface Offer extends Window {
  readonly id: string;
  readonly assetId: AssetId;
  readonly holder: OrganizationId;
  readonly exclusive: boolean;
  readonly token: Hex;
  /** In the token's smallest unit. */
  readonly price: bigint;
  readonly communityShareBps: number;
  readonly isClosed: boolean;
  readonly projectedIndex: number;
}

export interface License {
  readonly id: string;
  readonly assetId: AssetId;
  readonly licensee: OrganizationId;
  readonly offerId: string;
  readonly wish: Wish;
  readonly termsHash: Hex;
  readonly token: Hex;
  readonly price: bigint;
  readonly transaction: Hex;
  readonly soldAt: Date;
  readonly projectedIndex: number;
}

/** Conditions that all must hold. */
export interface LicenseFilter {
  readonly licensee?: OrganizationId;
  readonly assetId?: AssetId;
  readonly holder?: OrganizationId;
}
