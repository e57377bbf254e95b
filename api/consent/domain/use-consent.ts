import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { RightsBits } from '@lanran/protocol/licensing/rights';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Window } from '@lanran/protocol/licensing/window';

export const USE_CONSENT_STATES = ['GRANTED', 'WITHDRAWN', 'SPENT', 'CUSTODY'] as const;

/** WITHDRAWN: by the council. SPENT: a license was sold by it. CUSTODY: the holder whom it names has the asset no more. */
export type UseConsentState = (typeof USE_CONSENT_STATES)[number];

/** A council's consent to one license for one organization, as granted last. */
export interface UseConsent extends Window {
  readonly assetId: AssetId;
  readonly community: OrganizationId;
  /** The holder it names; it ends with custody. */
  readonly holder: OrganizationId;
  readonly licensee: OrganizationId;
  readonly exclusive: boolean;
  /** Zero for the chain's own coin. */
  readonly token: Address;
  /** The least that the license costs, in the token's smallest unit. */
  readonly minPrice: bigint;
  readonly shareBps: number;
  readonly rights: RightsBits;
  readonly state: UseConsentState;
  readonly projectedIndex: number;
}
