import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';

/** A council's own consent to one asset, as granted last. */
export interface Consent extends ConsentTerms {
  readonly assetId: AssetId;
  readonly community: OrganizationId;
  /** By the council, or by the end of the holder's custody. */
  readonly isWithdrawn: boolean;
  readonly projectedIndex: number;
}

/** The consent that counts for an asset, or for every asset of a collection. */
export interface ConsentInForce extends ConsentTerms {
  readonly assetId: AssetId;
  readonly community: OrganizationId;
  /** The collection it is given to; null for an asset's own. */
  readonly collection: Hex | null;
}

/**
 * How the consent that counted last has ended: the council withdrew it, its last day is past, or the holder whom it named has the
 * asset no more.
 */
export const CONSENT_ENDS = ['WITHDRAWN', 'EXPIRED', 'CUSTODY'] as const;

export type ConsentEnd = (typeof CONSENT_ENDS)[number];
